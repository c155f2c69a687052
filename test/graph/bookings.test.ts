import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { BookingBusiness, NewAppointment } from '../../desk/ports/bookings.ts';
import { brokenAnswer, brokenRule } from '../../graph/booking-rules.ts';
import { FAULTS } from '../../sim/graph/index.ts';
import { DAY, HOUR, MINUTE, MONDAY } from './graph-world.ts';
import { bookingsInGraph } from './worlds.ts';

type Desk = Awaited<ReturnType<typeof bookingsInGraph>>;
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});
async function desk(): Promise<Desk> {
  const made = await bookingsInGraph();
  closing.push(() => made.stop());
  return made;
}
/** Tomorrow at ten o’clock in London. */
const TEN = MONDAY + DAY + 2 * HOUR;
const wanted = (on: Pick<Desk, 'onSite' | 'ana'>, more: Partial<NewAppointment> = {}): NewAppointment => ({
  key: 'visit-1',
  start: TEN,
  end: TEN + HOUR,
  serviceId: on.onSite,
  staffIds: [on.ana],
  customer: { name: 'Erika', mail: 'erika@client.example', timeZone: 'Europe/Berlin' },
  answers: [],
  staffNote: '',
  online: false,
  mailByBookings: false,
  ...more,
});
const around = { start: TEN, end: TEN + HOUR };
const posts = (on: Desk) =>
  on.world.sim.journal.exchanges.filter((one) => one.method === 'POST' && one.url.endsWith('/appointments'));

