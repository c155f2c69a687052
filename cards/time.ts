import type { Reader } from '../model/view.ts';
import type { Words } from './words/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** An instant (ms) as the reader reads it: `14:20` today, `Tue 14:20` within the week, `Tue 24 Nov 14:20` beyond. */
export function clockTime(at: number, reader: Reader): string {
  const there = parts(at, reader);
  const here = parts(reader.now, reader);
  if (there.date === here.date) return there.time;
  return Math.abs(at - reader.now) < 6 * DAY
    ? `${there.weekday} ${there.time}`
    : `${there.weekday} ${there.day} ${there.time}`;
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

interface Parts {
  readonly date: string;
  readonly time: string;
  readonly weekday: string;
  readonly day: string;
}

function parts(at: number, reader: Reader): Parts {
  const found = new Map(
    formatter(reader.language, reader.timeZone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  const get = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return {
    date: `${get('year')} ${get('month')} ${get('day')}`,
    time: `${get('hour')}:${get('minute')}`,
    weekday: get('weekday'),
    day: `${get('day')} ${get('month')}`,
  };
}

/** Making a formatter costs about 50 times what using it does. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(language: string, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  let made = formatters.get(key);
  if (made === undefined) {
    made = new Intl.DateTimeFormat(language, {
      timeZone,
      year: 'numeric',
      month: 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formatters.set(key, made);
  }
  return made;
}
