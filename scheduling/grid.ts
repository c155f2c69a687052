import { addDays, dateOf, openOn } from '../model/business-day.ts';
import { openIntervals } from '../model/business-time.ts';
import { type BusinessCalendar, type OpenSpan, type Weekday } from '../model/business-day.ts';
import type { Interval } from '../model/technician.ts';
import type { VisitRequest, Wishes } from './facts.ts';
import { PARTS_OF_DAY, type PartOfDay, type SchedulingPolicy } from './policy.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A part of one of the client's days. `date` is the UTC midnight of its name, ms. */
export interface Cell {
  readonly date: number;
  readonly weekday: Weekday;
  readonly part: PartOfDay;
}

/** Every possible start, numbered: `first + n * step`. */
export interface Grid {
  readonly first: number;
  readonly step: number;
  readonly length: number;
  /** 1 where the service and the client's site are open for the whole visit. */
  readonly open: Uint8Array;
  /** Which of `cells` a start belongs to. */
  readonly cellOf: Int32Array;
  readonly cells: readonly Cell[];
}

/** Why a time is impossible, before any calendar is read. */
export type TimeRefusal = 'too-soon' | 'too-far' | 'site-closed' | 'service-closed';

/**
 * The possible starts (ms) between minimum notice and the farthest day, within the limits of Bookings and of the
 * request.
 */
export function startLimits(request: VisitRequest, now: number, policy: SchedulingPolicy): Interval {
  const usual = request.urgent ? policy.urgentNotice : policy.notice[request.kind];
  const { service } = request;
  const notice = request.keepsTime ? 0 : Math.max(usual, service?.leastNoticeMinutes ?? 0);
  return {
    start: Math.max(now + notice * MINUTE, request.notBefore ?? -Infinity),
    end: Math.min(
      now + policy.farthestDays * DAY,
      now + (service?.farthestMinutes ?? Infinity) * MINUTE,
      request.notAfter ?? Infinity,
    ),
  };
}

export function timeRefusal(
  request: VisitRequest,
  start: number,
  now: number,
  policy: SchedulingPolicy,
): TimeRefusal | undefined {
  const limits = startLimits(request, now, policy);
  if (start < limits.start) return 'too-soon';
  if (start > limits.end) return 'too-far';
  const end = start + request.minutes * MINUTE;
  if (!openThroughout(request.siteHours, start, end)) return 'site-closed';
  if (!openThroughout(request.service?.hours, start, end)) return 'service-closed';
  return undefined;
}

function openThroughout(calendar: BusinessCalendar | undefined, start: number, end: number): boolean {
  if (calendar === undefined) return true;
  const [first] = openIntervals(calendar, start, end);
  return first?.start === start && first.end === end;
}

export function gridOf(request: VisitRequest, now: number, policy: SchedulingPolicy): Grid {
  const step = policy.grid * MINUTE;
  const limits = startLimits(request, now, policy);
  const first = Math.ceil(limits.start / step) * step;
  const length = Math.max(0, Math.floor((limits.end - first) / step) + 1);
  const end = first + length * step;
  const open = new Uint8Array(length).fill(1);
  const stay = request.minutes * MINUTE;
  for (const calendar of [request.siteHours, request.service?.hours]) {
    if (calendar === undefined || length === 0) continue;
    const here = new Uint8Array(length);
    for (const { start, end: closes } of openIntervals(calendar, first, end + stay)) {
      const [from, to] = [Math.ceil((start - first) / step), Math.floor((closes - stay - first) / step)];
      if (from <= to) here.fill(1, Math.max(0, from), to + 1);
    }
    for (let n = 0; n < length; n += 1) open[n] = (open[n] ?? 0) & (here[n] ?? 0);
  }
  return { first, step, length, open, ...cellsOf(request.timeZone, first, step, length, policy) };
}

function cellsOf(timeZone: string, first: number, step: number, length: number, policy: SchedulingPolicy) {
  const cells: Cell[] = [];
  const cellOf = new Int32Array(length).fill(-1);
  const last = dateOf(timeZone, first + length * step);
  for (let date = dateOf(timeZone, first); length > 0 && date <= last; date = addDays(date, 1)) {
    const weekday = weekdayOf(date);
    for (const part of PARTS_OF_DAY) {
      const calendar = { timeZone, hours: everyDay([policy.spread.parts[part]]), holidays: [] };
      const number = cells.push({ date, weekday, part }) - 1;
      for (const { start, end } of openOn(calendar, date)) {
        const from = Math.max(0, Math.ceil((start - first) / step));
        cellOf.fill(number, from, Math.max(from, Math.ceil((end - first) / step)));
      }
    }
  }
  return { cells, cellOf };
}

/** Whether a client asked for this part of day and this weekday; without wishes, every time matches. */
export function isWished(wishes: Wishes | undefined, cell: Cell | undefined): boolean {
  if (wishes === undefined || cell === undefined) return true;
  return (
    (wishes.parts.length === 0 || wishes.parts.includes(cell.part)) &&
    (wishes.weekdays.length === 0 || wishes.weekdays.includes(cell.weekday))
  );
}

/** 1970-01-01 was a Thursday. */
function weekdayOf(date: number): Weekday {
  return (((((Math.floor(date / DAY) + 3) % 7) + 7) % 7) + 1) as Weekday;
}

function everyDay(spans: readonly OpenSpan[]): BusinessCalendar['hours'] {
  return { 1: spans, 2: spans, 3: spans, 4: spans, 5: spans, 6: spans, 7: spans };
}
