import { afterEach, beforeEach, expect, test } from 'vitest';
import { smallMsp, type SmallMsp } from '../helpers/small-msp.ts';
import { claims, myCard, whoIsAsked } from '../helpers/trade.ts';
import { client } from '../helpers/client.ts';

let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: true });
});
afterEach(() => msp.close());

const SUMMARY = 'The reception printer is dead';
const DETAILS = 'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.';

test('an on-site ticket gets its visit without a phone call', async () => {
  const ticket = msp.ticket(SUMMARY, DETAILS);
  await msp.minutes(2);
  const asked = whoIsAsked(msp, 'printer');
  await claims(msp, asked, myCard(asked, 'printer'));
  await msp.minutes(3);

  console.log(
    (await msp.history(ticket)).map((event) => `${event.kind} ${JSON.stringify(event.data)}`).join('\n'),
    JSON.stringify((await msp.store.get('triage', String(ticket)))?.data.onSite),
    await msp.store.listEffects({ state: 'dead', limit: 5 }),
    await msp.store.listEffects({ state: 'waiting', limit: 5 }),
    (await msp.store.query('timers', { index: 'byDue', limit: 10 })).docs.map((d) => d.data),
  );
  console.log('CONTACT', (await msp.store.get('texts', String(ticket)))?.data.psa.contact);
  const erika = client(msp, 'erika@contoso.example');
  const page = await erika.opensLink();
  expect(page.is).toBe('choose');
  if (page.is !== 'choose') return;
  expect(page.slots.length).toBeGreaterThan(3);
  const [first] = page.slots;
  await erika.chooses(first!.value);
  await msp.minutes(1);
  const after = await erika.opensLink();
  expect(after).toMatchObject({ is: 'confirmed', start: first!.start });
  expect((await msp.history(ticket)).map((event) => event.kind)).toEqual(
    expect.arrayContaining(['visit-offered', 'visit-held', 'visit-confirmed']),
  );
  console.log((await msp.history(ticket)).map((event) => `${event.kind} ${JSON.stringify(event.data)}`).join('\n'));
  console.log(msp.haloNotes(ticket).join('\n---\n'));
});
