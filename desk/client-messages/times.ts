import type { ClientLanguage } from '../../model/visit.ts';
import { wordsIn } from './languages.ts';

/** Times in one reader's language and zone; the zone's name is always nearby. Times in ms. */
export interface ClientTimes {
  /** "Friday 12 June, 09:00–10:30". */
  range(start: number, end: number): string;
  /** "09:00–10:30". */
  hours(start: number, end: number): string;
  /** "Friday 12 June at 09:00", for use in a sentence. */
  at(instant: number): string;
  /** "Friday 12 June". */
  day(instant: number): string;
  /** "tomorrow", where the language has a word for it. */
  nearDay(instant: number): string | undefined;
  /** "09:00", for use in a list. */
  clock(instant: number): string;
  /** "14:20 Uhr", for use in a sentence. */
  hour(instant: number): string;
  partOfDay(instant: number): 'morning' | 'afternoon' | 'evening';
  /** Equal for times on the same day in that zone. */
  dayKey(instant: number): string;
  /** "Central European Time · Berlin". */
  readonly zone: string;
  /** "1 hour and 30 minutes". */
  length(minutes: number): string;
  /** "Ana and Ben". */
  names(names: readonly string[]): string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOON = 12;
const EVENING = 17;
/** From this length on, in minutes, hours are used. */
const HOURS_FROM = 60;

/** The date order and clock that readers of a language are used to, by region; the first match counts. */
const HABITS: Readonly<Record<ClientLanguage, readonly (readonly [RegExp, string])[]>> = {
  en: [
    [/^(America|US)\/|^Pacific\/(Honolulu|Guam)/, 'en-US'],
    [/^Australia\//, 'en-AU'],
    [/^/, 'en-GB'],
  ],
  de: [[/^/, 'de-DE']],
  fr: [
    [/^(America|Canada)\//, 'fr-CA'],
    [/^/, 'fr-FR'],
  ],
  es: [
    [/^(America|Mexico)\//, 'es-MX'],
    [/^/, 'es-ES'],
  ],
};

/** `timeZone`: IANA, known to Intl. The year is included when it differs from that of `now`. */
export function clientTimes(language: ClientLanguage, timeZone: string, now: number): ClientTimes {
  const locale = localeOf(language, timeZone);
  const make = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  // Whether nine is 9:00 or 09:00 here; ranges format it correctly, single times would not.
  const nine = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', timeStyle: 'short' }).format(9 * HOUR);
  const time = { hour: nine.startsWith('0') ? '2-digit' : 'numeric', minute: '2-digit' } as const;
  const date = { weekday: 'long', day: 'numeric', month: 'long' } as const;
  const formats = {
    day: [make(date), make({ ...date, year: 'numeric' })],
    full: [make({ ...date, ...time }), make({ ...date, ...time, year: 'numeric' })],
  } as const;
  const clock = make(time);
  const key = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const hourOfDay = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const thisYear = key.format(now).slice(0, 4);
  const fit = (pair: readonly [Intl.DateTimeFormat, Intl.DateTimeFormat], instant: number) =>
    key.format(instant).startsWith(thisYear) ? pair[0] : pair[1];
  const daysAway = (instant: number) => (Date.parse(key.format(instant)) - Date.parse(key.format(now))) / DAY;
  const { oneTime } = wordsIn(language);

  return {
    range: (start, end) => fit(formats.full, start).formatRange(start, end),
    hours: (start, end) => clock.formatRange(start, end),
    at: (instant) => oneTime(fit(formats.full, instant).format(instant)),
    day: (instant) => fit(formats.day, instant).format(instant),
    nearDay(instant) {
      const days = daysAway(instant);
      return days === 0 || days === 1 ? relative.format(days, 'day') : undefined;
    },
    clock: (instant) => clock.format(instant),
    hour: (instant) => oneTime(clock.format(instant)),
    partOfDay(instant) {
      const hour = Number(hourOfDay.format(instant));
      if (hour < NOON) return 'morning';
      return hour < EVENING ? 'afternoon' : 'evening';
    },
    dayKey: (instant) => key.format(instant),
    zone: zoneName(make({ timeZoneName: 'longGeneric' }), timeZone, now),
    length(minutes) {
      const unit = (n: number, of: 'hour' | 'minute') =>
        new Intl.NumberFormat(locale, { style: 'unit', unit: of, unitDisplay: 'long' }).format(n);
      if (minutes < HOURS_FROM) return unit(minutes, 'minute');
      const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
      const parts = [unit(hours, 'hour'), ...(rest === 0 ? [] : [unit(rest, 'minute')])];
      return new Intl.ListFormat(locale).format(parts);
    },
    names: (names) => new Intl.ListFormat(locale).format(names),
  };
}

export function localeOf(language: ClientLanguage, timeZone: string): string {
  return HABITS[language].find(([where]) => where.test(timeZone))?.[1] ?? language;
}

/** A zone's name in the reader's language, with its city, because few people know either alone. */
function zoneName(format: Intl.DateTimeFormat, timeZone: string, now: number): string {
  const name = format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
  if (/^(UTC|Etc\/|GMT)/.test(timeZone)) return name.replace(/^(GMT|UTC)[+-]?(00?:00|0)?$/, 'UTC');
  return `${name} · ${cityOf(timeZone)}`;
}

/** `America/Argentina/Buenos_Aires`: "Buenos Aires". */
export function cityOf(timeZone: string): string {
  return (timeZone.split('/').at(-1) ?? timeZone).replaceAll('_', ' ');
}
