import { describe, expect, test } from 'vitest';
import type { BusinessCalendar } from '../../model/business-day.ts';
import { blocksOf, type CalendarStatus } from '../../model/visit.ts';
import {
  DEFAULT_SCHEDULING_POLICY as policy,
  freeTime,
  isBookable,
  offerSlots,
  searchSlots,
  travelWith,
  type Appointed,
  type PersonFacts,
  type SlotFacts,
  type VisitRequest,
} from '../../scheduling/index.ts';
import { DAY, HOUR, MIN, utc } from './arbitrary.ts';

const travel = travelWith(policy.travel);
const point = (lat: number, lon: number) => ({ address: `${lat} ${lon}`, point: { lat, lon } });
const office = point(52.5, 13.4);
/** 14 km by air: 18.2 km by road at 40 km/h and 10 minutes, 37.3, rounded up to 40. */
const client = point(52.626, 13.4);
const calendar: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  hours: Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, [{ from: '09:00', to: '17:00' }]])),
  holidays: [],
};
const ana: PersonFacts = {
  personId: 'ana',
  name: 'Ana',
  hours: { known: true, calendar },
  calendar: { known: true, busy: [] },
  timeOff: [],
  visits: [],
  base: office,
};
const bo: PersonFacts = { ...ana, personId: 'bo', name: 'Bo' };
const wanted: VisitRequest = {
  visitId: 'visit-1',
  kind: 'on-site',
  minutes: 60,
  place: client,
  seats: [[{ personId: 'ana', minutes: 0 }]],
  urgent: true,
  timeZone: 'Europe/Berlin',
};
/** Wednesday, 11:00 in Berlin is 09:00Z; the window is Thursday and Friday. */
const NOW = utc('2026-06-10T00:00');
const FIRST = utc('2026-06-11T00:00');
const at = (time: string) => utc(`2026-06-11T${time}`);
const free = (people: readonly PersonFacts[], kind: VisitRequest['kind'] = 'on-site', days = 1) =>
  people.map((one) => freeTime(one, { start: FIRST, end: FIRST + days * DAY }, kind, policy));
const factsOf = (people: readonly PersonFacts[], request = wanted, days = 1): SlotFacts => ({
  now: NOW,
  people: free(people, request.kind, days),
  travel,
  policy,
});
const starts = (people: readonly PersonFacts[], request = wanted, days = 1) =>
  searchSlots(request, factsOf(people, request, days)).candidates.map(({ start }) => start);
const ends = (list: readonly number[]) => [list[0], list.at(-1)];
const visit = (from: string, to: string, more: Partial<Appointed> = {}): Appointed => ({
  visitId: 'other',
  kind: 'on-site',
  start: at(from),
  end: at(to),
  place: client,
  beforeMinutes: 40,
  afterMinutes: 50,
  ...more,
});

