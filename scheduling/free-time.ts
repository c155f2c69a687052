import { addDays, dateOf, openOn } from '../model/business-day.ts';
import type { OpenSpan } from '../model/business-day.ts';
import { holding, united, without } from '../model/intervals.ts';
import type { Interval } from '../model/technician.ts';
import type { VisitKind } from '../model/visit.ts';
import type { Appointed, PersonFacts } from './facts.ts';
import { blockOf, openTime, type UnknownCode } from './open-time.ts';
import type { SchedulingPolicy } from './policy.ts';
import { siteOf, type Site } from './travel.ts';

const MINUTE = 60_000;

/** An on-site visit as a neighbour: travel to or from a new visit ends or begins here. Times in ms. */
export interface Stop extends Interval {
  readonly site: Site;
  /** Its own arrival and clearing-up time, ms. */
  readonly arrive: number;
  readonly clear: number;
  readonly block: Interval;
}

/**
 * A window in which a visit may lie, `[from, to)`, and the room for travel around it, `[a, b)`. When the room ends at
 * another on-site visit, that visit is `left` or `right`, and travel is direct. Otherwise it starts or ends at base,
 * and `prev` and `next`, however far away in time, must still be reachable.
 */
export interface FreeWindow {
  readonly from: number;
  readonly to: number;
  readonly a: number;
  readonly b: number;
  readonly left: Stop | undefined;
  readonly right: Stop | undefined;
  readonly prev: Stop | undefined;
  readonly next: Stop | undefined;
}

/** One day by the technician's own clock. */
export interface FreeDay extends Interval {
  readonly freeMinutes: number;
  readonly plannedMinutes: number;
  readonly visits: number;
}

/** One technician's free time for one kind of visit: everything that does not depend on the ticket, computed once. */
export interface FreeTime {
  readonly personId: string;
  readonly name: string;
  readonly base: Site;
  readonly windows: readonly FreeWindow[];
  readonly days: readonly FreeDay[];
  /** Kept unchanged, to explain why there is no slot. */
  readonly facts: PersonFacts;
}

export type FreeTimeAnswer =
  | ({ readonly known: true } & FreeTime)
  | {
      readonly known: false;
      readonly personId: string;
      readonly name: string;
      readonly code: UnknownCode;
      readonly why: string;
    };

/**
 * A technician's free time in a window (ms), or why there is none. Keep it as long as the facts hold: slots for many
 * tickets come from the same result. When a visit is to be moved, exclude it by its id, so that it does not block
 * itself.
 */
export function freeTime(
  given: PersonFacts,
  window: Interval,
  kind: VisitKind,
  policy: SchedulingPolicy,
  moving?: string,
): FreeTimeAnswer {
  const { personId, name } = given;
  // Its calendar entry still counts as ours, though the visit itself is excluded.
  const open = openTime(given, window, kind, policy);
  if (!open.known) return { known: false, personId, name, code: open.code, why: open.why };
  const facts = { ...given, visits: given.visits.filter((visit) => visit.visitId !== moving) };
  const blocks = united(facts.visits.map(blockOf));
  const stops = stopsOf(facts.visits, policy);
  const work = without(open.work, blocks);
  return {
    known: true,
    personId,
    name,
    base: siteOf(facts.base),
    windows: windowsOf(work, without(open.reach, blocks), stops),
    days: daysOf(open.timeZone, window, work, open.planned, facts.visits),
    facts,
  };
}

function stopsOf(visits: readonly Appointed[], policy: SchedulingPolicy): Stop[] {
  return visits
    .filter((visit) => visit.kind === 'on-site')
    .map((visit) => ({
      start: visit.start,
      end: visit.end,
      site: siteOf(visit.place),
      arrive: Math.min(visit.beforeMinutes, policy.buffers['on-site'].before) * MINUTE,
      clear: Math.min(visit.afterMinutes, policy.buffers['on-site'].after) * MINUTE,
      block: blockOf(visit),
    }))
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

function windowsOf(work: readonly Interval[], reach: readonly Interval[], stops: readonly Stop[]): FreeWindow[] {
  const found: FreeWindow[] = [];
  let passed = 0;
  for (const { start: from, end: to } of work) {
    const room = holding(reach, from, to);
    if (room === undefined) continue;
    while ((stops[passed]?.start ?? Infinity) < from) passed += 1;
    const [prev, next] = [stops[passed - 1], stops[passed]];
    found.push({
      from,
      to,
      a: room.start,
      b: room.end,
      left: prev?.block.end === room.start ? prev : undefined,
      right: next?.block.start === room.end ? next : undefined,
      prev,
      next,
    });
  }
  return found;
}

const ALL_DAY: readonly OpenSpan[] = [{ from: '00:00', to: '24:00' }];
const EVERY_DAY = { 1: ALL_DAY, 2: ALL_DAY, 3: ALL_DAY, 4: ALL_DAY, 5: ALL_DAY, 6: ALL_DAY, 7: ALL_DAY };

/** Days have 23, 24 or 25 hours; each ends where the next begins. */
function daysOf(
  timeZone: string,
  window: Interval,
  work: readonly Interval[],
  planned: readonly Interval[],
  visits: readonly Appointed[],
): FreeDay[] {
  const starts: number[] = [];
  const last = addDays(dateOf(timeZone, window.end), 1);
  for (let date = dateOf(timeZone, window.start); date <= last; date = addDays(date, 1)) {
    // A date that a zone skips has no start; a date that occurs twice begins once.
    const [first] = openOn({ timeZone, hours: EVERY_DAY, holidays: [] }, date);
    if (first !== undefined && first.start > (starts.at(-1) ?? -Infinity)) starts.push(first.start);
  }
  return starts.slice(0, -1).map((start, n) => {
    const end = starts[n + 1] ?? start;
    return {
      start,
      end,
      freeMinutes: minutesWithin(work, start, end),
      plannedMinutes: minutesWithin(planned, start, end),
      visits: visits.filter((visit) => visit.start >= start && visit.start < end).length,
    };
  });
}

function minutesWithin(intervals: readonly Interval[], from: number, to: number): number {
  let sum = 0;
  for (const { start, end } of intervals) sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  return Math.floor(sum / MINUTE);
}
