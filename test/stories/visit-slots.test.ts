import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { holdWrites } from '../../desk/visits/calendars/holds.ts';
import type { ClientSlot } from '../../model/client-page.ts';
import type { Interval } from '../../model/technician.ts';
import { blocksOf, type Place, type Slot, type Visit } from '../../model/visit.ts';
import { DEFAULT_SCHEDULING_POLICY } from '../../scheduling/index.ts';
import { givenTo, visitOf } from '../helpers/booked.ts';
import { client } from '../../harness/msp/client.ts';
import { BUSINESS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

/** The times on the client's page, against everything that stands in the technician's way. */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ANA = 'ana@northwind-msp.example';
const ERIKA = 'erika@contoso.example';
/** A Thursday, half past eight in London: clocks are set back on the Sunday after it. */
const BEFORE_WINTER = Date.UTC(2026, 9, 22, 7, 30);

let msp: SmallMsp;
afterEach(() => msp.close());

/** In steps of five minutes, on the six days from the second on. */
const within = (longest: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: (6 * DAY) / MINUTE / 5 }), fc.integer({ min: 3, max: longest / 5 }))
    .map(([start, length]): Interval => ({ start: start * 5 * MINUTE, end: (start + length) * 5 * MINUTE }));

const world = fc.record({
  entries: fc.array(
    fc.tuple(within(240), fc.constantFrom('busy', 'tentative', 'oof', 'workingElsewhere', 'free' as const)),
    { maxLength: 4 },
  ),
  leave: fc.array(within(600), { maxLength: 1 }),
  visits: fc.array(
    fc.record({
      at: fc.integer({ min: 0, max: (6 * DAY) / MINUTE / 15 }),
      before: fc.integer({ min: 0, max: 9 }),
      after: fc.integer({ min: 2, max: 9 }),
      lat: fc.integer({ min: 0, max: 20 }),
      lon: fc.integer({ min: 0, max: 20 }),
    }),
    { minLength: 4, maxLength: 20 },
  ),
  zone: fc.constantFrom('Europe/London', 'America/St_Johns', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
  pick: fc.nat(),
});

const overlaps = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;

const distance = (a: Interval, b: Interval) => Math.max(a.start - b.end, b.start - a.end);

/** A time's form value says what the time keeps free. */
const read = (value: string) => JSON.parse(Buffer.from(value.split('.')[0]!, 'base64url').toString()) as Slot;

/** Another client's visit of Ana's that is held, with the way there and back. */
async function otherVisit(n: number, personId: string, slot: Slot, place: Place): Promise<boolean> {
  const visitId = `other-${n}.v1`;
  const data: Visit = {
    visitId,
    ticketId: `other-${n}`,
    clientId: 'another',
    kind: 'on-site',
    state: 'held',
    open: true,
    personIds: [personId],
    people: 1,
    minutes: 60,
    slot,
    requestedAt: 0,
    requestedBy: 'callboard',
    assignedAt: 0,
    link: 1,
    outside: { holdEvents: {}, psaEntryIds: [] },
    moves: 0,
    chased: 0,
    n: 1,
  };
  const contact = { contactName: 'A', contactMail: 'a@b.example', timeZone: 'Europe/London', language: 'en' } as const;
  const words = { ...contact, guests: [], answers: {}, place };
  return msp.store
    .commit([
      { op: 'insert', c: 'visits', id: visitId, data },
      { op: 'insert', c: 'visitTexts', id: visitId, data: words },
      ...(await holdWrites(msp.store, visitId, slot)),
    ])
    .then(
      () => true,
      () => false,
    );
}

async function forget(visits: readonly string[]): Promise<void> {
  for (const visitId of visits) {
    const holds = (await msp.store.query('holds', { index: 'byVisit', eq: [visitId], limit: 400 })).docs;
    await msp.store.commit([
      { op: 'remove', c: 'visits', id: visitId },
      { op: 'remove', c: 'visitTexts', id: visitId },
      ...holds.map(({ id }) => ({ op: 'remove', c: 'holds', id }) as const),
    ]);
  }
}

test(
  'an offered time never collides with anything and can be booked at that moment',
  { timeout: 180_000 },
  async () => {
    const calm = { ...DEFAULT_SCHEDULING_POLICY, urgentPercent: 0, urgentNotice: 240, visitsPerDay: 20 };
    msp = await smallMsp({
      at: BEFORE_WINTER,
      installed: false,
      visits: {
        chaseAfterHours: [],
        changeNoticeHours: 0,
        places: { London: { lat: 51.52, lon: -0.1 } },
        scheduling: calm,
      },
    });
    const { sim } = msp.graph!;
    const ticket = msp.ticket('The reception printer is dead', 'It has no power. Please send somebody to our office.');
    await msp.minutes(2);
    msp.halo.people.assign(ticket, msp.agents.ana);
    await msp.minutes(6);
    const erika = client(msp, ERIKA);
    const [ana] = (await msp.store.query('people', { index: 'byMail', eq: [ANA], limit: 1 })).docs;
    const pages = msp.callboard.desk.clientPages!;
    const tomorrow = BEFORE_WINTER - (BEFORE_WINTER % DAY) + DAY;
    let offered = 0;

    await fc.assert(
      fc.asyncProperty(world, async ({ entries, leave, visits, zone, pick }) => {
        const at = ({ start, end }: Interval) => ({ start: start + tomorrow, end: end + tomorrow });
        const rows = entries.map(([when, showAs]) => ({ showAs, ...at(when) }));
        const events = rows.map((row) => sim.human.addEvent(ANA, row));
        const off = leave.map(at);
        const holidays = off.map(({ start, end }) =>
          msp.halo.seed.holiday({ name: 'Leave', agent_id: msp.agents.ana, date: start, end_date: end, allday: false }),
        );
        const held: { readonly visitId: string; readonly slot: Slot }[] = [];
        for (const [n, { at: quarter, before, after, lat, lon }] of visits.entries()) {
          const start = tomorrow + quarter * 15 * MINUTE;
          const beforeMinutes = before * 5;
          const slot = { start, end: start + HOUR, beforeMinutes, afterMinutes: after * 5, personIds: [ana!.id] };
          const place = { address: `${lat} ${lon}`, point: { lat: 51.42 + lat / 100, lon: -0.2 + lon / 100 } };
          if (await otherVisit(n, ana!.id, slot, place)) held.push({ visitId: `other-${n}.v1`, slot });
        }
        await msp.minutes(11);

        const reader = { timeZone: zone };
        const page = await msp.does(() => pages.another(erika.token(), reader));
        const shown = page.is === 'choose' ? page : await msp.does(() => pages.open(erika.token(), reader));
        const slots = shown.is === 'choose' ? shown.slots : [];
        offered += slots.length;
        const others = held.flatMap(({ slot }) => blocksOf(slot));
        const away = [...rows.filter(({ showAs }) => showAs !== 'free'), ...off, ...others];
        for (const { value } of slots) {
          for (const block of blocksOf(read(value))) expect(away.filter((one) => overlaps(one, block))).toEqual([]);
        }

        // Any of them; or the one next to another visit, where holds could meet.
        const gap = ({ value }: ClientSlot) =>
          Math.min(...blocksOf(read(value)).flatMap((one) => others.map((other) => distance(one, other))));
        const chosen =
          pick % 2 === 0 ? slots[pick % Math.max(1, slots.length)] : slots.toSorted((a, b) => gap(a) - gap(b))[0];
        if (chosen) {
          const choice = { slot: chosen.value, answers: {}, guests: '', phone: '', note: '' };
          const answer = await msp.does(() => pages.choose(erika.token(), choice, reader));
          expect([answer.is, answer.is === 'choose' && answer.apology]).not.toEqual(['choose', true]);
          await msp.minutes(2);
          expect(await visitOf(msp, ticket)).toMatchObject({ state: 'confirmed', slot: { start: chosen.start } });
        }

        for (const { id } of events) sim.human.cancelEvent(ANA, id);
        for (const { id } of holidays) msp.halo.state.holidays.delete(id);
        await forget(held.map(({ visitId }) => visitId));
      }),
      // Each run goes on where the last one ended: the same world smaller would be another world.
      { numRuns: 15, endOnFailure: true, seed: 77 },
    );
    expect(offered).toBeGreaterThan(50);
  },
);

test('a technician whose calendar cannot be read is offered nowhere, and their earlier offers cannot be booked', async () => {
  msp = await smallMsp({ visits: { chaseAfterHours: [] } });
  const ticket = await givenTo(msp, 'The reception printer is dead', 'ana');
  const erika = client(msp, ERIKA);
  const page = await erika.opensLink();
  const [slot] = page.is === 'choose' ? page.slots : [];
  msp.graph!.sim.state.userOf(ANA)!.scheduleError = {
    message: 'The mailbox is busy.',
    responseCode: 'ErrorMailboxStoreUnavailable',
  };
  // What was read of it a moment ago is enough to look at, not to book by.
  expect(await erika.chooses(slot!.value)).toMatchObject({ is: 'choose', apology: true, slots: [] });
  await msp.minutes(11);
  expect(await erika.opensLink()).toMatchObject({ is: 'choose', slots: [] });
  expect(await msp.store.count('holds', { index: 'byVisit' })).toBe(0);
  expect(await visitOf(msp, ticket)).toMatchObject({ state: 'offered' });
});

test.each([
  ['nothing', 'confirmed'],
  ['all', undefined],
] as const)('where tentative entries block %s, a time under one is %s', async (tentative, state) => {
  const calendar = { ...DEFAULT_SCHEDULING_POLICY.calendar, tentative };
  msp = await smallMsp({ visits: { chaseAfterHours: [], scheduling: { ...DEFAULT_SCHEDULING_POLICY, calendar } } });
  const { sim } = msp.graph!;
  // Bookings leaves it to us whose entries count.
  const { staff } = sim.state.businesses.get(BUSINESS)!;
  for (const [id, row] of staff) staff.set(id, { ...row, followsCalendar: false });
  for (let day = 0; day < 29; day += 1) {
    const start = msp.clock.now() + day * DAY;
    sim.human.addEvent(ANA, { start, end: start + 12 * HOUR, subject: 'Perhaps', showAs: 'tentative' });
  }
  const ticket = await givenTo(msp, 'The reception printer is dead', 'ana');
  const erika = client(msp, ERIKA);
  const page = await erika.opensLink();
  const [slot] = page.is === 'choose' ? page.slots : [];
  if (slot) await erika.chooses(slot.value);
  await msp.minutes(2);
  expect(slot && (await visitOf(msp, ticket)).state).toBe(state);
});
