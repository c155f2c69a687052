import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Interval } from '../../model/technician.ts';
import { ianaZone } from './time-zones.ts';
import { looseNumber, optionalFlag, optionalText } from './wire.ts';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
type Day = (typeof DAYS)[number];

function perDay<P extends string, T extends z.ZodType>(prefix: P, schema: T) {
  const names = DAYS.map((day): `${P}${Day}` => `${prefix}${day}`);
  return z.object(Object.fromEntries(names.map((name) => [name, schema])) as Record<`${P}${Day}`, T>);
}

/** docs/platform/halopsa.md, “A workday names its days and their wall-clock times”. */
export const workdayRow = z
  .object({
    id: looseNumber,
    timezone: optionalText,
    alldayssame: optionalFlag,
    start: optionalText,
    end: optionalText,
  })
  .and(perDay('inc', optionalFlag))
  .and(perDay('start', optionalText))
  .and(perDay('end', optionalText));
export type WorkdayRow = z.output<typeof workdayRow>;

/**
 * A workday's working hours between two instants (ms). Its times are wall-clock times in its zone, so a day with a
 * clock change is an hour longer or shorter. Undefined when the zone or the times are unreadable: the hours are
 * unknown.
 */
export function hoursBetween(workday: WorkdayRow, from: number, to: number): Interval[] | undefined {
  const zone = ianaZone(workday.timezone);
  if (zone === undefined) return undefined;
  const hours: Interval[] = [];
  const lastDay = DateTime.fromMillis(to, { zone });
  for (
    // The previous evening's shift may extend past midnight into the first day.
    let day = DateTime.fromMillis(from, { zone }).startOf('day').minus({ days: 1 });
    day <= lastDay;
    day = day.plus({ days: 1 })
  ) {
    const name = DAYS[day.weekday - 1];
    if (name === undefined || workday[`inc${name}`] !== true) continue;
    const times = timesOf(workday, name);
    if (!times) return undefined;
    const start = at(day, times.start);
    const sameDay = at(day, times.end);
    const end = sameDay > start ? sameDay : at(day.plus({ days: 1 }), times.end);
    if (end > from && start < to) hours.push({ start: Math.max(start, from), end: Math.min(end, to) });
  }
  return hours;
}

interface Wall {
  readonly hour: number;
  readonly minute: number;
}

function timesOf(workday: WorkdayRow, day: Day): { start: Wall; end: Wall } | undefined {
  const own = workday.alldayssame !== true;
  const start = wallOf(own ? workday[`start${day}`] : workday.start) ?? wallOf(workday.start);
  const end = wallOf(own ? workday[`end${day}`] : workday.end) ?? wallOf(workday.end);
  return start && end ? { start, end } : undefined;
}

/** Reads the time of day from a date-time whose date is meaningless. */
function wallOf(value: unknown): Wall | undefined {
  const match = typeof value === 'string' ? /(?:^|[T ])(\d\d):(\d\d)/.exec(value) : null;
  return match ? { hour: Number(match[1]), minute: Number(match[2]) } : undefined;
}

const at = (day: DateTime, wall: Wall): number => day.set({ ...wall, second: 0, millisecond: 0 }).toMillis();
