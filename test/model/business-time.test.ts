import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addBusinessMinutes, openIntervals } from '../../model/business-time.ts';
import { type BusinessCalendar, type OpenSpan, type Weekday } from '../../model/business-day.ts';
import { united, without } from '../../model/intervals.ts';
import type { Interval } from '../../model/technician.ts';

const MIN = 60_000;
const HOUR = 60 * MIN;
const utc = (text: string) => Date.parse(`${text}Z`);
const DAY_SHIFT: readonly OpenSpan[] = [{ from: '09:00', to: '17:00' }];
const everyDay = (spans: readonly OpenSpan[]) => ({
  1: spans,
  2: spans,
  3: spans,
  4: spans,
  5: spans,
  6: spans,
  7: spans,
});
const office: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  hours: { 1: DAY_SHIFT, 2: DAY_SHIFT, 3: DAY_SHIFT, 4: DAY_SHIFT, 5: DAY_SHIFT },
  holidays: ['2026-12-25'],
};
const nights: BusinessCalendar = { ...office, hours: everyDay([{ from: '22:00', to: '06:00' }]) };
const always: BusinessCalendar = { ...office, hours: everyDay([{ from: '00:00', to: '24:00' }]), holidays: [] };
const never: BusinessCalendar = { ...office, hours: {} };

const isOpen = (calendar: BusinessCalendar, at: number) => openIntervals(calendar, at, at + 1).length > 0;
/** Calendars here open for whole minutes. */
const nextOpen = (calendar: BusinessCalendar, from: number) => {
  const end = addBusinessMinutes(calendar, from, 1);
  return end === undefined ? undefined : end - MIN;
};
/** Whole minutes of business time in `[from, to)`, rounded down. */
const businessMinutes = (calendar: BusinessCalendar, from: number, to: number, pauses: readonly Interval[] = []) => {
  const counted = without(openIntervals(calendar, from, to), united(pauses));
  return Math.floor(counted.reduce((sum, { start, end }) => sum + end - start, 0) / MIN);
};

describe('an office in Berlin', () => {
  test('is open from nine to five by its wall clock', () => {
    expect(isOpen(office, utc('2026-11-24T08:00'))).toBe(true);
    expect(isOpen(office, utc('2026-11-24T07:59:59.999'))).toBe(false);
    expect(isOpen(office, utc('2026-11-24T15:59:59.999'))).toBe(true);
    expect(isOpen(office, utc('2026-11-24T16:00'))).toBe(false);
  });

  test('counts four hours from Friday 15:00 to Monday 11:00', () => {
    expect(businessMinutes(office, utc('2026-11-27T14:00'), utc('2026-11-30T10:00'))).toBe(4 * 60);
    expect(addBusinessMinutes(office, utc('2026-11-27T14:00'), 4 * 60)).toBe(utc('2026-11-30T10:00'));
  });

  test('opens again after Christmas Day and the weekend', () => {
    expect(nextOpen(office, utc('2026-12-24T16:00'))).toBe(utc('2026-12-28T08:00'));
  });

  test('with several spans a day excludes lunch', () => {
    const lunch: BusinessCalendar = {
      ...office,
      hours: everyDay([
        { from: '13:00', to: '17:00' },
        { from: '09:00', to: '12:00' },
      ]),
    };
    expect(businessMinutes(lunch, utc('2026-11-24T08:00'), utc('2026-11-24T16:00'))).toBe(7 * 60);
  });

  test('does not count time waiting for the client, however the pauses overlap', () => {
    const pauses = [
      { start: utc('2026-11-24T09:30'), end: utc('2026-11-24T10:30') },
      { start: utc('2026-11-24T09:00'), end: utc('2026-11-24T10:00') },
      { start: utc('2026-11-24T12:00'), end: utc('2026-11-24T12:00') },
    ];
    expect(businessMinutes(office, utc('2026-11-24T08:00'), utc('2026-11-24T16:00'), pauses)).toBe(8 * 60 - 90);
    expect(addBusinessMinutes(office, utc('2026-11-24T08:00'), 120, pauses)).toBe(utc('2026-11-24T11:30'));
  });
});