describe('Bookings with its quirks', () => {
  it('leaves the outcome unknown after a 500 for a time taken meanwhile, and findByKey then finds nothing', async () => {
    const on = await desk();
    await on.does(() => on.bookings.create(wanted(on)));
    const second = on.does(() => on.bookings.create(wanted(on, { key: 'visit-2' })));
    await expect(second).rejects.toMatchObject({
      code: 'BOOKINGS_REFUSED',
      done: 'unknown',
      retry: 'later',
      status: 500,
    });
    expect(await on.does(() => on.bookings.findByKey('visit-2', around))).toBeUndefined();
    expect(posts(on)).toHaveLength(2);
  });

  it('finds an appointment that was made despite a 500', async () => {
    const on = await desk();
    on.world.sim.faults.add(
      FAULTS.unknownError({ method: 'POST', path: '/solutions/bookingBusinesses/*/appointments' }, 0),
    );
    await expect(on.does(() => on.bookings.create(wanted(on)))).rejects.toMatchObject({ done: 'unknown' });
    expect(await on.does(() => on.bookings.findByKey('visit-1', around))).toBeDefined();
  });

  it.each([
    ['a wrong duration', { end: TEN + 2 * HOUR }, /takes 60 minutes/],
    [
      'an appointment with too little notice',
      { start: MONDAY + 30 * MINUTE, end: MONDAY + 90 * MINUTE },
      /at least 60 minutes ahead/,
    ],
    ['an appointment too far ahead', { start: TEN + 200 * DAY, end: TEN + 200 * DAY + HOUR }, /at most/],
    ['a time at night', { start: TEN - 8 * HOUR, end: TEN - 7 * HOUR }, /opening hours/],
    ['a time on the weekend', { start: TEN + 4 * DAY, end: TEN + 4 * DAY + HOUR }, /opening hours/],
    ['a deleted service', { serviceId: 'gone' }, /no service/],
    ['an empty staff list', { staffIds: [] }, /who comes/],
  ])('refuses %s with a clear message before calling Bookings', async (_what, more, words) => {
    const on = await desk();
    await expect(on.does(() => on.bookings.create(wanted(on, more)))).rejects.toMatchObject({
      code: 'BOOKINGS_REFUSED',
      done: 'no',
      retry: 'never',
      message: expect.stringMatching(words) as string,
    });
    expect(posts(on)).toHaveLength(0);
  });

  it('refuses a move that breaks a rule with a clear message', async () => {
    const on = await desk();
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    const night = { start: TEN - 8 * HOUR, end: TEN - 7 * HOUR, staffIds: [on.ana] };
    await expect(on.does(() => on.bookings.move(id, night))).rejects.toMatchObject({ done: 'no', retry: 'never' });
    expect((await on.does(() => on.bookings.get(id)))?.start).toBe(TEN);
  });

  it('lists the appointments when calendarView refuses apps, and does not try calendarView again', async () => {
    const on = await desk();
    on.world.sim.settings.bookings.calendarViewRefusesApps = true;
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    for (let n = 0; n < 3; n += 1) {
      expect((await on.does(() => on.bookings.findByKey('visit-1', around)))?.id).toBe(id);
    }
    const views = on.world.sim.journal.exchanges.filter((one) => one.url.includes('/calendarView'));
    expect(views).toHaveLength(1);
  });

  it('reads the mailbox’s calendar when all lists fail, and reports an unknown outcome rather than no appointment', async () => {
    const on = await desk();
    await on.does(() => on.bookings.create(wanted(on)));
    await on.does(async () => {});
    on.world.sim.settings.bookings.calendarViewRefusesApps = true;
    on.world.sim.faults.add({
      method: 'GET',
      path: '/solutions/bookingBusinesses/*/appointments',
      times: 9,
      then: { status: 500, code: 'UnknownError' },
    });
    on.world.sim.settings.bookings.buffersInCalendar = false;
    const listed = await on.does(() => on.bookings.list({ start: MONDAY, end: MONDAY + 7 * DAY }));
    expect(listed).toHaveLength(1);
    expect(listed[0]?.label).toBeUndefined();
    const found = listed[0]!;
    await expect(on.does(() => on.bookings.findByKey('visit-1', found))).rejects.toMatchObject({ done: 'unknown' });
    const free = { start: found.start + 5 * DAY, end: found.end + 5 * DAY };
    expect(await on.does(() => on.bookings.findByKey('visit-1', free))).toBeUndefined();
  });

  it('deletes the appointment when the permission to cancel is missing', async () => {
    const on = await desk();
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    on.world.sim.granted.delete('Bookings.ReadWrite.All');
    on.world.sim.revokeTokens();
    expect(await on.does(() => on.bookings.cancel(id, 'Sorry'))).toBe(true);
    expect(on.people.count()).toBe(0);
  });

  it('can still be read while it cannot create appointments', async () => {
    const on = await desk();
    on.world.sim.settings.bookings.ill = true;
    await expect(on.does(() => on.bookings.create(wanted(on)))).rejects.toMatchObject({ code: 'BOOKINGS_REFUSED' });
    expect((await on.does(() => on.bookings.business())).services).toHaveLength(2);
  });

  it.each(['metadata', 'docs', 'mixed'] as const)('reads times in the spelling “%s”', async (spelling) => {
    const on = await desk();
    on.world.sim.settings.bookings.spelling = spelling;
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    expect(await on.does(() => on.bookings.get(id))).toMatchObject(around);
    expect(await on.does(() => on.bookings.list(around))).toHaveLength(1);
  });

  it('switches off the page that shows a client every service', async () => {
    const on = await desk();
    await on.does(() => on.bookings.create(wanted(on)));
    expect(posts(on)[0]?.body).toMatchObject({ isCustomerAllowedToManageBooking: false });
  });

  it('stores the client’s name unchanged and as plain text', async () => {
    const on = await desk();
    const name = `<img src=x onerror=alert(1)> O'Brien & 日本`;
    const { id } = await on.does(() => on.bookings.create(wanted(on, { customer: { ...wanted(on).customer, name } })));
    expect((await on.does(() => on.bookings.get(id)))?.customerName).toBe(name);
  });
});