describe('one technician’s day', () => {
  test('starts from home at most half an hour before work and ends there half an hour after', () => {
    // 09:00 to 17:00 in Berlin is 07:00Z to 15:00Z; 40 minutes there, 10 to clear up, 40 home.
    expect(ends(starts([ana]))).toEqual([at('07:15'), at('13:30')]);
    // A call needs no way: only its five minutes of notes.
    expect(ends(starts([ana], { ...wanted, kind: 'call' }))).toEqual([at('07:00'), at('13:45')]);
  });

  test('shows the time kept free around the visit, its cost, and that travel is an estimate', () => {
    const { slots } = offerSlots(wanted, factsOf([ana]));
    expect(slots[0]).toMatchObject({ beforeMinutes: 40, afterMinutes: 50 });
    expect(slots[0]?.items).toContainEqual({ code: 'travel', cost: 8_000, basis: 'estimate' });
    const nowhere = { ...wanted, place: { address: 'Behind the mill' } };
    expect(offerSlots(nowhere, factsOf([ana])).slots[0]?.items).toContainEqual({
      code: 'travel',
      cost: 6_000,
      basis: 'assumption',
    });
  });

  test.each<[CalendarStatus, boolean, boolean]>([
    ['busy', false, false],
    ['away', false, false],
    ['tentative', false, false],
    ['elsewhere', false, true],
  ])('%s time: on-site %s, a call %s', (status, onSite, call) => {
    const entry = { start: at('06:00'), end: at('16:00'), status };
    const facts = { ...ana, calendar: { known: true as const, busy: [entry] } };
    expect(starts([facts]).length > 0).toBe(onSite);
    expect(starts([facts], { ...wanted, kind: 'call' }).length > 0).toBe(call);
  });

  test('adds no travel for the next client in the same street', () => {
    const facts = { ...ana, visits: [visit('08:00', '09:00')] };
    const found = searchSlots(wanted, factsOf([facts]));
    const first = found.candidates.map((one) => found.slot(one)).find(({ start }) => start >= at('09:00'));
    // The other visit keeps until 09:50; the same street needs nothing more.
    expect(first).toMatchObject({ start: at('10:00'), beforeMinutes: 0, afterMinutes: 50 });
    expect(first?.items.find(({ code }) => code === 'travel')?.cost).toBe(0);
  });

  test('includes fetching parts, not before they are available', () => {
    const parts = { place: office, minutes: 15 };
    expect(ends(starts([ana], { ...wanted, parts }))).toEqual([at('07:30'), at('13:30')]);
    const late = { ...parts, readyAt: at('10:00') };
    expect(starts([ana], { ...wanted, parts: late })[0]).toBe(at('11:00'));
  });

  test('respects the hours of the site and of the Bookings service', () => {
    const siteHours = { ...calendar, hours: { 4: [{ from: '10:00', to: '12:00' }] } };
    expect(ends(starts([ana], { ...wanted, siteHours }))).toEqual([at('08:00'), at('09:00')]);
    const service = {
      hours: calendar,
      leastNoticeMinutes: 34 * 60,
      farthestMinutes: 36 * 60,
      preBufferMinutes: 0,
      postBufferMinutes: 30,
      staff: ['ana'],
    };
    expect(ends(starts([ana], { ...wanted, service }))).toEqual([at('10:00'), at('12:00')]);
    expect(offerSlots({ ...wanted, service: { ...service, staff: [] } }, factsOf([ana])).noSlots).toMatchObject([
      { personId: 'ana', code: 'not-in-service' },
    ]);
  });

  test('has no slots on leave, off shift or with unknown hours, and the dispatcher is told why', () => {
    const off = { ...ana, timeOff: [{ start: FIRST, end: FIRST + DAY }] };
    const noShift = { ...bo, shifts: [] };
    const seats = [['ana', 'bo', 'cy'].map((personId) => ({ personId, minutes: 0 }))];
    const offer = offerSlots({ ...wanted, seats }, factsOf([off, noShift], wanted));
    expect(offer.slots).toEqual([]);
    expect(offer.noSlots.map(({ personId, code }) => [personId, code])).toEqual([
      ['ana', 'no-room'],
      ['bo', 'no-room'],
      ['cy', 'no-facts'],
    ]);
  });
});

test('has no trip home between two visits for less than an hour', () => {
  const east = point(52.5, 13.6);
  const visits = (to: string) => [
    visit('08:00', '09:00', { visitId: 'before', afterMinutes: 50 }),
    visit(to, '15:00', { visitId: 'after', place: east, beforeMinutes: 40, afterMinutes: 0 }),
  ];
  const legs = (to: string) => {
    const found = searchSlots(wanted, factsOf([{ ...ana, visits: visits(to) }]));
    const slot = found.candidates.map((one) => found.slot(one)).find(({ start }) => start === at('10:00'));
    return [slot?.afterMinutes, slot?.items.find(({ code }) => code === 'travel')?.cost];
  };
  // From the client straight to the east, 35 minutes: the day without it went home in between, which was 80.
  expect(legs('12:00')).toEqual([20, -4_500]);
  // With two hours to spare home is still worth the way, and the day's driving stays what it was.
  expect(legs('14:00')).toEqual([50, 0]);
});

