import { afterEach, expect, test } from 'vitest';
import type { ClientPage } from '../../model/client-page.ts';
import { givenTo, visitOf } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

/** What the PSA's calendar says of a visit, when the PSA's answers get lost. */
let msp: SmallMsp;
afterEach(() => msp.close());

const slotsOf = (page: ClientPage) => (page.is === 'choose' ? page.slots : []);
const entries = (ticket: number) => [...msp.halo.state.appointments.values()].filter((one) => one.ticket_id === ticket);

/** Booked, and the PSA wrote it down and did not say so. */
async function bookedUnheard() {
  msp = await smallMsp({ visits: { chaseAfterHours: [] } });
  const ticket = await givenTo(msp, 'The reception printer is dead', 'ana');
  const erika = client(msp, 'erika@contoso.example');
  const [first] = slotsOf(await erika.opensLink());
  msp.halo.faults.add({ method: 'POST', path: '/Appointment', applies: 0, then: 'drop' });
  await erika.chooses(first!.value);
  await msp.clock.advance(5_000);
  expect(entries(ticket)).toMatchObject([{ start_date: first!.start }]);
  expect((await visitOf(msp, ticket)).outside.psaEntryIds).toEqual([]);
  return { ticket, erika, first: first! };
}

test('a PSA entry whose creation was never acknowledged is found again and exists once', async () => {
  const { ticket, first } = await bookedUnheard();
  await msp.minutes(3);
  expect(entries(ticket)).toMatchObject([{ start_date: first.start }]);
  expect((await visitOf(msp, ticket)).outside.psaEntryIds).toHaveLength(1);
});

test('such an entry is removed when the visit moved before it was found', async () => {
  const { ticket, erika, first } = await bookedUnheard();
  const other = slotsOf(await erika.looksForAnother()).findLast(({ start }) => start !== first.start);
  await erika.chooses(other!.value);
  await msp.clock.advance(3_000);
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', slot: { start: other!.start } });
  expect(entries(ticket)).toMatchObject([{ start_date: first.start }]);
  await msp.minutes(3);
  expect(entries(ticket)).toMatchObject([{ start_date: other!.start }]);
});

test('such an entry is removed when the visit was cancelled before it was found', async () => {
  const { ticket, erika } = await bookedUnheard();
  await erika.cancels('We bought a new one');
  await msp.minutes(3);
  expect(entries(ticket)).toEqual([]);
});
