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
/** Tomorrow, ten o’clock in London. */
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

describe('Bookings when it is difficult', () => {
  it('a time that somebody else took meanwhile: 500, unknown, and the look finds nothing of ours', async () => {
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

  it('a 500 that was done all the same is found', async () => {
    const on = await desk();
    on.world.sim.faults.add(
      FAULTS.unknownError({ method: 'POST', path: '/solutions/bookingBusinesses/*/appointments' }, 0),
    );
    await expect(on.does(() => on.bookings.create(wanted(on)))).rejects.toMatchObject({ done: 'unknown' });
    expect(await on.does(() => on.bookings.findByKey('visit-1', around))).toBeDefined();
  });

  it.each([
    ['a broken length', { end: TEN + 2 * HOUR }, /takes 60 minutes/],
    ['too little notice', { start: MONDAY + 30 * MINUTE, end: MONDAY + 90 * MINUTE }, /at least 60 minutes ahead/],
    ['too far ahead', { start: TEN + 200 * DAY, end: TEN + 200 * DAY + HOUR }, /at most/],
    ['the night', { start: TEN - 8 * HOUR, end: TEN - 7 * HOUR }, /opening hours/],
    ['the weekend', { start: TEN + 4 * DAY, end: TEN + 4 * DAY + HOUR }, /opening hours/],
    ['a service that is gone', { serviceId: 'gone' }, /no service/],
    ['nobody who comes', { staffIds: [] }, /who comes/],
  ])('%s is refused in words before Bookings is asked', async (_what, more, words) => {
    const on = await desk();
    await expect(on.does(() => on.bookings.create(wanted(on, more)))).rejects.toMatchObject({
      code: 'BOOKINGS_REFUSED',
      done: 'no',
      retry: 'never',
      message: expect.stringMatching(words) as string,
    });
    expect(posts(on)).toHaveLength(0);
  });

  it('a move that breaks a rule is refused in words as well', async () => {
    const on = await desk();
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    const night = { start: TEN - 8 * HOUR, end: TEN - 7 * HOUR, staffIds: [on.ana] };
    await expect(on.does(() => on.bookings.move(id, night))).rejects.toMatchObject({ done: 'no', retry: 'never' });
    expect((await on.does(() => on.bookings.get(id)))?.start).toBe(TEN);
  });

  it('a calendarView that refuses apps: the appointments are listed, and the refusal is not asked for again', async () => {
    const on = await desk();
    on.world.sim.settings.bookings.calendarViewRefusesApps = true;
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    for (let n = 0; n < 3; n += 1) {
      expect((await on.does(() => on.bookings.findByKey('visit-1', around)))?.id).toBe(id);
    }
    const views = on.world.sim.journal.exchanges.filter((one) => one.url.includes('/calendarView'));
    expect(views).toHaveLength(1);
  });

  it('lists that fail altogether: the mailbox’s calendar shows the times, and nothing is called unbooked by it', async () => {
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

  it('without the permission to cancel, the appointment is deleted', async () => {
    const on = await desk();
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    on.world.sim.granted.delete('Bookings.ReadWrite.All');
    on.world.sim.revokeTokens();
    expect(await on.does(() => on.bookings.cancel(id, 'Sorry'))).toBe(true);
    expect(on.people.count()).toBe(0);
  });

  it('an outage of creating leaves reading whole', async () => {
    const on = await desk();
    on.world.sim.settings.bookings.ill = true;
    await expect(on.does(() => on.bookings.create(wanted(on)))).rejects.toMatchObject({ code: 'BOOKINGS_REFUSED' });
    expect((await on.does(() => on.bookings.business())).services).toHaveLength(2);
  });

  it.each(['metadata', 'docs', 'mixed'] as const)('times in the spelling of %s are read', async (spelling) => {
    const on = await desk();
    on.world.sim.settings.bookings.spelling = spelling;
    const { id } = await on.does(() => on.bookings.create(wanted(on)));
    expect(await on.does(() => on.bookings.get(id))).toMatchObject(around);
    expect(await on.does(() => on.bookings.list(around))).toHaveLength(1);
  });

  it('switches off the page on which a client sees every service', async () => {
    const on = await desk();
    await on.does(() => on.bookings.create(wanted(on)));
    expect(posts(on)[0]?.body).toMatchObject({ isCustomerAllowedToManageBooking: false });
  });

  it('the client’s words arrive as they are, and as text', async () => {
    const on = await desk();
    const name = `<img src=x onerror=alert(1)> O'Brien & 日本`;
    const { id } = await on.does(() => on.bookings.create(wanted(on, { customer: { ...wanted(on).customer, name } })));
    expect((await on.does(() => on.bookings.get(id)))?.customerName).toBe(name);
  });
});

describe('the rules of Bookings', () => {
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
    ['is kept', {}, ['ana'], undefined],
    ['nobody can be chosen', { staffCanBeChosen: false }, ['ana'], /choose/],
    ['has not accepted', {}, ['ben'], /not accepted/],
    ['is not assigned', {}, ['cy'], /not assigned/],
    ['one of two is unknown', {}, ['ana', 'zoe'], /no staff member/],
    ['its own hours, none', { hours: {} }, ['ana'], /opening hours/],
    ['its own hours', { hours: { 2: [{ from: '11:00', to: '13:00' }] } }, ['ana'], undefined],
  ] as const)('%s', (_what, more, staffIds, words) => {
    const found = rule(TEN, more, staffIds);
    if (words === undefined) expect(found).toBeUndefined();
    else expect(found).toMatch(words);
  });

  it('holds on days of 23 and 25 hours: inside by the wall clock, whatever UTC says', () => {
    // Sunday 2026-10-25, clocks go back in Berlin; Sunday 2026-03-29 they go forward.
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

  it('never lets through what Bookings refuses, at any minute of any day', () => {
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

  it('asks for answers, and for answers that it knows', () => {
    const answer = (questionId: string, text: string) => ({ questionId, question: '', answer: text });
    expect(brokenAnswer(service, [])).toMatch(/Parking/);
    expect(brokenAnswer(service, [answer('q1', 'perhaps')])).toMatch(/yes, no/);
    expect(brokenAnswer(service, [answer('q1', 'yes')])).toBeUndefined();
  });
});
