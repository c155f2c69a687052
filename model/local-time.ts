import { DateTime, IANAZone } from 'luxon';

const MINUTE = 60_000;

/** Who reads: the zone they live in and the instant (ms) at which they look. */
export interface Reading {
  /** IANA name. One that does not exist is read as UTC, and then the text says so. */
  readonly timeZone: string;
  readonly now: number;
}

/** Whether a text, from a PSA or a setting, names a zone that we can compute with (`Europe/Berlin`). */
export function isTimeZone(name: string): boolean {
  return IANAZone.isValidZone(name);
}

/**
 * An instant (ms) as people say it: `14:20` today, `Tue 14:20` on a day less than a week away, else `Tue 24 Nov
 * 14:20`. The weekday comes first, so that nobody takes tomorrow's 09:00 for today's.
 */
export function localTime(at: number, { timeZone, now }: Reading): string {
  const known = isTimeZone(timeZone);
  const zone = known ? timeZone : 'UTC';
  const there = DateTime.fromMillis(at, { zone, locale: 'en-GB' });
  const here = DateTime.fromMillis(now, { zone, locale: 'en-GB' });
  if (!there.isValid || !here.isValid) return '?';
  const days = Math.abs(there.startOf('day').diff(here.startOf('day'), 'days').days);
  const said = there.toFormat(days < 1 ? 'HH:mm' : days < 7 ? 'ccc HH:mm' : 'ccc d LLL HH:mm');
  return known ? said : `${said} UTC`;
}

/**
 * How far a deadline (ms) is: `38 min left`, `2 h 5 min left`, `3 days left`, `overdue by 5 min`. Minutes are
 * counted down, so that "1 min left" still is a minute.
 */
export function timeLeft(deadline: number, now: number): string {
  const distance = deadline - now;
  return distance >= 0 ? `${duration(distance)} left` : `overdue by ${duration(-distance)}`;
}

/** A length of time (ms): minutes below two hours, hours below two days, then days. */
export function duration(ms: number): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes < 1) return 'less than 1 min';
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  return `${Math.floor(hours / 24)} days`;
}
