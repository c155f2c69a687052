import { IANAZone } from 'luxon';

import type { Interval } from './technician.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Clocks on walls are between 12 h behind and 14 h ahead of UTC. */
const FARTHEST_OFFSET = 15 * 60 * MINUTE;

/**
 * The date that a wall clock in the zone shows at an instant (ms). A date here is the UTC midnight of its name, in ms.
 */
export function dateOf(timeZone: string, at: number): number {
  const wall = at + offsetAt(timeZone, at);
  return wall - modulo(wall, DAY);
}

export function addDays(date: number, days: number): number {
  return date + days * DAY;
}

/**
 * The open spans of one date, in order of their wall-clock times: those that start on it, and the end of the previous
 * night's.
 */
export function openOn(calendar: BusinessCalendar, date: number): Interval[] {
  const yesterday = addDays(date, -1);
  const wall = [
    ...spansOf(calendar, yesterday).flatMap((span) => clipped(span, yesterday, date)),
    ...spansOf(calendar, date).flatMap((span) => clipped(span, date, date)),
  ];
  if (wall.length === 0) return [];
  const change = changeAround(calendar.timeZone, date);
  return wall.flatMap(({ start, end }) => [
    ...within({ start: start - change.before, end: end - change.before }, -Infinity, change.at),
    ...within({ start: start - change.after, end: end - change.after }, change.at, Infinity),
  ]);
}

function spansOf(calendar: BusinessCalendar, date: number): readonly OpenSpan[] {
  if (calendar.holidays.includes(new Date(date).toISOString().slice(0, 10))) return [];
  // 1970-01-01 was a Thursday.
  const weekday = (modulo(date / DAY + 3, 7) + 1) as Weekday;
  return calendar.hours[weekday] ?? [];
}

/** The part of a span started on `from` that falls on `date`, both ends in ms of wall-clock time since 1970. */
function clipped({ from: opens, to: closes }: OpenSpan, from: number, date: number): Interval[] {
  const start = from + wallTime(opens);
  const end = from + wallTime(closes) + (wallTime(closes) <= wallTime(opens) ? DAY : 0);
  return within({ start, end }, date, date + DAY);
}

function wallTime(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  if (hours === undefined || minutes === undefined || !(hours * 60 + minutes <= 24 * 60))
    throw new RangeError(`"${time}" is no time of day; write it as HH:MM.`);
  return (hours * 60 + minutes) * MINUTE;
}

/**
 * The offsets (ms) in force around a date, and the instant at which the first gives way to the second. At most one
 * change is looked for: since 1970 no zone has had two within three days.
 */
function changeAround(timeZone: string, date: number): { before: number; after: number; at: number } {
  let low = date - FARTHEST_OFFSET;
  let high = date + DAY + FARTHEST_OFFSET;
  const before = offsetAt(timeZone, low);
  const after = offsetAt(timeZone, high);
  if (before === after) return { before, after, at: high };
  while (high - low > 1_000) {
    const middle = low + Math.floor((high - low) / 2_000) * 1_000;
    if (offsetAt(timeZone, middle) === before) low = middle;
    else high = middle;
  }
  return { before, after, at: high };
}

function offsetAt(timeZone: string, at: number): number {
  const minutes = IANAZone.create(timeZone).offset(at);
  if (Number.isNaN(minutes)) throw new RangeError(`"${timeZone}" is no IANA time zone, or ${at} no instant.`);
  return minutes * MINUTE;
}

function within({ start, end }: Interval, from: number, to: number): Interval[] {
  const cut = { start: Math.max(start, from), end: Math.min(end, to) };
  return cut.start < cut.end ? [cut] : [];
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

/** ISO weekday: 1 Monday to 7 Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Wall-clock times `HH:MM`. `to` at or before `from` is on the next day; `24:00` is the end of the day. */
export interface OpenSpan {
  readonly from: string;
  readonly to: string;
}

/**
 * Working hours by the local wall clock: whenever the clock shows a time inside a span, it is open. A night in which
 * the hour from two to three comes twice is an hour longer, and a span inside a skipped hour does not take place. A
 * span belongs to the day on which it starts: a holiday cancels the spans that start on it, not one that began the
 * evening before.
 */
export interface BusinessCalendar {
  /** IANA name. Every function here throws RangeError for an unknown zone (see isTimeZone in time-zone.ts). */
  readonly timeZone: string;
  readonly hours: Readonly<Partial<Record<Weekday, readonly OpenSpan[]>>>;
  /** ISO dates in the zone. */
  readonly holidays: readonly string[];
}
