import { DateTime } from 'luxon';
import type { Appointment, BookingBusiness, BookingsPort, NewAppointment } from '../desk/ports/bookings.ts';
import { OutsideError } from '../model/errors.ts';
import { attendee } from './calendars.ts';
import { keyOf, type GraphEvent } from './event.ts';
import { changeEvent, eventByCalendarId, findEvent, putEvent, removeEvent, viewEvents } from './events.ts';
import { unreadable } from './failure.ts';
import type { Transport } from './transport.ts';
import { utc } from './wire.ts';
import { windowsOf } from './zones.ts';

/**
 * The Bookings port without Bookings, for tenants without a license and as the fallback when Bookings is unavailable.
 * An appointment is a meeting in the dispatch mailbox's calendar. Its guests are the technicians, and the client if
 * Exchange should mail them. `business` takes the place of the Bookings business and comes from our own settings. Staff
 * ids are mail addresses, and appointment ids are iCalendar ids.
 */
export function createExchangeMode(
  transport: Transport,
  o: { readonly mailbox: string; readonly business: () => Promise<BookingBusiness> },
): BookingsPort {
  const { mailbox } = o;

  async function appointmentOf(found: GraphEvent): Promise<Appointment | undefined> {
    const { staff } = await o.business();
    if (found.start === undefined || found.end === undefined || found.isCancelled === true) return undefined;
    if (found.iCalUId === undefined) return undefined;
    const guests = (found.attendees ?? []).flatMap((one) => one.emailAddress ?? []);
    const isStaff = (address: string) => staff.some((person) => same(person.mail, address));
    const client = guests.find((one) => !isStaff(one.address ?? ''));
    const label = keyOf(found);
    const changedAt = Date.parse(found.lastModifiedDateTime ?? '');
    return {
      id: found.iCalUId,
      start: found.start,
      end: found.end,
      serviceId: '',
      staffIds: staff
        .filter((person) => guests.some((one) => same(one.address ?? '', person.mail)))
        .map((one) => one.id),
      selfService: false,
      ...(label === undefined ? {} : { label }),
      ...(client?.name === undefined ? {} : { customerName: client.name }),
      ...(client?.address === undefined ? {} : { customerMail: client.address }),
      ...(found.onlineMeeting?.joinUrl === undefined ? {} : { joinUrl: found.onlineMeeting.joinUrl }),
      ...(Number.isNaN(changedAt) ? {} : { changedAt }),
    };
  }

  async function guestsOf(staffIds: readonly string[]): Promise<{ name: string; mail: string }[]> {
    const { staff } = await o.business();
    return staffIds.map((id) => {
      const person = staff.find((one) => one.id === id && one.active);
      if (person) return { name: person.name, mail: person.mail };
      throw refused(`No bookable technician has the mail address ${id}`);
    });
  }

  return {
    mode: 'exchange',
    business: o.business,
    async create(wanted) {
      if (wanted.end <= wanted.start) throw refused('The appointment ends before it starts');
      const staff = await guestsOf(wanted.staffIds);
      const { name: service = 'Visit' } =
        (await o.business()).services.find((one) => one.id === wanted.serviceId) ?? {};
      const made = await putEvent(transport, mailbox, {
        key: wanted.key,
        around: wanted,
        fields: fieldsOf(wanted, service, staff),
      });
      const joinUrl = made.onlineMeeting?.joinUrl;
      const id = made.iCalUId;
      if (id === undefined) throw unreadable('write', 'an event without an iCalUId', 'POST /users/{id}/events');
      return joinUrl === undefined ? { id } : { id, joinUrl };
    },
    async get(id) {
      const found = await eventByCalendarId(transport, mailbox, id);
      return found && appointmentOf(found);
    },
    async findByKey(key, around) {
      const found = await findEvent(transport, mailbox, key, around);
      return found && appointmentOf(found);
    },
    async list(window) {
      const found: Appointment[] = [];
      for (const one of await viewEvents(transport, mailbox, window)) {
        const appointment = keyOf(one) === undefined ? undefined : await appointmentOf(one);
        if (appointment) found.push(appointment);
      }
      return found;
    },
    async move(id, to) {
      const found = await eventByCalendarId(transport, mailbox, id);
      if (!found || found.isCancelled === true) return false;
      const { staff } = await o.business();
      const others = (found.attendees ?? [])
        .flatMap((one) => one.emailAddress ?? [])
        .filter(({ address = '' }) => address !== '' && !staff.some((person) => same(person.mail, address)))
        .map(({ name, address = '' }) => ({ name: name ?? address, mail: address }));
      const attendees = [...(await guestsOf(to.staffIds)), ...others].map(attendee);
      return changeEvent(transport, mailbox, found.id, { start: utc(to.start), end: utc(to.end), attendees });
    },
    async cancel(id, message) {
      const found = await eventByCalendarId(transport, mailbox, id);
      return found !== undefined && removeEvent(transport, mailbox, found.id, message ?? '');
    },
  };
}

/** All guests can read the text, so it leaves out the staff note when the client is invited. */
function fieldsOf(
  wanted: NewAppointment,
  service: string,
  staff: readonly { readonly name: string; readonly mail: string }[],
): Record<string, unknown> {
  const { customer, mailByBookings, online } = wanted;
  const guests = mailByBookings ? [...staff, { name: customer.name, mail: customer.mail }] : staff;
  const contact = [customer.name, customer.phone, customer.address].filter((part) => part !== undefined).join('\n');
  return {
    subject: `${service}: ${customer.name}`,
    body: { contentType: 'text', content: mailByBookings ? contact : `${contact}\n\n${wanted.staffNote}` },
    start: shownIn(customer.timeZone, wanted.start),
    end: shownIn(customer.timeZone, wanted.end),
    showAs: 'busy',
    allowNewTimeProposals: false,
    attendees: guests.map(attendee),
    ...(customer.address === undefined || online ? {} : { location: { displayName: customer.address } }),
    ...(online ? { isOnlineMeeting: true, onlineMeetingProvider: 'teamsForBusiness' } : {}),
  };
}

/**
 * An instant in the zone that the invitation should show. UTC if Microsoft has no name for the zone, or if the wall
 * clock shows that hour twice and the time would be ambiguous.
 */
function shownIn(timeZone: string, at: number): { readonly dateTime: string; readonly timeZone: string } {
  const windows = windowsOf(timeZone);
  const wall = DateTime.fromMillis(at, { zone: timeZone });
  if (windows === undefined || wall.getPossibleOffsets().length > 1) return utc(at);
  return { dateTime: wall.toFormat("yyyy-MM-dd'T'HH:mm:ss"), timeZone: windows };
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

function refused(words: string): OutsideError {
  return new OutsideError('BOOKINGS_REFUSED', words, { done: 'no', retry: 'never' });
}
