import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { booked, givenTo, visitOf, wall } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import type { Write } from '../../desk/ports/store.ts';
import { DEFAULT_SCHEDULING_POLICY } from '../../scheduling/index.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, fillsIn, myCard } from '../../harness/msp/trade.ts';
import type { TeamsUser } from '../../sim/teams/index.ts';

/** Is it working? What a service manager reads of the visits of a month. */
let msp: SmallMsp;
beforeEach(async () => {
  // Monday noon: on-site visits can be had from half past one to six, and nobody follows up for longer than an hour.
  const scheduling = { ...DEFAULT_SCHEDULING_POLICY, notice: { 'on-site': 60, remote: 60, call: 30 } };
  const visits = { callMinutes: 12, chaseAfterHours: [0.5, 1], changeNoticeHours: 0, scheduling };
  msp = await smallMsp({ visits, at: Date.UTC(2026, 10, 23, 12, 0) });
});
afterEach(() => msp.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const TITLE = 'Visits of the last 30 days';
const today = ({ start }: { start: number }) => wall(start).startsWith('Mon');
/** Everybody is back from their visits. */
const evening = () => msp.clock.advance(Date.UTC(2026, 10, 23, 18, 5) - msp.clock.now());

/** What Mara reads when she asks, a line each. */
async function numbers(): Promise<string> {
  await msp.does(() => msp.mara.say('numbers'));
  await msp.minutes(1);
  return myCard(msp.mara, TITLE).words;
}

/** The client on the phone: Dana takes the first time of her dialog. */
async function byPhone(summary: string): Promise<number> {
  const ticket = await givenTo(msp, summary, 'chris');
  const card = channelCard(msp.dana, summary);
  const title = card.actions.find((one) => one.startsWith('Choose a time'))!;
  const dialog = JSON.stringify(await msp.does(() => msp.dana.openDialog(card.id, title)));
  const [slot] = [...dialog.matchAll(/"value":"([^"]{20,})"/g)].map(([, value]) => value);
  await msp.does(() => msp.dana.submitDialog({ slot: slot ?? '' }));
  await msp.minutes(2);
  return ticket;
}

async function changesHands(summary: string): Promise<void> {
  await fillsIn(msp, msp.dana, channelCard(msp.dana, summary), 'Give to', {
    to: `agent:${msp.agents.ben}`,
    reason: 'workload',
  });
  await msp.minutes(1);
  const card = channelCard(msp.dana, summary);
  await msp.does(() =>
    msp.dana.click(
      card.id,
      card.actions.find((title) => title.startsWith('Visit to Ben'))!,
    ),
  );
  await msp.minutes(2);
}

async function getsAnotherTime(than: number): Promise<void> {
  const erika = client(msp, 'erika@contoso.example');
  const page = await erika.looksForAnother();
  await erika.chooses(
    page.is === 'choose' ? page.slots.findLast((slot) => today(slot) && slot.start !== than)!.value : '',
  );
  await msp.minutes(2);
}

const saysNothing = (person: TeamsUser) =>
  expect(person.inbox().every(({ words }) => !words.includes(TITLE))).toBe(true);

describe('Mara writes “numbers”', () => {
  test('and reads how visits went: booked alone and by phone, moved, cancelled, unanswered', async () => {
    const hands = await booked(msp, 'The reception printer is dead', 'ana', today);
    await changesHands('The reception printer is dead');
    expect(await visitOf(msp, hands.ticket)).toMatchObject({ personIds: [`agent:${msp.agents.ben}`] });
    const moved = await booked(msp, 'The label printer is dead', 'ana', today);
    await getsAnotherTime(moved.start);
    expect((await visitOf(msp, moved.ticket)).slot?.start).not.toBe(moved.start);
    const phone = await byPhone('The archive printer is dead');
    const confirmed = await visitOf(msp, phone);
    expect(confirmed).toMatchObject({ state: 'confirmed', confirmedBy: 'dispatcher' });
    await booked(msp, 'The old printer is dead', 'ana');
    await client(msp, 'erika@contoso.example').cancels('We bought a new one');
    await givenTo(msp, 'The kitchen printer is dead', 'ana');
    await evening();

    const words = await numbers();
    expect(words).toContain('4 confirmed · 1 cancelled · 1 without an answer');
    expect(words).toContain('of 4 visits alone');
    expect(words).toContain('3 of 4');
    expect(words).not.toContain('%');
    // Ben instead of Ana at the same time is no move; another time is one.
    expect(words).toContain('1 move in 3 visits that took place');
    expect(words).toContain('36 min · 3 booked by clients alone, 12 min for each call');
    expect(words).toContain('Callboard has been here since Mon 23 Nov');
    expect(words).not.toContain('Before:');
  });

  test('and sees the thirty days before beside them, and nothing older', async () => {
    const { ticket } = await booked(msp, 'The reception printer is dead', 'ana', today);
    const visit = await visitOf(msp, ticket);
    const older = (n: number, days: number): Write => ({
      op: 'insert',
      c: 'visits',
      id: `old.${n}`,
      data: {
        ...visit,
        visitId: `old.${n}`,
        ticketId: `old.${n}`,
        state: 'done',
        open: false,
        outside: { holdEvents: {}, psaEntryIds: [] },
        assignedAt: visit.assignedAt - days * DAY,
        confirmedAt: visit.assignedAt - days * DAY + n * HOUR,
        confirmedBy: n > 8 ? 'dispatcher' : 'client',
        slot: { ...visit.slot!, start: visit.slot!.start - days * DAY, end: visit.slot!.end - days * DAY },
      },
    });
    // And one that is too old.
    const month = Array.from({ length: 10 }, (_, n) => older(n + 1, 40));
    const installed = await msp.store.get('meta', 'installed');
    const since = { is: 'installed', at: msp.clock.now() - 300 * DAY } as const;
    await msp.store.commit([
      ...month,
      older(100, 75),
      { op: 'put', c: 'meta', id: 'installed', data: since, expect: installed!.v },
    ]);
    const words = await numbers();
    expect(words).toMatch(/1 confirmed.*Before: 10 confirmed/s);
    expect(words).toContain('Before: Half within 5 h, nine of ten within 9 h');
    expect(words).toContain('Before: 80 % · 8 of 10');
    expect(words).toContain('Before: 0.0 on average · 0 moves in 10 visits that took place');
    expect(words).toContain('Before: 96 min · 8 booked by clients alone');
    expect(words).not.toContain('Callboard has been here since');
  });

  test('and a longer visit with the same start in Bookings is not counted as a move, unlike another start', async () => {
    const { ticket } = await booked(msp, 'The reception printer is dead', 'ana');
    const [made] = msp.graph?.sim.state.businesses.get(BUSINESS)?.appointments.values() ?? [];
    msp.graph?.sim.human.moveAppointment(made!.id, { start: made!.start, end: made!.end + 30 * MINUTE });
    await msp.minutes(6);
    expect(await visitOf(msp, ticket)).toMatchObject({ moves: 0, slot: { end: made!.end + 30 * MINUTE } });
    msp.graph?.sim.human.moveAppointment(made!.id, { start: made!.start + DAY });
    await msp.minutes(6);
    expect(await visitOf(msp, ticket)).toMatchObject({ moves: 1 });
  });

  test('and a client who was asked for another time and chose one counts as one move and one confirmation', async () => {
    const { ticket } = await booked(msp, 'The reception printer is dead', 'ana');
    const card = channelCard(msp.dana, 'The reception printer is dead');
    await msp.does(() => msp.dana.click(card.id, 'ask-new-time'));
    await msp.minutes(2);
    const erika = client(msp, 'erika@contoso.example');
    const page = await erika.opensLink();
    await erika.chooses(page.is === 'choose' ? page.slots.at(-1)!.value : '');
    await msp.minutes(2);
    expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', moves: 1 });
    expect(await numbers()).toContain('1 confirmed · 0 cancelled');
  });

  test('and a technician is refused', async () => {
    await msp.does(() => msp.ben.say('numbers'));
    await msp.minutes(1);
    saysNothing(msp.ben);
    expect(msp.ben.inbox().at(-1)?.words).toContain('Ask a dispatcher');
  });
});
