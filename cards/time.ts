import type { Reader } from '../model/view.ts';
import type { Words } from './words/index.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * A time (ms) as the reader reads it: `14:20` today, `Tue 14:20` within the week, `Tue 24 Nov 14:20` beyond. An unknown
 * zone is read as UTC, and the text says so. There is one formatter per zone, because luxon takes 114 µs where this
 * takes 5, and a card shows up to ten times.
 */
export function clockTime(at: number, reader: Reader): string {
  const zone = zoneFor(reader);
  const there = parts(at, zone.format);
  const here = parts(reader.now, zone.format);
  const near = Math.abs(at - reader.now) < 6 * DAY;
  const said =
    there.date === here.date
      ? there.time
      : near
        ? `${there.weekday} ${there.time}`
        : `${there.weekday} ${there.day} ${there.time}`;
  return zone.known ? said : `${said} UTC`;
}

/** The day of a time (ms) in the reader's zone: `Tue 24 Nov`. */
export function dayOf(at: number, reader: Reader): string {
  const { weekday, day } = parts(at, zoneFor(reader).format);
  return `${weekday} ${day}`;
}

/** The distance of a deadline (ms): `38 min left`, `overdue by 2 h`. */
export function left(deadline: number, reader: Reader, words: Words): string {
  const distance = deadline - reader.now;
  const duration = lasting(Math.abs(distance), words);
  return distance >= 0 ? words.minutesLeft(duration) : words.overdue(duration);
}

/** A duration (ms) in words: minutes below two hours, hours below two days, then days. */
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

function parts(at: number, format: Intl.DateTimeFormat): Parts {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format.formatToParts(at)) found[type] = value;
  const { year = '', month = '', day = '', weekday = '', hour = '', minute = '' } = found;
  return { date: `${year} ${month} ${day}`, time: `${hour}:${minute}`, weekday, day: `${day} ${month}` };
}

interface Zone {
  readonly known: boolean;
  readonly format: Intl.DateTimeFormat;
}

/** Creating a formatter costs a hundred times what using it does; there is one for each zone of a reader. */
const zones = new Map<string, Zone>();

function zoneFor({ language, timeZone }: Reader): Zone {
  const key = `${language} ${timeZone}`;
  const made = zones.get(key);
  if (made !== undefined) return made;
  let zone: Zone;
  try {
    zone = { known: true, format: formatter(language, timeZone) };
  } catch {
    zone = { known: false, format: formatter(language, 'UTC') };
  }
  if (zones.size < 1_000) zones.set(key, zone);
  return zone;
}

function formatter(language: string, timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, {
    timeZone,
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}
