import { z } from 'zod';
import type { CalendarEvent } from '../desk/ports/calendars.ts';
import { keyIn } from './key-property.ts';
import { endTime, lenient, optionalFlag, optionalText, startTime, texts } from './wire.ts';

/** The category that people see on our entries. Clean-up uses it to recognize them. */
export const CATEGORY = 'Callboard';

export const EVENT_FIELDS =
  'id,iCalUId,subject,start,end,showAs,isCancelled,categories,transactionId,type,seriesMasterId,attendees,onlineMeeting,lastModifiedDateTime';

const attendee = z.object({
  emailAddress: lenient(z.object({ name: optionalText, address: optionalText })),
});

/**
 * An event as Graph returns it. In a delta, an occurrence of a series has little more than its times; the other fields
 * are on the series master (learn.microsoft.com/graph/delta-query-events).
 */
export const event = z.object({
  id: z.string().min(1),
  iCalUId: optionalText,
  subject: optionalText,
  start: lenient(startTime),
  end: lenient(endTime),
  showAs: optionalText,
  isCancelled: optionalFlag,
  categories: texts,
  transactionId: optionalText,
  type: optionalText,
  seriesMasterId: optionalText,
  attendees: lenient(z.array(attendee)),
  onlineMeeting: lenient(z.object({ joinUrl: optionalText })),
  lastModifiedDateTime: optionalText,
  singleValueExtendedProperties: lenient(z.array(z.object({ id: z.string(), value: optionalText }))),
  '@removed': lenient(z.object({ reason: optionalText })),
});
export type GraphEvent = z.output<typeof event>;

const STATUS: Readonly<Record<string, CalendarEvent['status']>> = {
  free: 'free',
  tentative: 'tentative',
  busy: 'busy',
  oof: 'away',
  workingelsewhere: 'elsewhere',
};

/** The key of an entry of ours. Falls back to our transactionId, because a delta returns no named properties. */
export function keyOf(found: GraphEvent): string | undefined {
  return (
    keyIn(found.singleValueExtendedProperties ?? []) ??
    (found.categories.includes(CATEGORY) ? found.transactionId : undefined)
  );
}

/** Returns `undefined` for an entry without times, such as some series masters. An unknown status counts as busy. */
export function calendarEvent(mail: string, found: GraphEvent, master?: GraphEvent): CalendarEvent | undefined {
  if (found.start === undefined || found.end === undefined) return undefined;
  const key = keyOf(found);
  const status = STATUS[(found.showAs ?? master?.showAs ?? '').toLowerCase()] ?? 'busy';
  return {
    id: found.id,
    mail,
    start: found.start,
    end: found.end,
    subject: found.subject ?? master?.subject ?? '',
    status,
    cancelled: found.isCancelled ?? master?.isCancelled ?? false,
    ...(key === undefined ? {} : { key }),
  };
}
