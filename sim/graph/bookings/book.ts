import type { Interval } from '../../../model/technician.ts';
import { calendarFile } from '../calendar-file.ts';
import { deliver } from '../mail.ts';
import type { EventRow } from '../rows.ts';
import type { GraphState } from '../state.ts';
import { withBuffers } from './rules.ts';
import type { AppointmentRow, BusinessRow } from './rows.ts';

/** Adds an appointment to the business and to its staff's calendars, and mails the staff and the customer. */
export function book(state: GraphState, business: BusinessRow, row: AppointmentRow): AppointmentRow {
  business.appointments.set(row.id, row);
  followUp(state, business, row.id);
  tellStaff(state, business, row, 'New booking');
  if (!row.optOut) tellCustomers(state, business, row, 'confirmed', '');
  return row;
}

/** Changes an appointment's time or staff. Staff who stay keep their calendar entry. */
export function change(
  state: GraphState,
  business: BusinessRow,
  row: AppointmentRow,
  to: Partial<AppointmentRow>,
): AppointmentRow {
  const next = { ...row, ...to, changedAt: state.clock.now() };
  business.appointments.set(row.id, next);
  followUp(state, business, row.id);
  if (next.start !== row.start || next.end !== row.end) {
    tellStaff(state, business, next, 'Booking changed');
    if (!next.optOut) tellCustomers(state, business, next, 'changed', '');
  }
  return next;
}

/** Deletes an appointment. The customer receives `message`; if it is `undefined`, nobody is mailed. */
export function cancel(
  state: GraphState,
  business: BusinessRow,
  row: AppointmentRow,
  message: string | undefined,
): void {
  business.appointments.delete(row.id);
  followUp(state, business, row.id);
  if (message === undefined) return;
  tellStaff(state, business, row, 'Booking cancelled');
  // `cancel` mails its message even to a customer who opted out of mail (bookingappointment-cancel).
  tellCustomers(state, business, row, 'cancelled', message);
}

/**
 * Updates the calendars of the staff and of the Bookings mailbox (appointments are events of that mailbox:
 * microsoft/bookings-samples#5). Like Exchange, it does so later and uses the appointment's state at that time.
 */
function followUp(state: GraphState, business: BusinessRow, id: string): void {
  state.later(state.settings.lag.staffCalendarMs, 'graph bookings calendars', () => {
    const row = business.appointments.get(id);
    const held = [...state.events.values()].filter((event) => event.appointmentId === id);
    const staff = (row?.staffIds ?? []).flatMap((one) => business.staff.get(one)?.mail ?? []);
    const owners = row ? [business.id, ...staff].flatMap((mail) => state.userOf(mail)?.id ?? []) : [];
    for (const event of held) if (!owners.includes(event.owner)) state.removeEvent(event);
    if (!row) return;
    for (const owner of owners) copyTo(state, business, row, owner, held);
  });
}

function copyTo(
  state: GraphState,
  business: BusinessRow,
  row: AppointmentRow,
  owner: string,
  held: readonly EventRow[],
): void {
  const before = held.find((event) => event.owner === owner);
  const { start, end }: Interval = state.settings.bookings.buffersInCalendar ? withBuffers(row) : row;
  if (before && before.start === start && before.end === end) return;
  const now = state.clock.now();
  const [customer] = row.customers;
  state.putEvent({
    id: before?.id ?? state.nextId('event'),
    owner,
    iCalUId: `bookings-${row.id}`,
    subject: `${row.serviceName}: ${customer?.name ?? ''}`,
    body: { contentType: 'text', content: row.staffNotes },
    start,
    end,
    location: row.location,
    showAs: 'busy',
    isAllDay: false,
    sensitivity: 'normal',
    isReminderOn: true,
    categories: [],
    attendees: [],
    organizer: { name: business.displayName, address: business.id },
    extended: new Map(),
    isCancelled: false,
    createdAt: before?.createdAt ?? now,
    changedAt: now,
    version: (before?.version ?? 0) + 1,
    appointmentId: row.id,
  });
}

/** Staff receive an invitation without an .ics file (MicrosoftDocs/microsoft-365-docs#10746). */
function tellStaff(state: GraphState, business: BusinessRow, row: AppointmentRow, what: string): void {
  for (const id of row.staffIds) {
    const staff = business.staff.get(id);
    if (!staff) continue;
    deliver(state, {
      from: { name: business.displayName, address: business.id },
      to: [{ name: staff.displayName, address: staff.mail }],
      subject: `${what}: ${row.serviceName}, ${row.customers[0]?.name ?? ''}`,
      contentType: 'text',
      content: `${row.serviceName}\n${stretch(row)}\n${row.staffNotes}`,
    });
  }
}

function tellCustomers(
  state: GraphState,
  business: BusinessRow,
  row: AppointmentRow,
  what: 'confirmed' | 'changed' | 'cancelled',
  message: string,
): void {
  for (const customer of row.customers) {
    if (customer.emailAddress === '') continue;
    const file = calendarFile({
      uid: `bookings-${row.id}`,
      sequence: Math.round(row.changedAt / 1_000),
      now: row.changedAt,
      method: what === 'cancelled' ? 'CANCEL' : 'REQUEST',
      summary: row.serviceName,
      start: row.start,
      end: row.end,
      organizer: business.id,
    });
    const paragraphs = [
      `Your booking with ${business.displayName} is ${what}.`,
      `${row.serviceName}, ${stretch(row)}`,
      ...(message === '' ? [] : [message]),
      ...(row.additionalInformation === '' ? [] : [row.additionalInformation]),
    ];
    deliver(state, {
      from: { name: business.displayName, address: business.id },
      to: [{ name: customer.name, address: customer.emailAddress }],
      subject: `Your booking is ${what}: ${row.serviceName}`,
      contentType: 'html',
      content: paragraphs.map((text) => `<p>${escaped(text)}</p>`).join(''),
      attachments: [
        { name: 'booking.ics', contentType: 'text/calendar', contentBytes: Buffer.from(file).toString('base64') },
      ],
    });
  }
}

const stretch = (o: Interval) =>
  `${new Date(o.start).toISOString().slice(0, 16).replace('T', ' ')} to ${new Date(o.end).toISOString().slice(11, 16)} UTC`;
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