describe('days on which clocks change', () => {
  test.each([
    ['23 hours', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00', 23],
    ['25 hours', '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00', 25],
  ])('a day of %s has the right number of hours for calls', (_name, from, to, hours) => {
    const around = {
      ...ana,
      hours: { known: true as const, calendar: { ...calendar, hours: { 7: [{ from: '00:00', to: '24:00' }] } } },
    };
    const window = { start: Date.parse(from), end: Date.parse(to) };
    const call = { ...wanted, kind: 'call' as const, minutes: 10 };
    const facts = { now: window.start - DAY, people: [freeTime(around, window, 'call', policy)], travel, policy };
    const found = searchSlots(call, facts).candidates;
    expect(found).toHaveLength(hours * 4);
  });
});

describe('a visit by two people', () => {
  const both = {
    ...wanted,
    seats: [
      [{ personId: 'ana', minutes: 0 }],
      [
        { personId: 'ana', minutes: 0 },
        { personId: 'bo', minutes: 0 },
      ],
    ],
  };

  test('brings both at the same time, each with their own travel', () => {
    const far = { ...bo, base: client };
    const { slots } = offerSlots(both, factsOf([ana, far]));
    expect(slots[0]).toMatchObject({ personIds: ['ana', 'bo'], beforeMinutes: 40 });
    expect(slots[0]?.others).toEqual([{ personId: 'bo', beforeMinutes: 0, afterMinutes: 10 }]);
    expect(blocksOf(slots[0]!).map(({ personId, start }) => [personId, (slots[0]!.start - start) / MIN])).toEqual([
      ['ana', 40],
      ['bo', 0],
    ]);
  });

  test('has no slot for one person alone', () => {
    expect(starts([ana], both)).toEqual([]);
  });
});

describe('daily limits that only an emergency may pass', () => {
  const relaxed = { ...wanted, urgent: false };
  const full = (minutes: number) => ({
    ...ana,
    calendar: {
      known: true as const,
      busy: [{ start: at('07:00'), end: at('07:00') + minutes * MIN, status: 'busy' as const }],
    },
  });

  test('keep a share of the day for urgent visits', () => {
    // 480 minutes, 72 of them kept; a call takes 65.
    const call = { ...relaxed, kind: 'call' as const };
    expect(starts([full(480 - 72 - 65)], call)).not.toEqual([]);
    expect(starts([full(480 - 72 - 64)], call)).toEqual([]);
    expect(starts([full(480 - 72 - 64)], { ...call, urgent: true })).not.toEqual([]);
  });

  test('allow six visits a day', () => {
    const calls = Array.from({ length: 6 }, (_, n) => visit('07:00', '07:10', { visitId: `c${n}`, kind: 'call' }));
    const facts = factsOf([{ ...ana, visits: calls }], relaxed);
    expect(searchSlots(relaxed, facts).candidates).toEqual([]);
    const slot = { start: at('11:00'), end: at('12:00'), personIds: ['ana'] };
    expect(isBookable(relaxed, slot, facts)).toEqual({ ok: false, refused: [{ code: 'day-full', personId: 'ana' }] });
  });

  test('give urgent visits a shorter minimum notice', () => {
    const now = at('08:00');
    const facts = { ...factsOf([ana]), now };
    expect(searchSlots(relaxed, facts).candidates[0]?.start).toBe(now + policy.notice['on-site'] * MIN);
    expect(searchSlots(wanted, facts).candidates[0]?.start).toBe(now + policy.urgentNotice * MIN);
  });
});

describe('the times that are shown', () => {
  const week = (visitId: string, more: Partial<VisitRequest> = {}) =>
    offerSlots({ ...wanted, urgent: false, visitId, ...more }, factsOf([ana], wanted, 14)).slots;
  const berlin = (start: number) => new Date(start + 2 * HOUR).toISOString();

  test('are eight over several days, mornings and afternoons', () => {
    const slots = week('visit-1');
    expect(slots).toHaveLength(8);
    const days = slots.map(({ start }) => berlin(start).slice(0, 10));
    expect(new Set(days).size).toBeGreaterThanOrEqual(3);
    for (const day of days) expect(days.filter((one) => one === day).length).toBeLessThanOrEqual(3);
    expect(new Set(slots.map(({ start }) => berlin(start).slice(11, 13) < '12')).size).toBe(2);
  });

  test('differ from client to client, so that the first does not take every good hour', () => {
    const shown = Array.from({ length: 12 }, (_, n) => week(`visit-${n}`).map(({ start }) => start));
    const times = new Set(shown.flat());
    expect(new Set(shown.map(String)).size).toBeGreaterThan(8);
    expect(times.size).toBeGreaterThan(16);
  });

  test('after the promise are marked and dearer', () => {
    const slots = week('visit-1', { deadline: at('13:00') });
    expect(slots.filter(({ late }) => !late).length).toBeGreaterThan(0);
    for (const slot of slots) {
      expect(slot.late).toBe(slot.end > at('13:00'));
      expect(slot.items.some(({ code }) => code === 'breach')).toBe(slot.late);
    }
  });

  test('follow wishes first and never hide the rest', () => {
    const wishes = { parts: ['afternoon' as const], weekdays: [2 as const] };
    const slots = week('visit-1', { wishes });
    const met = slots.filter(({ wished }) => wished);
    expect(met.length).toBeGreaterThanOrEqual(2);
    for (const { start } of met) expect(new Date(start).getUTCDay()).toBe(2);
    expect(slots).toHaveLength(8);
  });
});

describe('a chosen time at submit', () => {
  const slot = { start: at('10:00'), end: at('11:00'), personIds: ['ana'] };
  const refused = (facts: PersonFacts, given: Partial<typeof slot> = {}, request = wanted) => {
    const answer = isBookable(request, { ...slot, ...given }, factsOf([facts, bo], request));
    return answer.ok ? [] : answer.refused.map(({ code }) => code);
  };
  const busyAt = (from: string, to: string) => ({
    ...ana,
    calendar: { known: true as const, busy: [{ start: at(from), end: at(to), status: 'busy' as const }] },
  });

  test.each([
    ['nothing has changed', ana, []],
    ['a meeting came', busyAt('10:30', '10:45'), ['busy']],
    ['a meeting came on the way', busyAt('09:00', '09:45'), ['no-room']],
    ['somebody was quicker', { ...ana, visits: [visit('10:30', '11:30')] }, ['taken']],
    ['leave came', { ...ana, timeOff: [{ start: at('00:00'), end: at('12:00') }] }, ['time-off']],
    ['the shift was cut', { ...ana, shifts: [{ start: at('11:00'), end: at('15:00') }] }, ['off-hours']],
    [
      'the calendar cannot be read',
      { ...ana, calendar: { known: false as const, why: 'HTTP 504' } },
      ['calendar-unknown'],
    ],
  ])('%s', (_name, facts, expected) => {
    expect(refused(facts)).toEqual(expected);
  });

  test('that was tampered with is refused', () => {
    expect(refused(ana, { end: at('14:00') })).toContain('wrong-length');
    expect(refused(ana, { personIds: ['bo'] })).toEqual(['wrong-people']);
    expect(refused(ana, { personIds: ['ana', 'ana'] })).toEqual(['wrong-people']);
    expect(refused(ana, { start: NOW - DAY, end: NOW - DAY + HOUR })).toContain('too-soon');
    expect(refused(ana, { start: NOW + 60 * DAY, end: NOW + 60 * DAY + HOUR })).toContain('too-far');
    expect(refused(ana, { start: NaN, end: NaN }).length).toBeGreaterThan(0);
  });
});
