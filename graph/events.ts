import type { Interval } from '../model/technician.ts';
import { ask, askAll, tell } from './ask.ts';
import { CATEGORY, event, EVENT_FIELDS, keyOf, type GraphEvent } from './event.ts';
import { GraphFailure, isStatus } from './failure.ts';
import { EXPAND_KEY, keyProperties } from './key-property.ts';
import { path, withQuery } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { collection, prefer, zulu } from './wire.ts';

const DAY = 24 * 60 * 60_000;
/** People move entries by hand: the search for a key extends this far around the original time. */
const MOVED_BY = 14 * DAY;
const PAGE = 100;

/** A new entry. Times in `fields` are already in the time zone that the invitation should show. */
export interface NewEvent {
  readonly key: string;
  readonly around: Interval;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Creates an entry once per key (docs/platform/graph.md, “A repeated transactionId makes no second event”). If the
 * entry has changed since, Graph answers a repeat with ErrorDuplicateTransactionId, and the entry is looked up.
 * Throws GRAPH_REFUSED if the entry was created and then deleted: a new entry needs a new key.
 */
export async function putEvent(transport: Transport, mail: string, wanted: NewEvent): Promise<GraphEvent> {
  const call: GraphCall = {
    method: 'POST',
    at: path`/users/${mail}/events`,
    headers: prefer(),
    body: {
      ...wanted.fields,
      categories: [CATEGORY],
      transactionId: wanted.key,
      singleValueExtendedProperties: keyProperties(wanted.key),
    },
  };
  try {
    return await ask(transport, call, event);
  } catch (thrown) {
    if (!(thrown instanceof GraphFailure) || !thrown.says('ErrorDuplicateTransactionId')) throw thrown;
    const there = await findEvent(transport, mail, wanted.key, wanted.around);
    if (there) return there;
    throw thrown;
  }
}

/** Reads the calendar instead of using search, so an entry written a moment ago is found. */
export async function findEvent(
  transport: Transport,
  mail: string,
  key: string,
  around: Interval,
): Promise<GraphEvent | undefined> {
  const wide = { start: around.start - MOVED_BY, end: around.end + MOVED_BY };
  return (await viewEvents(transport, mail, wide)).find((one) => keyOf(one) === key);
}

/** All entries that overlap the window, with series expanded. */
export async function viewEvents(transport: Transport, mail: string, window: Interval): Promise<GraphEvent[]> {
  const at = withQuery(path`/users/${mail}/calendarView`, {
    startDateTime: zulu(window.start),
    endDateTime: zulu(window.end),
    $select: EVENT_FIELDS,
    $expand: EXPAND_KEY,
    $top: PAGE,
  });
  return (await askAll(transport, { method: 'GET', at, headers: prefer() }, event)).items;
}

/**
 * Finds an event by its iCalendar id, which never changes. `/events/{id}` is no option: Microsoft's permission table
 * lists that read under Calendars.Read only, and Callboard asks for Calendars.ReadWrite.
 */
export async function eventByCalendarId(
  transport: Transport,
  mail: string,
  iCalUId: string,
): Promise<GraphEvent | undefined> {
  const at = withQuery(path`/users/${mail}/events`, {
    $filter: `iCalUId eq '${iCalUId.replaceAll("'", "''")}'`,
    $select: EVENT_FIELDS,
    $expand: EXPAND_KEY,
    $top: 1,
  });
  const found = await ask(transport, { method: 'GET', at, headers: prefer() }, collection(event));
  return found.value[0];
}

/** Returns `false` if the event no longer exists. */
export function changeEvent(
  transport: Transport,
  mail: string,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  return tell(transport, { method: 'PATCH', at: path`/users/${mail}/events/${id}`, headers: prefer(), body: fields });
}

/**
 * Removes an entry. A note is sent to its guests by cancelling; Graph cancels only meetings with guests, so a plain
 * entry (400) is deleted instead. Returns `false` if the entry no longer existed.
 */
export async function removeEvent(transport: Transport, mail: string, id: string, note?: string): Promise<boolean> {
  const at = path`/users/${mail}/events/${id}`;
  if (note !== undefined) {
    const cancel: GraphCall = {
      method: 'POST',
      at: path`/users/${mail}/events/${id}/cancel`,
      headers: prefer(),
      body: { comment: note },
    };
    try {
      return await tell(transport, cancel);
    } catch (thrown) {
      if (!isStatus(thrown, 400)) throw thrown;
    }
  }
  return tell(transport, { method: 'DELETE', at, headers: prefer() });
}
