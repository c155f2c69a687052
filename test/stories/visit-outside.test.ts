import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { booked, givenTo, visitOf } from '../helpers/booked.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, myCard } from '../../harness/msp/trade.ts';

/** What colleagues do to a visit in Bookings itself: whoever they choose comes, whenever they say. */
let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: true });
});
afterEach(() => msp.close());

const MINUTE = 60_000;
const SUMMARY = 'The reception printer is dead';
const business = () => msp.graph!.sim.state.businesses.get(BUSINESS)!;
const staffId = (who: string) => [...business().staff.values()].find(({ mail }) => mail.startsWith(who))!.id;
const appointment = () => [...business().appointments.values()].at(-1)!;
const mails = () => msp.graph?.sim.human.inbox('erika@contoso.example') ?? [];
const idOf = (who: 'ana' | 'ben') => `agent:${msp.agents[who]}`;
const blocks = () => [...msp.halo.state.appointments.values()].map(({ agent_id: agent }) => agent);

async function inBookings(change: Partial<{ start: number; end: number; staffIds: readonly string[] }>): Promise<void> {
  const { id, start } = appointment();
  msp.graph?.sim.human.moveAppointment(id, { start, ...change });
  await msp.minutes(6);
}

describe('a colleague changes a visit in Bookings', () => {
  test('Ben instead of Ana: every calendar changes, and both of them and the client are told', async () => {
    const { ticket, start } = await booked(msp, SUMMARY, 'ana');
    expect(blocks()).toEqual([msp.agents.ana]);
    await inBookings({ staffIds: [staffId('ben')] });
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ben')], moves: 0 });
    expect((await visitOf(msp, ticket)).slot).toMatchObject({ start, personIds: [idOf('ben')] });
    expect(mails()[0]?.subject).toMatch(/^Ben will come/);
    expect(blocks()).toEqual([msp.agents.ben]);
    expect(myCard(msp.ben, SUMMARY).words).toContain('Confirmed for');
    // The ticket is still Ana's: its card says so, and offers to let them be one again.
    expect(channelCard(msp.dana, SUMMARY).words).toContain('It is still planned with Ben');
    const held = await msp.store.query('holds', { index: 'byPerson', eq: [idOf('ana')], limit: 10 });
    expect(held.docs).toEqual([]);
  });

  test('Ben at another time: one mail about the move', async () => {
    const { ticket, start } = await booked(msp, SUMMARY, 'ana');
    const before = mails().length;
    await inBookings({ start: start + 60 * MINUTE, staffIds: [staffId('ben')] });
    expect(await visitOf(msp, ticket)).toMatchObject({ personIds: [idOf('ben')], moves: 1 });
    expect(mails()).toHaveLength(before + 1);
    expect(mails()[0]?.subject).not.toContain('will come');
  });

  test('a longer visit: the desk follows, and the client hears nothing', async () => {
    const { ticket } = await booked(msp, SUMMARY, 'ana');
    const before = mails().length;
    const end = appointment().end + 30 * MINUTE;
    await inBookings({ end });
    expect(await visitOf(msp, ticket)).toMatchObject({ personIds: [idOf('ana')], slot: { end }, moves: 0 });
    expect(mails()).toHaveLength(before);
  });

  test('an unknown person: the visit stays with Ana here, and nobody is told otherwise', async () => {
    const { ticket } = await booked(msp, SUMMARY, 'ana');
    const stranger = msp.graph!.sim.seed.staff(business(), { displayName: 'Temp', mail: 'temp@agency.example' });
    const before = mails().length;
    await inBookings({ staffIds: [stranger.id] });
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ana')] });
    expect(mails()).toHaveLength(before);
  });
});

test('a client who takes one of Ben’s times on the Bookings page is matched to the ticket, and Ben comes', async () => {
  const ticket = await givenTo(msp, SUMMARY, 'ana');
  const [service] = [...business().services.values()].filter(({ online }) => !online);
  const start = await firstFree(service!.id);
  await msp.minutes(6);
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', personIds: [idOf('ben')], slot: { start } });
});

/** The first whole hour of the next days that the page offers with Ben, booked there. */
async function firstFree(serviceId: string): Promise<number> {
  const from = Math.ceil(msp.clock.now() / (60 * MINUTE)) * 60 * MINUTE + 24 * 60 * MINUTE;
  for (let start = from; start < from + 5 * 24 * 60 * MINUTE; start += 60 * MINUTE) {
    try {
      const customer = { name: 'Erika', mail: 'erika@contoso.example' };
      msp.graph!.sim.human.bookOnPage({ business: BUSINESS, serviceId, start, customer, staffId: staffId('ben') });
      return start;
    } catch {
      // Taken, or not in the hours of the business.
    }
  }
  throw new Error('the page offers nothing with Ben');
}
