import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ClientPage, ClientSlot } from '../../model/client-page.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS, DISPATCH } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { claims, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: true });
});
afterEach(() => msp.close());

const sim = () => {
  if (!msp.graph) throw new Error('this MSP has no Microsoft 365');
  return msp.graph.sim;
};
function slotsOf(page: ClientPage): readonly ClientSlot[] {
  if (page.is !== 'choose') throw new Error(`no times to choose from, the page is “${page.is}”`);
  return page.slots;
}
const inBookings = () => [...(sim().state.businesses.get(BUSINESS)?.appointments.values() ?? [])];
/** Meetings that stand in the dispatch mailbox. */
const meetings = () =>
  sim()
    .human.calendar(DISPATCH)
    .filter((one) => !one.isCancelled);

test('the client books, moves and cancels a visit while Bookings fails for an hour', async () => {
  msp.ticket(
    'The reception printer is dead',
    'It has no power at all and smells burnt. Please send somebody to our office, we cannot print labels.',
  );
  await msp.minutes(2);
  const technician = whoIsAsked(msp, 'printer');
  await claims(msp, technician, myCard(technician, 'printer'));
  await msp.minutes(3);
  const erika = client(msp, 'erika@contoso.example');
  const times = slotsOf(await erika.opensLink());
  const chosen = times.at(-1)!;

  sim().settings.bookings.ill = true;
  await erika.chooses(chosen.value);
  await msp.minutes(9);
  expect(await erika.opensLink()).toMatchObject({ is: 'confirmed', start: chosen.start });
  expect(inBookings()).toEqual([]);
  expect(meetings()).toMatchObject([{ start: chosen.start, end: chosen.end }]);
  const hers = sim()
    .human.calendar(technician.person.mail)
    .filter((one) => one.start === chosen.start);
  // The invitation, which shows as tentative until it is accepted; what we held is gone.
  expect(hers).toMatchObject([{ organizer: { address: DISPATCH } }]);

  await msp.minutes(55);
  sim().settings.bookings.ill = false;
  const others = slotsOf(await erika.looksForAnother()).filter((slot) => slot.start !== chosen.start);
  await erika.chooses(others.at(-1)!.value);
  await msp.minutes(2);
  expect(meetings()).toMatchObject([{ start: others.at(-1)!.start }]);
  expect(inBookings()).toEqual([]);

  expect(await erika.cancels('We bought a new one')).toMatchObject({ is: 'cancelled' });
  await msp.minutes(2);
  expect(meetings()).toEqual([]);
  expect(await msp.store.count('holds', { index: 'byVisit' })).toBe(0);
});
