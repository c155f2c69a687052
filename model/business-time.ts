import { addDays, dateOf, openOn } from './business-day.ts';
import { united, without } from './intervals.ts';
import type { Interval } from './technician.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Looking for an open minute ends here: a calendar that is closed for so long is closed for good. */
const FARTHEST_DAYS = 20 * 366;

/** ISO weekday: 1 Monday to 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Wall-clock times `HH:MM`. `to` at or before `from` is on the next day; `24:00` is the end of the day. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

/**
 * When somebody works, by the clock on their wall: whenever that clock shows a time inside a span, it is open. So a
 * night in which the hour from two to three comes twice is an hour longer for those who work through it, and a span
 * that lies in a skipped hour does not take place. A span belongs to the day on which it starts: a holiday cancels
 * what starts on it, not what the evening before has begun.
 */
export interface BusinessCalendar {
  /** IANA name; RangeError from every function here if there is no such zone (isTimeZone in time-zone.ts asks). */
  readonly timeZone: string;
  readonly hours: Readonly<Partial<Record<Weekday, readonly OpenSpan[]>>>;
  /** ISO dates in the zone. */
  readonly holidays: readonly string[];
}

/** The open stretches within `[from, to)`, in order, none touching another. */
export function openIntervals(calendar: BusinessCalendar, from: number, to: number): Interval[] {
  if (!(from < to)) return [];
  const found: Interval[] = [];
  // A day either side: neighbouring days of a zone that changes its clock around midnight can overlap.
  const last = addDays(dateOf(calendar.timeZone, to), 1);
  for (let date = addDays(dateOf(calendar.timeZone, from), -1); date <= last; date = addDays(date, 1)) {
    found.push(...openOn(calendar, date));
  }
  return united(found).flatMap((one) => clip(one, from, to));
}

/**
 * The earliest instant (ms) by which `minutes` of business time have passed since `from`: where a deadline falls.
 * Pauses (a client's answer awaited) never count, may overlap, and need no order. No minutes at all end where they start,
 * open or not. `undefined` when so many never come to pass.
 */
export function addBusinessMinutes(
  calendar: BusinessCalendar,
  from: number,
  minutes: number,
  pauses: readonly Interval[] = [],
): number | undefined {
  let left = Math.ceil(minutes) * MINUTE;
  if (left <= 0) return from;
  for (const { start, end } of openFrom(calendar, from, united(pauses))) {
    if (end - start >= left) return start + left;
    left -= end - start;
  }
  return undefined;
}

/** Open stretches from an instant on, looked up in ever larger pieces. */
function* openFrom(calendar: BusinessCalendar, from: number, pauses: readonly Interval[]): Generator<Interval> {
  const end = from + FARTHEST_DAYS * DAY;
  let at = from;
  for (let days = 4; at < end; days *= 2) {
    const to = at + days * DAY;
    yield* without(openIntervals(calendar, at, to), pauses);
    at = to;
  }
}

function clip({ start, end }: Interval, from: number, to: number): Interval[] {
  const cut = { start: Math.max(start, from), end: Math.min(end, to) };
  return cut.start < cut.end ? [cut] : [];
}
