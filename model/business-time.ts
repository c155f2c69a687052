import { addDays, dateOf, openOn, type BusinessCalendar } from './business-day.ts';
import { united, without } from './intervals.ts';
import type { Interval } from './technician.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** The search for an open minute ends here: a calendar that is closed for this long is closed for good. */
const FARTHEST_DAYS = 20 * 366;

/** Whether an instant (ms) is within open hours. */
export function isOpen(calendar: BusinessCalendar, at: number): boolean {
  return openIntervals(calendar, at, at + 1).length > 0;
}

/** The first open instant (ms) at or after `from`; `undefined` if the calendar never opens again. */
export function nextOpen(calendar: BusinessCalendar, from: number): number | undefined {
  for (const interval of openFrom(calendar, from, [])) return interval.start;
  return undefined;
}

/** The open spans within `[from, to)`, in order and not touching. */
export function openIntervals(calendar: BusinessCalendar, from: number, to: number): Interval[] {
  if (!(from < to)) return [];
  const found: Interval[] = [];
  // A day on either side: neighbouring days of a zone that changes its clock around midnight can overlap.
  const last = addDays(dateOf(calendar.timeZone, to), 1);
  for (let date = addDays(dateOf(calendar.timeZone, from), -1); date <= last; date = addDays(date, 1)) {
    found.push(...openOn(calendar, date));
  }
  return united(found).flatMap((one) => clip(one, from, to));
}

/**
 * The earliest instant (ms) by which `minutes` of business time have passed since `from`: the deadline. Pauses (waiting
 * for the client) never count, may overlap, and need no order. Zero minutes end at `from`, whether open or not.
 * `undefined` when the minutes never pass.
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

/** Open spans from an instant on, looked up in growing steps. */
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
