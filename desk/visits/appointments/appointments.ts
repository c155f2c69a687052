import { OutsideError } from '../../../model/errors.ts';
import type { Slot, Visit, VisitKind } from '../../../model/visit.ts';
import { oneLine, SHOWN } from '../../client-messages/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { BookingBusiness, BookingService, BookingsPort, NewAppointment } from '../../ports/bookings.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { mailsOf } from './visit-people.ts';

/** Ids of fallback appointments carry this prefix, so that they are moved and cancelled where they were made. */
const SPARE = 'exchange/';

export function idIn(port: BookingsPort, id: string): string {
  return port.mode === 'exchange' ? `${SPARE}${id}` : id;
}

export function bareId(id: string): string {
  return id.startsWith(SPARE) ? id.slice(SPARE.length) : id;
}

/** The port of an appointment; `undefined` when there is none yet or its port is no longer configured. */
export function portOf({ bookings, spare }: VisitDeps, id: string | undefined): BookingsPort | undefined {
  if (id === undefined) return undefined;
  const mode = id.startsWith(SPARE) ? 'exchange' : 'bookings';
  return [bookings, spare].find((port) => port?.mode === mode);
}

/**
 * The service that a visit is booked as: the shortest of its kind that is long enough, otherwise the longest. An
 * appointment must last exactly as long as its service (docs/platform/bookings.md, “An application must keep the rules
 * of the business”).
 */
export function serviceFor(
  business: BookingBusiness,
  named: readonly string[],
  minutes: number,
): BookingService | undefined {
  const fitting = business.services
    .filter(({ id, name }) => named.includes(id) || named.includes(name))
    .sort((a, b) => a.minutes - b.minutes);
  return fitting.find((service) => service.minutes >= minutes) ?? fitting.at(-1);
}

/**
 * The Bookings staff ids of the people who come. A person who is not a staff member there cannot be booked, and the
 * error names them.
 */
export async function staffFor(
  deps: Pick<DeskDeps, 'store'>,
  business: BookingBusiness,
  personIds: readonly string[],
): Promise<readonly string[]> {
  const people = await mailsOf(deps, personIds);
  return people.map(({ mail, name }) => {
    const staff = business.staff.find((one) => one.mail.toLowerCase() === mail.toLowerCase());
    if (staff) return staff.id;
    throw new OutsideError('BOOKINGS_REFUSED', `${name} is no staff member of ${business.name} in Bookings.`, {
      done: 'no',
      retry: 'never',
    });
  });
}

/** The appointment that Bookings is asked to create. */
export async function appointmentOf(
  deps: DeskDeps,
  { policy }: VisitDeps,
  port: BookingsPort,
  visit: Visit,
  slot: Slot,
): Promise<NewAppointment> {
  const business = await port.business();
  const service = serviceFor(business, policy.services[visit.kind], visit.minutes);
  if (!service) {
    throw new OutsideError('BOOKINGS_REFUSED', `${business.name} has no service for ${WORDS[visit.kind]}.`, {
      done: 'no',
      retry: 'never',
    });
  }
  const text = (await deps.store.get('visitTexts', visit.visitId))?.data;
  if (!text) throw new TypeError(`visit ${visit.visitId} has no words`);
  const ticket = (await deps.store.get('tickets', visit.ticketId))?.data;
  return {
    key: visit.visitId,
    serviceId: service.id,
    staffIds: await staffFor(deps, business, slot.personIds),
    start: slot.start,
    end: slot.end,
    customer: {
      name: oneLine(text.contactName, SHOWN.name),
      mail: text.contactMail,
      timeZone: text.timeZone,
      ...(text.contactPhone === undefined ? {} : { phone: text.contactPhone }),
      ...(text.place ? { address: oneLine(text.place.address, SHOWN.line) } : {}),
    },
    answers: service.questions.flatMap(({ id, text: question }) => {
      const answer = text.answers[id];
      return answer === undefined ? [] : [{ questionId: id, question, answer }];
    }),
    staffNote: [`Ticket ${ticket?.number ?? visit.ticketId}`, ticket?.url, text.note].filter(Boolean).join('\n'),
    online: visit.kind !== 'on-site' && service.online,
    mailByBookings: policy.mailsBy === 'bookings',
  };
}

const WORDS: Readonly<Record<VisitKind, string>> = {
  'on-site': 'on-site visits',
  remote: 'remote sessions',
  call: 'calls',
};
