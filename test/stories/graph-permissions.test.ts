import { afterEach, describe, expect, test } from 'vitest';
import { PERMISSION_NAMES, PERMISSIONS } from '../../graph/index.ts';
import { silentLog } from '../../model/log.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

/** An admin granted less than Callboard asks for: who learns of it where, and what goes on all the same. */
let msp: SmallMsp;
afterEach(() => msp.close());

const without = (...missing: string[]) => PERMISSION_NAMES.filter((one) => !missing.includes(one));
const ready = async () => {
  const answer = await fetch(`${msp.callboard.url}/readyz`);
  return {
    status: answer.status,
    ...((await answer.json()) as { ok: boolean; checks: { name: string; ok: boolean; detail?: string }[] }),
  };
};
const graph = async () => (await ready()).checks.filter(({ name }) => name.startsWith('graph'));

async function asks(who: 'mara' | 'ben'): Promise<string> {
  await msp.does(() => msp[who].say('trouble'));
  await msp.minutes(1);
  return msp[who].inbox().at(-1)?.words ?? '';
}
const inChannel = () => msp.dana.channel().filter(({ words }) => words.startsWith('Callboard needs help'));

describe('Microsoft 365 permissions', () => {
  test('nobody is told anything when all are granted', async () => {
    msp = await smallMsp({ visits: true });
    expect(await graph()).toEqual([{ name: 'graph', ok: true, detail: 'no permission is missing' }]);
    expect(await asks('mara')).not.toContain('Microsoft 365');
    expect(inChannel()).toEqual([]);
  });

  test('a missing presence permission leaves Callboard ready, and `trouble` says what it costs', async () => {
    const said: unknown[] = [];
    const warn = (event: string, fields?: Readonly<Record<string, unknown>>) => {
      if (event === 'graph.permission-missing') said.push(fields?.['permission']);
    };
    msp = await smallMsp({ visits: true, granted: without('Presence.Read.All'), log: { ...silentLog, warn } });
    const { status, ok } = await ready();
    expect([status, ok]).toEqual([200, true]);
    expect(await graph()).toEqual([
      { name: 'graph', ok: true, detail: 'permissions missing: 1' },
      { name: 'graph Presence.Read.All', ok: true, detail: PERMISSIONS['Presence.Read.All'].without },
    ]);
    const words = await asks('mara');
    expect(words).toMatch(/Callboard runs well.*Presence\.Read\.All: Suggestions go by calendars alone/s);
    expect(words).toContain('An admin grants it in the Entra admin center');
    expect(await asks('ben')).not.toContain('Presence.Read.All');
    expect(inChannel()).toEqual([]);
    await msp.minutes(65);
    expect(said).toEqual(['Presence.Read.All']);
  });

  test('missing calendar permissions leave tickets working, and the channel says that visits cannot work', async () => {
    msp = await smallMsp({ visits: true, granted: without('Calendars.ReadWrite') });
    await msp.minutes(1);
    const { status, ok } = await ready();
    expect([status, ok]).toEqual([200, true]);
    expect(await graph()).toContainEqual({
      name: 'graph Calendars.ReadWrite',
      ok: false,
      detail: PERMISSIONS['Calendars.ReadWrite'].without,
    });
    expect(inChannel()).toHaveLength(1);
    expect(inChannel()[0]?.words).toMatch(/does not grant Calendars\.ReadWrite.*no visit can be offered/s);

    // Tokens live for an hour, and what is granted later is in the next one.
    msp.graph?.sim.granted.add('Calendars.ReadWrite');
    await msp.minutes(121);
    expect(await graph()).toEqual([{ name: 'graph', ok: true, detail: 'no permission is missing' }]);
    expect(inChannel()).toEqual([]);
  });
});

test('nobody asks about permissions without Microsoft Graph', async () => {
  msp = await smallMsp();
  expect(await graph()).toEqual([]);
});
