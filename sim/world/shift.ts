import { DateTime } from 'luxon';
import type { Interval } from '../../model/technician.ts';
import type { WorldTechnician } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The technician's shift on the local day that contains the instant; `undefined` at the weekend. */
export function shiftOn({ hours, timeZone }: WorldTechnician, at: number): Interval | undefined {
  const { midnight, weekday } = localDay(timeZone, at);
  if (weekday > 5) return undefined;
  // Clocks change on Sundays in both zones, so a working day has no missing or doubled hour.
  return { start: midnight + minutesOf(hours[0]) * MINUTE, end: midnight + minutesOf(hours[1]) * MINUTE };
}

/** Whether the technician is on shift and not on leave. */
export function isAtWork(technician: WorldTechnician, at: number): boolean {
  const shift = shiftOn(technician, at);
  return shift !== undefined && shift.start <= at && at < shift.end && !isOnLeave(technician, at);
}

/** The first instant at or after `at` when the technician is at work. */
export function nextAtWork(technician: WorldTechnician, at: number): number {
  for (let days = 0; days < 60; days += 1) {
    const shift = shiftOn(technician, at + days * DAY);
    if (shift === undefined || shift.end <= at) continue;
    const start = Math.max(shift.start, at);
    if (!isOnLeave(technician, start)) return start;
  }
  throw new RangeError(`${technician.key} is not at work within 60 days`);
}

function isOnLeave({ leave }: WorldTechnician, at: number): boolean {
  return leave !== undefined && leave.start <= at && at < leave.end;
}

function minutesOf(time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return hour * 60 + minute;
}

/** Caches local days by zone and hour: building eight weeks of history looks up the same ones ten thousand times. */
const known = new Map<string, { readonly midnight: number; readonly weekday: number }>();

function localDay(zone: string, at: number): { readonly midnight: number; readonly weekday: number } {
  const key = `${zone} ${Math.floor(at / HOUR)}`;
  const hit = known.get(key);
  if (hit !== undefined) return hit;
  const local = DateTime.fromMillis(at, { zone });
  const day = { midnight: local.startOf('day').toMillis(), weekday: local.weekday };
  known.set(key, day);
  return day;
}
