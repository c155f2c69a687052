import type { VisitRequest } from './facts.ts';
import type { FreeDay, FreeTime } from './free-time.ts';
import type { SchedulingPolicy } from './policy.ts';

/** Why a technician's day takes no further visit although there is time. */
export type DayRefusal = 'day-full' | 'kept-for-urgent';

/**
 * A day's limits: the number of visits, and the share of working time reserved for emergencies. Urgent visits may use
 * both. Counted without travel, so that a busier calendar never makes room.
 */
export function dayRefusal(
  day: FreeDay | undefined,
  request: VisitRequest,
  keptMinutes: number,
  policy: SchedulingPolicy,
): DayRefusal | undefined {
  if (request.urgent || day === undefined) return undefined;
  if (day.visits >= policy.visitsPerDay) return 'day-full';
  if (day.freeMinutes - keptMinutes < (day.plannedMinutes * policy.urgentPercent) / 100) return 'kept-for-urgent';
  return undefined;
}

/** The number of the day that contains a time, searched from `from` on; days are in order. */
export function dayAt(person: FreeTime, at: number, from = 0): number {
  let n = from;
  while (n < person.days.length && (person.days[n]?.end ?? Infinity) <= at) n += 1;
  return n;
}
