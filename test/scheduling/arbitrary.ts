import fc from 'fast-check';
import type { BusinessCalendar, OpenSpan } from '../../model/business-day.ts';
import type { Interval } from '../../model/technician.ts';
import type { CalendarBusy, Place } from '../../model/visit.ts';
import type { Appointed, PersonFacts, VisitRequest } from '../../scheduling/index.ts';

export const MIN = 60_000;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;
export const utc = (text: string) => Date.parse(`${text}Z`);

/** Zones that differ in how and when their clocks change, or do not. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Africa/Casablanca',
  'UTC',
];
export const zone = fc.constantFrom(...ZONES);

/** Midnights around which clocks change somewhere, and one plain day. */
export const around = fc.constantFrom(
  ...['2026-03-28T00:00', '2026-10-24T00:00', '2026-03-07T00:00', '2026-10-31T00:00', '2026-04-04T00:00'].map(utc),
  utc('2026-06-10T00:00'),
);

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Days of work with a break, and odd ones: at night, none at all. */
const spans: fc.Arbitrary<readonly OpenSpan[]> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constant([
      { from: '08:00', to: '12:00' },
      { from: '12:45', to: '18:00' },
    ]),
  },
  { weight: 2, arbitrary: fc.constant([{ from: '00:00', to: '24:00' }]) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }))
      .map(([from, to]) => [{ from: hhmm(from), to: hhmm(to) }]),
  },
  { weight: 1, arbitrary: fc.constant([]) },
);
export const calendar: fc.Arbitrary<BusinessCalendar> = fc
  .tuple(zone, fc.array(spans, { minLength: 7, maxLength: 7 }))
  .map(([timeZone, days]) => ({
    timeZone,
    hours: Object.fromEntries(days.map((day, n) => [n + 1, day])),
    holidays: [],
  }));

/** Within half an hour's drive, the same place now and then, and places that nobody has on the map. */
export const place: fc.Arbitrary<Place> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
      .map(([y, x]) => ({ address: `${y} ${x}`, point: { lat: 52.3 + y / 20, lon: 13.2 + x / 20 } })),
  },
  { weight: 1, arbitrary: fc.constant({ address: 'Behind the mill' }) },
);

/** Instants in whole minutes, `hours` long. */
const within = (from: number, hours: number, longest: number): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.integer({ min: 0, max: hours * 60 }), fc.integer({ min: 1, max: longest }))
    .map(([start, minutes]) => ({ start: from + start * MIN, end: from + (start + minutes) * MIN }));

export const busyAt = (from: number, hours: number): fc.Arbitrary<CalendarBusy> =>
  fc
    .tuple(within(from, hours, 120), fc.constantFrom('busy', 'tentative', 'away', 'elsewhere'))
    .map(([interval, status]) => ({ ...interval, status }));

const visitAt = (from: number, hours: number): fc.Arbitrary<Appointed> =>
  fc
    .record({
      interval: within(from, hours, 120),
      kind: fc.constantFrom('on-site' as const, 'on-site' as const, 'call' as const),
      place,
      beforeMinutes: fc.integer({ min: 0, max: 40 }),
      afterMinutes: fc.integer({ min: 0, max: 50 }),
      written: fc.boolean(),
    })
    .map(({ interval, kind, place: where, written, ...rest }) => ({
      visitId: `v-${interval.start}-${interval.end}`,
      kind,
      ...interval,
      ...(kind === 'on-site' && { place: where }),
      ...rest,
      ...(written && { inCalendar: interval }),
    }));

/** Somebody whose facts are all known, over `hours` from an instant. */
export const personAt = (personId: string, from: number, hours: number): fc.Arbitrary<PersonFacts> =>
  fc
    .record({
      calendar,
      shifts: fc.option(fc.array(within(from, hours, 1440), { maxLength: 4 }), { nil: undefined, freq: 3 }),
      busy: fc.array(busyAt(from, hours), { maxLength: 5 }),
      timeOff: fc.array(within(from, hours, 600), { maxLength: 1 }),
      visits: fc.array(visitAt(from, hours), { maxLength: 4 }),
      base: place,
    })
    .map(({ calendar: hoursOf, shifts, busy, timeOff, visits, base }) => ({
      personId,
      name: personId,
      hours: { known: true, calendar: hoursOf },
      ...(shifts !== undefined && { shifts }),
      // What we wrote into a calendar is read back out of it.
      calendar: {
        known: true,
        busy: [...busy, ...visits.flatMap((v) => (v.inCalendar ? [{ ...v.inCalendar, status: 'busy' as const }] : []))],
      },
      timeOff,
      visits,
      base,
    }));

export const requestOf = (seats: readonly (readonly string[])[]): fc.Arbitrary<VisitRequest> =>
  fc
    .record({
      visitId: fc.string({ minLength: 1, maxLength: 8 }),
      kind: fc.constantFrom('on-site' as const, 'on-site' as const, 'remote' as const, 'call' as const),
      minutes: fc.constantFrom(15, 30, 50, 60, 90, 120),
      place,
      urgent: fc.boolean(),
      timeZone: zone,
      parts: fc.option(fc.record({ place, minutes: fc.integer({ min: 5, max: 20 }) }), { nil: undefined, freq: 2 }),
    })
    .map(({ kind, place: where, parts, ...rest }) => ({
      ...rest,
      kind,
      ...(kind === 'on-site' && { place: where }),
      ...(parts !== undefined && { parts }),
      seats: seats.map((seat) => seat.map((personId, n) => ({ personId, minutes: n }))),
    }));
