import { openIntervals } from '../model/business-time.ts';
import { common, united, without } from '../model/intervals.ts';
import type { Interval } from '../model/technician.ts';
import { isTimeZone } from '../model/time-zone.ts';
import type { CalendarBusy, VisitKind } from '../model/visit.ts';
import type { Appointed, PersonFacts } from './facts.ts';
import type { SchedulingPolicy } from './policy.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is missing before somebody can be sent: shown to a dispatcher with the next step. */
export type UnknownCode = 'calendar-unknown' | 'hours-unknown';

/**
 * When a technician could do visits at all: their hours without calendar entries and time off, with other visits not
 * yet taken out. Lists are sorted and merged.
 */
export interface OpenTime {
  /** Where a visit itself may lie. */
  readonly work: readonly Interval[];
  /** Where a visit with its travel may lie: `work`, plus the commute before and after working hours. */
  readonly reach: readonly Interval[];
  /** Working time without time off, calendar entries included: the base for a day's share. */
  readonly planned: readonly Interval[];
  readonly timeZone: string;
}

export type OpenTimeAnswer =
  ({ readonly known: true } & OpenTime) | { readonly known: false; readonly code: UnknownCode; readonly why: string };

/** Reads a technician's open time in a window, or says why there is none: unknown never means free. */
export function openTime(
  facts: PersonFacts,
  window: Interval,
  kind: VisitKind,
  policy: SchedulingPolicy,
): OpenTimeAnswer {
  const unknown = (code: UnknownCode, why: string) => ({ known: false as const, code, why });
  if (!facts.calendar.known)
    return unknown('calendar-unknown', `${facts.name}'s calendar could not be read: ${facts.calendar.why}`);
  if (!facts.hours.known)
    return unknown('hours-unknown', `${facts.name}'s working hours are not known: ${facts.hours.why}`);
  const { calendar } = facts.hours;
  if (!isTimeZone(calendar.timeZone))
    return unknown('hours-unknown', `${facts.name}'s working hours are in a time zone that does not exist.`);
  const commute = kind === 'on-site' ? policy.commute * MINUTE : 0;
  // Whole days at both ends: a share of today is a share of all of today.
  const hours = openIntervals(calendar, window.start - DAY, window.end + DAY);
  const onShift = facts.shifts === undefined ? hours : common(hours, united(facts.shifts));
  const off = united(facts.timeOff);
  const blocked = united([...off, ...blocking(facts, kind, policy)]);
  const commuted = united(onShift.map(({ start, end }) => ({ start: start - commute, end: end + commute })));
  return {
    known: true,
    work: common(without(onShift, blocked), [window]),
    reach: without(commuted, blocked),
    planned: without(onShift, off),
    timeZone: calendar.timeZone,
  };
}

/** The calendar entries that take time from this kind of visit, without our own. */
export function blocking({ calendar, visits }: PersonFacts, kind: VisitKind, policy: SchedulingPolicy): Interval[] {
  if (!calendar.known) return [];
  const ours = new Set(visits.flatMap(({ inCalendar }) => (inCalendar === undefined ? [] : [keyOf(inCalendar)])));
  return calendar.busy.filter((entry) => takesTime(entry, kind, policy) && !ours.delete(keyOf(entry)));
}

/** Whether a calendar entry takes time from this kind of visit, by the MSP's policy. */
export function takesTime({ status }: CalendarBusy, kind: VisitKind, { calendar }: SchedulingPolicy): boolean {
  const blocks = calendar[status];
  return blocks === 'all' || (blocks === 'on-site' && kind === 'on-site');
}

/** The time that a visit keeps from everything else. */
export function blockOf({ start, end, beforeMinutes, afterMinutes }: Appointed): Interval {
  return { start: start - beforeMinutes * MINUTE, end: end + afterMinutes * MINUTE };
}

function keyOf({ start, end }: Interval): string {
  return `${start}-${end}`;
}
