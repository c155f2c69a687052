import { preferences, type Call } from './answer.ts';
import { restId } from './ids.ts';
import { expandedProperties, type ListingRules, type Row } from './listing.ts';
import type { EventRow } from './rows.ts';
import { graphTime, utcStamp } from './times.ts';

/** Query rules for events. Graph cannot filter by `transactionId`; use an extended property. */
export const EVENT_RULES: ListingRules = {
  type: 'event',
  page: 10,
  most: 1_000,
  filterable: [
    'subject',
    'start',
    'end',
    'createdDateTime',
    'lastModifiedDateTime',
    'showAs',
    'isCancelled',
    'isAllDay',
    'isOrganizer',
    'type',
    'sensitivity',
    'categories',
    'iCalUId',
    'singleValueExtendedProperties',
  ],
  orderable: ['start', 'end', 'subject', 'createdDateTime', 'lastModifiedDateTime'],
  selectable: ['transactionId', 'singleValueExtendedProperties', 'attachments', 'onlineMeeting', 'recurrence'],
};

/** An event's JSON. The reader chooses the time zone and the form of the id. */
export function eventRow(call: Call, event: EventRow, ownerAddress: string): Row {
  const { immutableIds, timeZone = 'UTC' } = preferences(call);
  const wanted = expandedProperties(call);
  const all = [...event.extended].map(([id, value]) => ({ id, value }));
  const shown = all.filter(({ id }) => wanted.includes(id));
  const mine = event.organizer.address.toLowerCase() === ownerAddress.toLowerCase();
  const json = {
    '@odata.etag': etag(event),
    id: immutableIds ? event.id : restId(event.id),
    createdDateTime: utcStamp(event.createdAt),
    lastModifiedDateTime: utcStamp(event.changedAt),
    changeKey: `ck${event.version}`,
    categories: event.categories,
    // Returned only if the caller set it (event resource page, transactionId).
    ...(event.transactionId === undefined ? {} : { transactionId: event.transactionId }),
    originalStartTimeZone: 'UTC',
    originalEndTimeZone: 'UTC',
    iCalUId: event.iCalUId,
    isReminderOn: event.isReminderOn,
    reminderMinutesBeforeStart: 15,
    hasAttachments: false,
    subject: event.subject,
    bodyPreview: event.body.content.replace(/<[^>]*>/g, '').slice(0, 255),
    importance: 'normal',
    sensitivity: event.sensitivity,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: mine,
    responseRequested: true,
    seriesMasterId: null,
    showAs: event.showAs,
    type: 'singleInstance',
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(restId(event.id))}`,
    onlineMeetingUrl: null,
    isOnlineMeeting: event.joinUrl !== undefined,
    onlineMeeting: event.joinUrl === undefined ? null : { joinUrl: event.joinUrl },
    isDraft: false,
    hideAttendees: false,
    responseStatus: { response: mine ? 'organizer' : 'notResponded', time: '0001-01-01T00:00:00Z' },
    body: event.body,
    start: graphTime(event.start, timeZone),
    end: graphTime(event.end, timeZone),
    location: event.location ?? { displayName: '' },
    locations: event.location === undefined ? [] : [event.location],
    attendees: event.attendees.map(({ name, address, type }) => ({
      type,
      status: { response: 'none', time: '0001-01-01T00:00:00Z' },
      emailAddress: { name, address },
    })),
    organizer: { emailAddress: event.organizer },
    ...(shown.length === 0 ? {} : { singleValueExtendedProperties: shown }),
  };
  return { json, seen: { ...json, singleValueExtendedProperties: all } };
}

export const etag = (event: EventRow): string => `W/"ck${event.version}"`;
