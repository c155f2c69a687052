import type { Interval } from '../../model/technician.ts';
import { book, cancel, change } from './bookings/book.ts';
import { conflict, isWithin, policyOf } from './bookings/rules.ts';
import type { AppointmentRow, BusinessRow, ServiceRow } from './bookings/rows.ts';
import { immutableId } from './ids.ts';
import { invite } from './invitations.ts';
import type { EventRow, FreeBusy, MessageRow, UserRow } from './rows.ts';
import type { GraphState } from './state.ts';

const MINUTE = 60_000;

/** Actions of people in Outlook, Teams and Bookings, and what arrives in mailboxes. Times in ms. */
export function humansIn(state: GraphState) {
  const user = (who: string): UserRow => {
    const row = state.userOf(who);
    if (!row) throw new Error(`the simulated tenant has no ${who}`);
    return row;
  };
  const event = (who: string, id: string): EventRow => {
    const row = state.eventOf(user(who).id, immutableId(id));
    if (!row) throw new Error(`${who} has no event ${id}`);
    return row;
  };
  const business = (id: string): BusinessRow => {
    const row = state.businesses.get(id);
    if (!row) throw new Error(`the simulated tenant has no business ${id}`);
    return row;
  };
  const appointment = (id: string): { where: BusinessRow; row: AppointmentRow } => {
    for (const where of state.businesses.values()) {
      const row = where.appointments.get(id);
      if (row) return { where, row };
    }
    throw new Error(`no business has an appointment ${id}`);
  };

  return {
    /** A person adds an entry to their own calendar. */
    addEvent(who: string, o: Interval & { readonly subject?: string; readonly showAs?: FreeBusy }): EventRow {
      const owner = user(who);
      const now = state.clock.now();
      return state.putEvent({
        id: state.nextId('event'),
        owner: owner.id,
        iCalUId: `outlook-${state.count('human event')}`,
        subject: o.subject ?? 'Busy',
        body: { contentType: 'text', content: '' },
        start: o.start,
        end: o.end,
        location: undefined,
        showAs: o.showAs ?? 'busy',
        isAllDay: false,
        sensitivity: 'normal',
        isReminderOn: true,
        categories: [],
        attendees: [],
        organizer: { name: owner.displayName, address: owner.mail },
        extended: new Map(),
        isCancelled: false,
        createdAt: now,
        changedAt: now,
        version: 1,
      });
    },
    /** Drags an entry in Outlook. Moving the entry of a Bookings appointment does not change the appointment. */
    moveEvent(who: string, id: string, to: Interval): EventRow {
      const row = event(who, id);
      const next = { ...row, ...to, changedAt: state.clock.now(), version: row.version + 1 };
      state.putEvent(next);
      if (next.attendees.length > 0) invite(state, next, 'changed', '');
      return next;
    },
    /** Deletes an entry in Outlook; its guests are notified. */
    cancelEvent(who: string, id: string): void {
      const row = event(who, id);
      state.removeEvent(row);
      if (row.attendees.length > 0 && row.organizer.address === user(who).mail) invite(state, row, 'cancelled', '');
    },
    /** A colleague moves or extends an appointment in Bookings, even over other appointments. */
    moveAppointment(
      id: string,
      to: { readonly start: number; readonly end?: number; readonly staffIds?: readonly string[] },
    ): AppointmentRow {
      const { where, row } = appointment(id);
      return change(state, where, row, {
        start: to.start,
        end: to.end ?? to.start + (row.end - row.start),
        staffIds: to.staffIds ?? row.staffIds,
      });
    },
    /** A colleague cancels an appointment, or the client does with the button in Bookings' mail. */
    cancelAppointment(id: string, message = ''): void {
      const { where, row } = appointment(id);
      cancel(state, where, row, message);
    },
    /**
     * A client books on the Bookings page. Unlike the API, the page checks again and lets one of two bookings win. It
     * assigns a free technician at random (bookings-faq.yml); here the first in the list. Throws when nobody is free.
     */
    bookOnPage(o: {
      readonly business: string;
      readonly serviceId: string;
      readonly start: number;
      readonly customer: { readonly name: string; readonly mail: string };
      readonly staffId?: string;
    }): AppointmentRow {
      const where = business(o.business);
      const service = where.services.get(o.serviceId);
      if (!service || service.hidden) throw new Error('the page does not offer this service');
      const candidates = o.staffId === undefined ? service.staffIds : [o.staffId];
      const staffId = candidates.find((id) => isOffered(state, where, service, id, o.start));
      if (staffId === undefined) throw new Error('the page does not offer this time any more');
      const now = state.clock.now();
      return book(state, where, {
        id: state.nextId('appointment'),
        serviceId: service.id,
        serviceName: service.displayName,
        start: o.start,
        end: o.start + service.minutes * MINUTE,
        staffIds: [staffId],
        customers: [
          {
            customerId: state.nextGuid(7),
            name: o.customer.name,
            emailAddress: o.customer.mail,
            phone: '',
            notes: '',
            timeZone: where.timeZone,
            location: null,
            customQuestionAnswers: [],
          },
        ],
        customerTimeZone: where.timeZone,
        label: undefined,
        online: service.online,
        joinUrl: service.online ? 'https://teams.microsoft.com/l/meetup-join/page' : undefined,
        optOut: false,
        mayManage: service.mayManage,
        staffNotes: '',
        additionalInformation: '',
        location: undefined,
        reminders: [],
        preBufferMinutes: service.preBufferMinutes,
        postBufferMinutes: service.postBufferMinutes,
        maximumAttendees: service.maximumAttendees,
        selfServiceId: state.nextGuid(5),
        createdAt: now,
        changedAt: now,
        listedAt: now + state.settings.lag.appointmentsMs,
      });
    },
    /** Turns automatic replies on, scheduled if `when` is given. */
    away(who: string, when?: Interval): void {
      user(who).automaticReplies = when ? { status: 'scheduled', ...when } : { status: 'alwaysEnabled' };
    },
    back(who: string): void {
      user(who).automaticReplies = { status: 'disabled' };
    },
    /** Sets a person's presence in Teams: `Available`, `Busy`, `Offline`, … */
    presence(who: string, availability: string, activity = availability): void {
      user(who).presence = { availability, activity };
    },
    /** The mails in an inbox, inside or outside the tenant, newest first. */
    inbox(address: string): readonly MessageRow[] {
      const now = state.clock.now();
      return [...state.messages.values()]
        .filter((mail) => mail.mailbox === address.toLowerCase() && mail.folder === 'inbox' && mail.visibleAt <= now)
        .reverse();
    },
    /** All events in a person's calendar, earliest first. */
    calendar(who: string): readonly EventRow[] {
      return state.eventsOf(user(who).id).sort((a, b) => a.start - b.start);
    },
    /** All appointments of a business, including those that lists do not show yet. */
    appointments(id: string): readonly AppointmentRow[] {
      return [...business(id).appointments.values()];
    },
  };
}
export type Humans = ReturnType<typeof humansIn>;

/** Whether the page would offer the time: open hours, enough notice, and no conflict. */
function isOffered(
  state: GraphState,
  business: BusinessRow,
  service: ServiceRow,
  staffId: string,
  start: number,
): boolean {
  const staff = business.staff.get(staffId);
  if (!staff || !service.staffIds.includes(staffId)) return false;
  const wish = {
    start,
    end: start + service.minutes * MINUTE,
    staffIds: [staffId],
    preBufferMinutes: service.preBufferMinutes,
    postBufferMinutes: service.postBufferMinutes,
  };
  const { leastNoticeMinutes, farthestMinutes } = policyOf(business, service);
  const notice = (start - state.clock.now()) / MINUTE;
  return (
    notice >= leastNoticeMinutes &&
    notice <= farthestMinutes &&
    isWithin(staff.hours ?? business.hours, business.timeZone, wish) &&
    conflict(state, business, wish) === undefined
  );
}
