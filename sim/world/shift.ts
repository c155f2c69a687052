import { DateTime } from 'luxon';
import type { Interval } from '../../model/technician.ts';
import type { WorldTechnician } from './world.ts';

/** The technician's hours on the local day that holds the instant; `undefined` at the weekend. */
export function shiftOn(technician: WorldTechnician, at: number): Interval | undefined {
  const day = DateTime.fromMillis(at, { zone: technician.timeZone });
  if (day.weekday > 5) return undefined;
  const instant = (time: string) => day.set(clockTime(time)).toMillis();
  return { start: instant(technician.hours[0]), end: instant(technician.hours[1]) };
}

/** At work, and not on leave. */
export function isAtWork(technician: WorldTechnician, at: number): boolean {
  const shift = shiftOn(technician, at);
  return shift !== undefined && shift.start <= at && at < shift.end && !isOnLeave(technician, at);
}

/** The first instant from `at` on at which the technician is at work. */
export function nextAtWork(technician: WorldTechnician, at: number): number {
  for (let days = 0; days < 60; days += 1) {
    const day = DateTime.fromMillis(at, { zone: technician.timeZone }).startOf('day').plus({ days });
    const shift = shiftOn(technician, day.toMillis());
    if (shift === undefined || shift.end <= at) continue;
    const start = Math.max(shift.start, at);
    if (!isOnLeave(technician, start)) return start;
  }
  throw new RangeError(`${technician.key} is not at work within 60 days`);
}

function isOnLeave({ leave }: WorldTechnician, at: number): boolean {
  return leave !== undefined && leave.start <= at && at < leave.end;
}

function clockTime(time: string): { hour: number; minute: number; second: number; millisecond: number } {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return { hour, minute, second: 0, millisecond: 0 };
}