describe('nights in which clocks change', () => {
  test.each([
    ['a 23 hour day', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00', 23],
    ['a 25 hour day', '2026-10-25T00:00+02:00', '2026-10-26T00:00+01:00', 25],
  ])('%s', (_name, from, to, hours) => {
    expect(businessMinutes(always, Date.parse(from), Date.parse(to))).toBe(hours * 60);
  });

  test('make the night shift an hour shorter in March and longer in October', () => {
    expect(businessMinutes(nights, utc('2026-03-28T20:00'), utc('2026-03-29T10:00'))).toBe(7 * 60);
    expect(businessMinutes(nights, utc('2026-10-24T18:00'), utc('2026-10-25T10:00'))).toBe(9 * 60);
  });

  test('skip a span in the missing hour and repeat one in the doubled hour', () => {
    const halfPastTwo: BusinessCalendar = { ...office, hours: everyDay([{ from: '02:15', to: '02:45' }]) };
    expect(openIntervals(halfPastTwo, utc('2026-03-28T22:00'), utc('2026-03-29T12:00'))).toEqual([]);
    expect(openIntervals(halfPastTwo, utc('2026-10-24T22:00'), utc('2026-10-25T12:00'))).toEqual([
      { start: utc('2026-10-25T00:15'), end: utc('2026-10-25T00:45') },
      { start: utc('2026-10-25T01:15'), end: utc('2026-10-25T01:45') },
    ]);
  });
});

test('a clock set back a minute after midnight brings an hour of yesterday back', () => {
  // St. John's until 2011: at 00:01 on Sunday the clock was set to 23:01 on Saturday.
  const only = (day: Weekday): BusinessCalendar => ({
    timeZone: 'America/St_Johns',
    hours: { [day]: [{ from: '00:00', to: '24:00' }] },
    holidays: [],
  });
  const midnight = utc('2010-11-07T02:30');
  expect(openIntervals(only(6), midnight, midnight + 90 * MIN)).toEqual([
    { start: midnight + MIN, end: midnight + HOUR },
  ]);
  expect(openIntervals(only(7), midnight - HOUR, midnight + 30 * MIN)).toEqual([
    { start: midnight, end: midnight + MIN },
  ]);
});

describe('a holiday', () => {
  test('cancels spans that start on it; the night before runs to its end', () => {
    const found = openIntervals(nights, utc('2026-12-24T12:00'), utc('2026-12-26T12:00'));
    expect(found).toEqual([{ start: utc('2026-12-24T21:00'), end: utc('2026-12-25T05:00') }]);
  });

  test('round-the-clock hours are one interval, not one a day', () => {
    expect(openIntervals(always, utc('2026-03-01T00:00'), utc('2026-05-01T00:00'))).toHaveLength(1);
  });
});

describe('calendars that cannot be computed', () => {
  test('without any opening have no next opening and no deadline', () => {
    expect(nextOpen(never, utc('2026-11-24T00:00'))).toBeUndefined();
    expect(addBusinessMinutes(never, utc('2026-11-24T00:00'), 1)).toBeUndefined();
    expect(businessMinutes(never, utc('2026-11-24T00:00'), utc('2027-11-24T00:00'))).toBe(0);
  });

  test('with an unknown zone or time of day are refused by name', () => {
    expect(() => isOpen({ ...office, timeZone: 'Europe/Atlantis' }, 0)).toThrow('Europe/Atlantis');
    expect(() => isOpen({ ...office, hours: everyDay([{ from: '25:00', to: '26:00' }]) }, 0)).toThrow('25:00');
    expect(() => isOpen({ ...office, hours: everyDay([{ from: 'nine', to: '17:00' }]) }, 0)).toThrow('nine');
  });

  test('zero minutes end where they start, open or not', () => {
    expect(addBusinessMinutes(office, utc('2026-11-29T00:00'), 0)).toBe(utc('2026-11-29T00:00'));
  });

  test('an empty or reversed interval contains nothing', () => {
    expect(openIntervals(always, 10 * MIN, 10 * MIN)).toEqual([]);
    expect(businessMinutes(always, 10 * MIN, 5 * MIN)).toBe(0);
  });
});

// --- Properties over random calendars, zones and clock changes ---

/** Zones that differ in how and when they change, or do not. */
const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'America/Havana',
  'UTC',
];

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
const span = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 0, max: 1440 }))
  .map(([from, to]) => ({ from: hhmm(from), to: hhmm(to) }));
const date = fc
  .integer({ min: 0, max: 40 })
  .map((n) => new Date(utc('2011-12-10T00:00') + n * 24 * HOUR).toISOString().slice(0, 10));
const hours = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 7 }), fc.array(span, { maxLength: 3 })), { maxLength: 7 })
  .map((days) => Object.fromEntries(days) as Partial<Record<Weekday, OpenSpan[]>>);
const calendar: fc.Arbitrary<BusinessCalendar> = fc.record({
  timeZone: fc.constantFrom(...ZONES),
  hours,
  holidays: fc.array(date, { maxLength: 5 }),
});
/** Minutes around nights in which clocks changed somewhere: Samoa lost a day in December 2011. */
const CHANGES = [
  '2011-12-29T12:00',
  '2026-03-28T12:00',
  '2026-10-24T12:00',
  '2026-11-01T00:00',
  '2011-10-16T00:00',
  '2018-11-03T12:00',
];
const minute = fc
  .tuple(fc.constantFrom(...CHANGES), fc.integer({ min: -1440, max: 2 * 1440 }))
  .map(([around, minutes]) => utc(around) + minutes * MIN);
