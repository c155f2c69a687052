import { DateTime } from 'luxon';
import { findIana, WINDOWS_TO_IANA_MAP } from 'windows-iana';
import { z } from 'zod';
import { badRequest, Refusal } from './answer.ts';

/** A wall-clock time with its zone, as Graph writes every calendar time. */
export interface DateTimeTimeZone {
  readonly dateTime: string;
  readonly timeZone: string;
}

export const dateTimeTimeZone = z.strictObject({
  '@odata.type': z.string().optional(),
  dateTime: z.string(),
  timeZone: z.string().nullish(),
});

const DAY_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/;

/**
 * The IANA zone for a name that Graph accepts
 * (docs/platform/graph.md, “Events take Windows zone names and a fixed list of others”): every Windows zone, UTC, and
 * one IANA name for each Windows zone. `Customized Time Zone`, which mailboxes return, is not accepted.
 */
export function zoneOf(name: string): string | undefined {
  if (name === 'UTC' || name === 'Etc/UTC' || name === 'tzone://Microsoft/Utc') return 'UTC';
  const windows = windowsZone(name);
  if (windows !== undefined) return windows;
  return LISTED.has(name) ? name : undefined;
}

/** The IANA zone for Bookings (docs/platform/bookings.md, “Bookings takes UTC and Windows zone names”). */
export function windowsZone(name: string): string | undefined {
  if (name === 'UTC') return 'UTC';
  return NAMES.has(name) ? (findIana(name)[0] ?? undefined) : undefined;
}

const NAMES = new Set<string>(WINDOWS_TO_IANA_MAP.map((zone) => zone.windowsName));
const LISTED = new Set<string>([...NAMES].flatMap((name) => findIana(name).slice(0, 1)));

/** The Windows name of an IANA zone, for seeds. Throws RangeError if Windows has none. */
export function windowsName(iana: string): string {
  if (iana === 'UTC') return 'UTC';
  const found = WINDOWS_TO_IANA_MAP.find((zone) => zone.iana.some((one) => one === iana));
  if (!found) throw new RangeError(`Windows has no name for ${iana}`);
  return found.windowsName;
}

export const zoneNotSupported = (name: string): Refusal =>
  new Refusal(
    400,
    'TimeZoneNotSupportedException',
    `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${name}'.`,
  );

/** The instant (ms) of a dateTimeTimeZone. `zones`: the names that Outlook or Bookings accepts. Throws Refusal. */
export function instantOf(value: z.infer<typeof dateTimeTimeZone>, zones = zoneOf): number {
  const { dateTime } = value;
  const name = value.timeZone ?? 'UTC';
  const zone = zones(name);
  if (zone === undefined) throw zoneNotSupported(name);
  const offset = /(Z|[+-]\d\d:\d\d)$/.exec(dateTime)?.[0];
  // An offset together with another zone is ambiguous.
  if (offset !== undefined && zone !== 'UTC') throw badDateTime(dateTime);
  const local = offset === undefined ? dateTime : dateTime.slice(0, -offset.length);
  if (!DAY_TIME.test(local)) throw badDateTime(dateTime);
  const at = offset === undefined ? DateTime.fromISO(local, { zone }) : DateTime.fromISO(dateTime);
  if (!at.isValid) throw badDateTime(dateTime);
  return at.toMillis();
}

/**
 * The instant of an ISO time in a query string. Without an offset it is UTC
 * (docs/platform/graph.md, “A plus sign in a query is a space”).
 */
export function queryInstant(name: string, value: string): number {
  const at = /^\d{4}-\d\d-\d\d/.test(value) ? DateTime.fromISO(value, { zone: 'UTC' }) : undefined;
  if (!at?.isValid) throw new Refusal(400, 'ErrorInvalidParameter', `The value '${value}' of '${name}' is not valid.`);
  return at.toMillis();
}

const badDateTime = (dateTime: string) => badRequest(`The value '${dateTime}' cannot be read as a date and time.`);

/** A time as Graph writes it (docs/platform/graph.md, “Calendar times carry no offset”). */
export function graphTime(at: number, zoneName = 'UTC'): DateTimeTimeZone {
  const zone = zoneOf(zoneName);
  if (zone === undefined) throw zoneNotSupported(zoneName);
  const local = DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS");
  return { dateTime: `${local}0000`, timeZone: zoneName };
}

export const utcStamp = (at: number): string => new Date(at).toISOString();

/** Milliseconds of an ISO 8601 duration, or `undefined` if the text is not a duration. */
export function durationMs(text: string): number | undefined {
  const m = /^P(?=.)(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!m) return undefined;
  const part = (n: number) => Number(m.at(n) ?? 0);
  return (((part(1) * 24 + part(2)) * 60 + part(3)) * 60 + part(4)) * 1_000;
}

/** Bookings writes durations as `PT1H30M`. */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return minutes === 0 ? 'PT0S' : `PT${hours === 0 ? '' : `${hours}H`}${rest === 0 ? '' : `${rest}M`}`;
}