describe('the Bookings rule check', () => {
  const hours = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '08:00', to: '18:00' }]]));
  const business: BookingBusiness = {
    id: 'b',
    name: 'Visits',
    timeZone: 'Europe/Berlin',
    hours,
    staff: [
      { id: 'ana', name: 'Ana', mail: 'ana@msp.example', active: true },
      { id: 'ben', name: 'Ben', mail: 'ben@msp.example', active: false },
      { id: 'cy', name: 'Cy', mail: 'cy@msp.example', active: true },
    ],
    services: [
      {
        id: 's',
        name: 'Visit',
        minutes: 60,
        online: false,
        preBufferMinutes: 0,
        postBufferMinutes: 0,
        leastNoticeMinutes: 120,
        farthestMinutes: (30 * DAY) / MINUTE,
        staffCanBeChosen: true,
        staffIds: ['ana', 'ben'],
        questions: [
          { id: 'q1', text: 'Parking?', required: true, options: ['yes', 'no'] },
          { id: 'q2', text: 'Floor?', required: false, options: [] },
        ],
      },
    ],
  };
  const service = business.services[0]!;
  const rule = (start: number, more: Partial<typeof service> = {}, staffIds: readonly string[] = ['ana']) =>
    brokenRule(
      { ...business, services: [{ ...service, ...more }] },
      's',
      { start, end: start + HOUR, staffIds },
      MONDAY,
    );

  it.each([
    ['accepts an appointment that keeps all rules', {}, ['ana'], undefined],
    ['refuses a service whose staff cannot be chosen', { staffCanBeChosen: false }, ['ana'], /choose/],
    ['refuses a technician who has not accepted the invitation', {}, ['ben'], /not accepted/],
    ['refuses a technician who is not assigned to the service', {}, ['cy'], /not assigned/],
    ['refuses two technicians when one is unknown', {}, ['ana', 'zoe'], /no staff member/],
    ['refuses every time when the service’s own hours are empty', { hours: {} }, ['ana'], /opening hours/],
    [
      'accepts a time within the service’s own hours',
      { hours: { 2: [{ from: '11:00', to: '13:00' }] } },
      ['ana'],
      undefined,
    ],
  ] as const)('%s', (_what, more, staffIds, words) => {
    const found = rule(TEN, more, staffIds);
    if (words === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(words);
  });

  it('uses local opening hours on days of 23 and 25 hours', () => {
    // Clocks in Berlin go back on Sunday 2026-10-25 and forward on Sunday 2026-03-29.
    const sundays = { ...business, hours: { 7: [{ from: '08:00', to: '18:00' }] } };
    const at = (iso: string) =>
      brokenRule(
        sundays,
        's',
        { start: Date.parse(iso), end: Date.parse(iso) + HOUR, staffIds: ['ana'] },
        Date.parse(iso) - DAY,
      );
    expect([at('2026-10-25T07:00:00Z'), at('2026-10-25T16:00:00Z')]).toEqual([undefined, undefined]);
    expect([at('2026-10-25T06:00:00Z'), at('2026-10-25T16:30:00Z')].every((one) => one !== undefined)).toBe(true);
    expect([at('2026-03-29T06:00:00Z'), at('2026-03-29T15:00:00Z')]).toEqual([undefined, undefined]);
    expect([at('2026-03-29T05:30:00Z'), at('2026-03-29T15:30:00Z')].every((one) => one !== undefined)).toBe(true);
  });

  it('accepts only times that Bookings would accept, at any minute of any day', () => {
    const minutes = fc.integer({ min: -1_000, max: (35 * DAY) / MINUTE });
    fc.assert(
      fc.property(minutes, (after) => {
        const start = MONDAY + after * MINUTE;
        if (rule(start) !== undefined) return;
        const berlin = new Date(start + 2 * HOUR);
        expect(after).toBeGreaterThanOrEqual(120);
        expect(after).toBeLessThanOrEqual((30 * DAY) / MINUTE);
        expect(berlin.getUTCDay() % 6).not.toBe(0);
        const minute = berlin.getUTCHours() * 60 + berlin.getUTCMinutes();
        expect(minute >= 8 * 60 && minute + 60 <= 18 * 60).toBe(true);
      }),
    );
  });

  it('requires an answer to a required question, from its options', () => {
    const answer = (questionId: string, text: string) => ({ questionId, question: '', answer: text });
    expect(brokenAnswer(service, [])).toMatch(/Parking/);
    expect(brokenAnswer(service, [answer('q1', 'perhaps')])).toMatch(/yes, no/);
    expect(brokenAnswer(service, [answer('q1', 'yes')])).toBeUndefined();
  });
});
