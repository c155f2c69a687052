import { openIntervals } from '../model/business-time.ts';
import { common, united, without } from '../model/intervals.ts';
import type { Interval } from '../model/technician.ts';
import { isTimeZone } from '../model/time-zone.ts';
import type { CalendarBusy, VisitKind } from '../model/visit.ts';
import type { Appointed, PersonFacts } from './facts.ts';
import type { SchedulingPolicy } from './policy.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** What is missing before anybody can be sent: shown to a dispatcher with what to do. */
export type UnknownCode = 'calendar-unknown' | 'hours-unknown';

/**
 * When somebody could work on visits at all: their hours less what is in the calendar and their time off, other
 * visits not yet taken out. Lists are in order and united.
 */
export interface OpenTime {
  /** Where a visit itself may lie. */
  readonly work: readonly Interval[];
  /** Where a visit with its travel may lie: `work` and the commute before and after working hours. */
  readonly reach: readonly Interval[];
  /** Working time less time off, calendar entries included: what a day's share is a share of. */
  readonly planned: readonly Interval[];
  readonly timeZone: string;
}

export type OpenTimeAnswer =
  ({ readonly known: true } & OpenTime) | { readonly known: false; readonly code: UnknownCode; readonly why: string };

/** Reads somebody's open time in a window, or says why they have none: unknown is never free. */
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

/** The stretches of a calendar that take time from this kind of visit, our own entries left out. */
export function blocking({ calendar, visits }: PersonFacts, kind: VisitKind, policy: SchedulingPolicy): Interval[] {
  if (!calendar.known) return [];
  const ours = new Set(visits.flatMap(({ inCalendar }) => (inCalendar === undefined ? [] : [keyOf(inCalendar)])));
  return calendar.busy.filter((entry) => takesTime(entry, kind, policy) && !ours.delete(keyOf(entry)));
}

/** Whether an entry in a calendar takes its time from this kind of visit, as the MSP sees it. */
export function takesTime({ status }: CalendarBusy, kind: VisitKind, { calendar }: SchedulingPolicy): boolean {
  const blocks = calendar[status];
  return blocks === 'all' || (blocks === 'on-site' && kind === 'on-site');
}

/** What a visit keeps from everything else. */
export function blockOf({ start, end, beforeMinutes, afterMinutes }: Appointed): Interval {
  return { start: start - beforeMinutes * MINUTE, end: end + afterMinutes * MINUTE };
}

function keyOf({ start, end }: Interval): string {
  return `${start}-${end}`;
}