const length = fc.integer({ min: 0, max: 2 * 1440 }).map((minutes) => minutes * MIN);
const pausesAt = (from: number) =>
  fc.array(
    fc
      .tuple(fc.integer({ min: -500, max: 3000 }), fc.integer({ min: 0, max: 1000 }))
      .map(([start, minutes]): Interval => ({ start: from + start * MIN, end: from + (start + minutes) * MIN })),
    { maxLength: 4 },
  );
const given = minute.chain((from) => fc.record({ from: fc.constant(from), length, pauses: pausesAt(from) }));

/** The same question asked of the wall clock, minute by minute, by other means than luxon. */
function wallClock(timeZone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  return (at: number) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
    return { date: `${part.year}-${part.month}-${part.day}`, minutes: Number(part.hour) * 60 + Number(part.minute) };
  };
}

function openByWall({ hours: weekly, holidays, timeZone }: BusinessCalendar) {
  const wall = wallClock(timeZone);
  const minutesOf = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const holds = (day: string, minutes: number) => {
    if (holidays.includes(day)) return false;
    const weekday = (new Date(`${day}T00:00Z`).getUTCDay() || 7) as Weekday;
    return (weekly[weekday] ?? []).some(({ from, to }) => {
      const end = minutesOf(to) + (minutesOf(to) <= minutesOf(from) ? 1440 : 0);
      return minutes >= minutesOf(from) && minutes < end;
    });
  };
  return (at: number) => {
    const now = wall(at);
    const before = new Date(utc(`${now.date}T00:00`) - 24 * HOUR).toISOString().slice(0, 10);
    return holds(now.date, now.minutes) || holds(before, now.minutes + 1440);
  };
}

describe('business time in any calendar', () => {
  test('equals what the wall clock shows, minute by minute', () => {
    fc.assert(
      fc.property(calendar, minute, fc.integer({ min: 0, max: 1500 }), (cal, from, minutes) => {
        const open = openByWall(cal);
        const asked = Array.from({ length: minutes }, (_, n) => from + n * MIN).filter(open);
        expect(businessMinutes(cal, from, from + minutes * MIN)).toBe(asked.length);
        if (minutes > 0) expect(isOpen(cal, from)).toBe(open(from));
        const next = nextOpen(cal, from);
        if (asked[0] !== undefined) expect(next).toBe(asked[0]);
      }),
      { numRuns: 150 },
    );
  });

  test('adding and counting are inverse', () => {
    fc.assert(
      fc.property(calendar, given, fc.integer({ min: 1, max: 3000 }), (cal, { from, pauses }, minutes) => {
        const to = addBusinessMinutes(cal, from, minutes, pauses);
        if (to === undefined) {
          // A minute a week, or a span in an hour that never comes, does not add up to what was asked in twenty years.
          expect(businessMinutes(cal, from, from + 20 * 366 * 24 * HOUR, pauses)).toBeLessThan(minutes);
          return;
        }
        expect(businessMinutes(cal, from, to, pauses)).toBe(minutes);
        expect(businessMinutes(cal, from, to - 1, pauses)).toBe(minutes - 1);
      }),
      { numRuns: 200 },
    );
  });

  test('counts the same in two pieces as in one', () => {
    fc.assert(
      fc.property(calendar, given, length, (cal, { from, length: first, pauses }, second) => {
        const [middle, to] = [from + first, from + first + second];
        expect(businessMinutes(cal, from, middle, pauses) + businessMinutes(cal, middle, to, pauses)).toBe(
          businessMinutes(cal, from, to, pauses),
        );
      }),
    );
  });

  test('grows with its end and never with its pauses', () => {
    fc.assert(
      fc.property(calendar, given, length, (cal, { from, length: first, pauses }, more) => {
        const counted = businessMinutes(cal, from, from + first, pauses);
        expect(businessMinutes(cal, from, from + first + more, pauses)).toBeGreaterThanOrEqual(counted);
        expect(businessMinutes(cal, from, from + first)).toBeGreaterThanOrEqual(counted);
      }),
    );
  });

  test('does not pass inside a pause', () => {
    fc.assert(
      fc.property(calendar, minute, length, (cal, from, long) => {
        expect(businessMinutes(cal, from, from + long, [{ start: from, end: from + long }])).toBe(0);
      }),
    );
  });

  test('open intervals are in order, separate, and inside the requested range', () => {
    fc.assert(
      fc.property(calendar, minute, length, (cal, from, long) => {
        const found = openIntervals(cal, from, from + long);
        found.forEach(({ start, end }, n) => {
          expect(start).toBeLessThan(end);
          expect(start).toBeGreaterThan(found[n - 1]?.end ?? -Infinity);
          expect(start).toBeGreaterThanOrEqual(from);
          expect(end).toBeLessThanOrEqual(from + long);
        });
      }),
    );
  });
});
