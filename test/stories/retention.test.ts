import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { silentLog } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { MONDAY, smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';
import { scratchFolder } from '../store/scratch.ts';

const DAY = 24 * 60 * 60_000;

let msp: SmallMsp;
const folder = scratchFolder();
afterEach(() => msp.close());
afterAll(() => folder.remove());

describe('retention', () => {
  it('removes posted cards of closed tickets and settled effects after a week, and keeps tickets and their log', async () => {
    const path = folder.file('callboard.db');
    const open = () => openSqliteStore({ path, log: silentLog });
    const cards = async () =>
      (await msp.store.query('surfaces', { index: 'byTicket', eq: [String(ticket)], limit: 9 })).docs.length;
    msp = await smallMsp({ store: await open() });
    const ticket = msp.ticket('Monitor stays black');
    await msp.minutes(1);
    const owner = whoIsAsked(msp, 'Monitor');
    await claims(msp, owner, myCard(owner, 'Monitor'));
    await msp.minutes(2);
    msp.halo.people.close(ticket);
    await msp.minutes(2);
    expect(await cards()).toBeGreaterThan(0);
    const settled = (await msp.store.countEffects()).done;
    expect(settled).toBeGreaterThan(0);
    await msp.close();

    // Nothing is forgotten before its week is over, and a process that was off meanwhile forgets nothing late.
    msp = await smallMsp({ store: await open(), at: MONDAY + 6 * DAY });
    await msp.minutes(1);
    expect(await cards()).toBeGreaterThan(0);
    expect((await msp.store.countEffects()).done).toBeGreaterThanOrEqual(settled);
    await msp.close();

    msp = await smallMsp({ store: await open(), at: MONDAY + 8 * DAY });
    await msp.minutes(1);
    expect(await cards()).toBe(0);
    expect((await msp.store.countEffects()).done).toBeLessThan(settled);
    expect(await msp.history(ticket)).not.toHaveLength(0);
    expect(await msp.store.get('tickets', String(ticket))).toBeDefined();
  });
});
