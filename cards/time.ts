import { localTime } from '../model/local-time.ts';
import type { Reader } from '../model/view.ts';
import type { Words } from './words/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An instant (ms) as the reader reads it: `14:20` today, `Tue 14:20` within the week, `Tue 24 Nov 14:20` beyond. */
export function clockTime(at: number, reader: Reader): string {
  return localTime(at, reader);
}

/** How far a deadline (ms) is: `38 min left`, `overdue by 2 h`. */
export function left(deadline: number, reader: Reader, words: Words): string {
  const distance = deadline - reader.now;
  const duration = lasting(Math.abs(distance), words);
  return distance >= 0 ? words.minutesLeft(duration) : words.overdue(duration);
}

/** A length of time (ms) in words: minutes under two hours, hours under two days, then days. */
export function lasting(ms: number, words: Words): string {
  const minutes = Math.floor(ms / MINUTE);
  if (minutes === 0) return words.duration.underMinute;
  if (minutes < 120) return words.duration.minutes(minutes);
  if (ms < 2 * DAY) return words.duration.hours(Math.floor(minutes / 60), minutes % 60);
  return words.duration.days(Math.floor(ms / DAY));
}
