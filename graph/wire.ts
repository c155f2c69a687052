import { DateTime } from 'luxon';
import { z } from 'zod';
import { ianaOf } from './zones.ts';

/** How Graph writes values. An optional value that cannot be read counts as absent. */

/** Absent, null or malformed values become `undefined`. */
export function lenient<T>(schema: z.ZodType<T>) {
  return schema
    .nullish()
    .catch(undefined)
    .transform((value) => value ?? undefined);
}

export const optionalText = lenient(z.string().transform((text) => (text === '' ? undefined : text)));
export const optionalFlag = lenient(z.boolean());
export const texts = z
  .array(z.string())
  .nullish()
  .catch([])
  .transform((list) => list ?? []);

/**
 * A page of a list, whatever the list's name
 * (docs/platform/bookings.md, “Lists come under more than one name”). Unlike other optional values, an unreadable entry
 * fails the whole page: a skipped busy time would look free.
 */
export function collection<T>(item: z.ZodType<T>) {
  const links = { '@odata.nextLink': optionalText, '@odata.deltaLink': optionalText };
  return z
    .preprocess(
      (body) => (Array.isArray(body) ? { value: body as unknown[] } : renamed(body)),
      z.object({ value: z.array(item), ...links }),
    )
    .transform((page) => ({ value: page.value, next: page['@odata.nextLink'], delta: page['@odata.deltaLink'] }));
}

function renamed(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || 'value' in body) return body;
  const lists = Object.values(body).filter((value) => Array.isArray(value));
  return lists.length === 1 ? { ...body, value: lists[0] as unknown } : body;
}

/**
 * A wall-clock time with its zone, as ms (docs/platform/graph.md, “Calendar times carry no offset”). `new Date()` would
 * read it in this machine's zone. In the hour that a clock shows twice, a start is the earlier instant and an end the
 * later one: too busy is safer than too free.
 */
function instant(which: 'start' | 'end') {
  return z
    .object({ dateTime: z.string().max(40), timeZone: z.string().max(100).nullish() })
    .transform((time, context) => {
      const at = instantOf(time.dateTime, time.timeZone ?? 'UTC', which);
      if (at !== undefined) return at;
      context.addIssue({ code: 'custom', message: 'is not a readable time' });
      return z.NEVER;
    });
}
export const startTime = instant('start');
export const endTime = instant('end');

export function instantOf(dateTime: string, zone: string, which: 'start' | 'end'): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(dateTime);
  if (!match) return undefined;
  const wall = `${match[1] ?? ''}T${match[2] ?? ''}`;
  if (match[3] !== undefined) return valid(DateTime.fromISO(wall + match[3]));
  const iana = ianaOf(zone);
  if (iana === undefined) return undefined;
  const read = DateTime.fromISO(wall, { zone: iana });
  if (!read.isValid) return undefined;
  const times = read.getPossibleOffsets().map((one) => one.toMillis());
  return which === 'start' ? Math.min(...times) : Math.max(...times);
}

/** An instant with its offset, such as `2026-12-01T14:00:00Z`. */
export const timestamp = lenient(
  z.string().transform((text) => valid(DateTime.fromISO(text.replace(/(\.\d{3})\d+/, '$1'), { zone: 'utc' }))),
);

function valid(time: DateTime): number | undefined {
  return time.isValid ? time.toMillis() : undefined;
}

/** How we write instants (docs/platform/graph.md, “UTC is understood everywhere”). */
export function utc(at: number): { readonly dateTime: string; readonly timeZone: string } {
  return { dateTime: new Date(at).toISOString().slice(0, 19), timeZone: 'UTC' };
}

/** For query options and expirations (docs/platform/graph.md, “A plus sign in a query is a space”). */
export function zulu(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Whole minutes of an ISO 8601 duration (`PT1H30M`, `P1D`); a day has 24 hours here. */
export const durationMinutes = z.string().transform((text, context) => {
  const match = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match) {
    const [, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.map((part: string | undefined) =>
      Number(part ?? 0),
    );
    return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + Math.round(seconds / 60);
  }
  context.addIssue({ code: 'custom', message: 'is not a readable duration' });
  return z.NEVER;
});

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** ISO weekday, 1 Monday to 7 Sunday, from its English name in any case. */
export const weekday = z.string().transform((text, context): 1 | 2 | 3 | 4 | 5 | 6 | 7 => {
  const found = WEEKDAYS.indexOf(text.toLowerCase()) + 1;
  if (found >= 1) return found as 1 | 2 | 3 | 4 | 5 | 6 | 7;
  context.addIssue({ code: 'custom', message: 'is not a day of the week' });
  return z.NEVER;
});

/** `08:00:00.0000000` as `08:00`. */
export const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:\d\d(\.\d+)?)?$/)
  .transform((text) => text.slice(0, 5));

/**
 * Headers for calendar requests: times in UTC, and ids that survive a move to another folder
 * (docs/platform/graph.md, “Immutable ids must be asked for”).
 */
export function prefer(...more: readonly string[]): { readonly Prefer: string } {
  return { Prefer: ['outlook.timezone="UTC"', 'IdType="ImmutableId"', ...more].join(', ') };
}
