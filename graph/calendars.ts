import type { CalendarPort } from '../desk/ports/calendars.ts';
import { calendarChanges } from './changes.ts';
import { calendarEvent } from './event.ts';
import { changeEvent, findEvent, putEvent, removeEvent } from './events.ts';
import { createMailboxHours } from './mailbox-hours.ts';
import { schedules } from './schedules.ts';
import type { Transport } from './transport.ts';
import { utc } from './wire.ts';

/** People's calendars in Exchange. `mailbox` is one of ours; free/busy requests for other people are made from it. */
export function createCalendars(transport: Transport, o: { readonly mailbox: string }): CalendarPort {
  return {
    schedules: (mails, from, to) => schedules(transport, o.mailbox, mails, { start: from, end: to }),
    hours: createMailboxHours(transport),
    async put(wanted) {
      const { mail, key, start, end, guests = [] } = wanted;
      const made = await putEvent(transport, mail, {
        key,
        around: { start, end },
        fields: {
          subject: wanted.subject,
          body: { contentType: 'text', content: wanted.text },
          start: utc(start),
          end: utc(end),
          showAs: wanted.status,
          // A hold triggers no reminder.
          isReminderOn: wanted.status === 'busy',
          ...(wanted.place === undefined ? {} : { location: { displayName: wanted.place } }),
          ...(guests.length === 0 ? {} : { attendees: guests.map(attendee), allowNewTimeProposals: false }),
        },
      });
      return { id: made.id };
    },
    async findByKey(mail, key, around) {
      const found = await findEvent(transport, mail, key, around);
      return found && calendarEvent(mail, found);
    },
    show: (mail, id, status) => changeEvent(transport, mail, id, { showAs: status }),
    remove: (mail, id, note) => removeEvent(transport, mail, id, note),
    changes: (mail, window, cursor) => calendarChanges(transport, mail, window, cursor),
  };
}

export function attendee(guest: { readonly name: string; readonly mail: string }): Record<string, unknown> {
  return { type: 'required', emailAddress: { name: guest.name, address: guest.mail } };
}
