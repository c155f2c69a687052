import type { Interval } from '../model/technician.ts';
import { ask, askAll, tell } from './ask.ts';
import { CATEGORY, event, EVENT_FIELDS, keyOf, type GraphEvent } from './event.ts';
import { GraphFailure, isStatus } from './failure.ts';
import { EXPAND_KEY, keyProperties } from './key-property.ts';
import { path, withQuery } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { collection, prefer, zulu } from './wire.ts';

const DAY = 24 * 60 * 60_000;
/** People move entries by hand: a key is looked for this far around the time it was made for. */
const MOVED_BY = 14 * DAY;
const PAGE = 100;

/** What a new entry says; times are already written the way the reader of the invitation should see them. */
export interface NewEvent {
  readonly key: string;
  readonly around: Interval;
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Puts an entry in, once for each key (docs/platform/graph.md, “A repeated transactionId makes no second event”). When
 * the entry has changed since, Graph answers a repeat with ErrorDuplicateTransactionId, and then it is looked for.
 * Throws GRAPH_REFUSED when it was made and is gone again: a new entry needs a new key.
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

/** Read from the calendar itself, not searched for: what was written a moment ago is there. */
export async function findEvent(
  transport: Transport,
  mail: string,
  key: string,
  around: Interval,
): Promise<GraphEvent | undefined> {
  const wide = { start: around.start - MOVED_BY, end: around.end + MOVED_BY };
  return (await viewEvents(transport, mail, wide)).find((one) => keyOf(one) === key);
}

/** All entries that touch the window, series unrolled. */
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
 * By its iCalendar id, which it keeps for life. Not by `/events/{id}`: Microsoft's permission table has that read for
 * Calendars.Read alone, and we ask for Calendars.ReadWrite.
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

/** `false`: it is not there any more. */
export function changeEvent(
  transport: Transport,
  mail: string,
  id: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<boolean> {
  return tell(transport, { method: 'PATCH', at: path`/users/${mail}/events/${id}`, headers: prefer(), body: fields });
}

/**
 * Takes an entry out. With a note its guests are told; only a meeting with guests can be cancelled, and a plain entry
 * (400) is deleted. `false`: it was not there any more.
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
