import { z } from 'zod';
import type { Appointment, BookingBusiness, BookingsPort, NewAppointment } from '../desk/ports/bookings.ts';
import { OutsideError } from '../model/errors.ts';
import { ask, askAll, find, tell } from './ask.ts';
import { createBookingList, EVENT_ID } from './booking-list.ts';
import { brokenAnswer, brokenRule } from './booking-rules.ts';
import { appointment, business, businessOf, question, service, staff, type Question } from './booking-wire.ts';
import { GraphFailure, isStatus } from './failure.ts';
import { createOptional } from './optional.ts';
import { path } from './path.ts';
import type { Transport } from './transport.ts';
import { optionalText, utc } from './wire.ts';

/** Rules change rarely: an appointment is checked against rules that are at most this old. */
const RULES_MS = 10 * 60_000;
/** People move appointments by hand: the search for a key extends this far around the original time. */
const MOVED_BY = 14 * 24 * 60 * 60_000;

interface Rules {
  readonly business: BookingBusiness;
  readonly questions: readonly Question[];
  readonly at: number;
}

/**
 * Microsoft Bookings. `businessId` is the business's mail address; `timeZone` (IANA) is used when the business has
 * none. Writes are not retried here (docs/platform/bookings.md, “Creating an appointment has no key and no lock”): the
 * caller checks `findByKey` first and then decides.
 */
export function createBookings(
  transport: Transport,
  o: { readonly businessId: string; readonly timeZone: string },
): BookingsPort {
  const { clock, log } = transport;
  const optional = createOptional(log, () => clock.now());
  const listed = createBookingList(transport, o.businessId);
  let rules: Rules | undefined;

  async function readRules(): Promise<Rules> {
    const id = o.businessId;
    const get = { method: 'GET' } as const;
    const found = await ask(transport, { ...get, at: path`/solutions/bookingBusinesses/${id}` }, business);
    const services = await askAll(
      transport,
      { ...get, at: path`/solutions/bookingBusinesses/${id}/services` },
      service,
    );
    const people = await askAll(
      transport,
      { ...get, at: path`/solutions/bookingBusinesses/${id}/staffMembers` },
      staff,
    );
    const questions = await optional(
      'Bookings.ReadWrite.All',
      async () =>
        (await askAll(transport, { ...get, at: path`/solutions/bookingBusinesses/${id}/customQuestions` }, question))
          .items,
      [],
    );
    const parts = { services: services.items, staff: people.items, questions };
    rules = { business: businessOf(found, parts, o.timeZone), questions, at: clock.now() };
    return rules;
  }
  const current = async () => (rules && clock.now() - rules.at < RULES_MS ? rules : readRules());

  /** Drops the cached rules: a refusal may mean that a rule has changed. */
  function refusedBy(thrown: unknown): unknown {
    const failure = bookingsFailure(thrown);
    if (failure) rules = undefined;
    return failure ?? thrown;
  }

  async function get(id: string): Promise<Appointment | undefined> {
    if (id.startsWith(EVENT_ID)) return undefined;
    const at = path`/solutions/bookingBusinesses/${o.businessId}/appointments/${id}`;
    return find(transport, { method: 'GET', at }, appointment);
  }

  return {
    mode: 'bookings',
    business: async () => (await readRules()).business,
    async create(wanted) {
      const { business: known, questions } = await current();
      const offered = known.services.find((one) => one.id === wanted.serviceId);
      const broken =
        brokenRule(known, wanted.serviceId, wanted, clock.now()) ?? (offered && brokenAnswer(offered, wanted.answers));
      if (broken !== undefined) throw refused(broken);
      const made = z.object({ id: z.string().min(1), joinWebUrl: optionalText });
      const at = path`/solutions/bookingBusinesses/${o.businessId}/appointments`;
      try {
        const body = bodyOf(wanted, offered?.name ?? '', offered?.questions ?? [], questions);
        const { id, joinWebUrl } = await ask(transport, { method: 'POST', at, body }, made);
        return joinWebUrl === undefined ? { id } : { id, joinUrl: joinWebUrl };
      } catch (thrown) {
        throw refusedBy(thrown);
      }
    },
    get,
    async findByKey(key, around) {
      const wide = { start: around.start - MOVED_BY, end: around.end + MOVED_BY };
      const { source, appointments } = await listed(wide);
      const labelled = appointments.find((one) => one.label === key);
      if (labelled) return labelled;
      const alike = appointments.filter(
        (one) => one.label === undefined && one.start === around.start && one.end === around.end,
      );
      if (source === 'events' && alike.length > 0) {
        // An appointment exists at that time, but we cannot see whose it is: waiting is safer than booking twice.
        const words = 'Bookings does not let us see whether this appointment was made';
        throw new OutsideError('GRAPH_UNREACHABLE', words, { done: 'unknown', retry: 'later' });
      }
      // Lists are incomplete (docs/platform/bookings.md, “Lists leave out customers and notes”), so read each one.
      for (const one of alike) {
        const whole = await get(one.id);
        if (whole?.label === key) return whole;
      }
      return undefined;
    },
    list: async (window) => (await listed(window)).appointments,
    async move(id, to) {
      const found = await get(id);
      if (!found) return false;
      const broken = brokenRule((await current()).business, found.serviceId, to, clock.now());
      if (broken !== undefined) throw refused(broken);
      const body = {
        '@odata.type': '#microsoft.graph.bookingAppointment',
        startDateTime: utc(to.start),
        endDateTime: utc(to.end),
        staffMemberIds: to.staffIds,
      };
      const at = path`/solutions/bookingBusinesses/${o.businessId}/appointments/${id}`;
      try {
        return await tell(transport, { method: 'PATCH', at, body });
      } catch (thrown) {
        throw refusedBy(thrown);
      }
    },
    async cancel(id, message) {
      const base = path`/solutions/bookingBusinesses/${o.businessId}/appointments/${id}`;
      if (message === undefined) return tell(transport, { method: 'DELETE', at: base });
      const at = path`/solutions/bookingBusinesses/${o.businessId}/appointments/${id}/cancel`;
      try {
        return await tell(transport, { method: 'POST', at, body: { cancellationMessage: message } });
      } catch (thrown) {
        if (!isStatus(thrown, 403)) throw thrown;
        // Deleting needs less (docs/platform/bookings.md, “Cancelling takes the larger permission”).
        log.warn('bookings.cancelled-unannounced', { permission: 'Bookings.ReadWrite.All' });
        return tell(transport, { method: 'DELETE', at: base });
      }
    },
  };
}

/**
 * The appointment's JSON. Field names follow the metadata
 * (docs/platform/bookings.md, “The metadata and the documentation name times differently”), and entries of abstract
 * collections name their type (docs/platform/bookings.md, “Customers must name their type”).
 */
function bodyOf(
  wanted: NewAppointment,
  serviceName: string,
  asked: BookingBusiness['services'][number]['questions'],
  questions: readonly Question[],
): Record<string, unknown> {
  const { customer } = wanted;
  const place = customer.address === undefined ? undefined : { displayName: customer.address };
  return {
    '@odata.type': '#microsoft.graph.bookingAppointment',
    serviceId: wanted.serviceId,
    serviceName,
    startDateTime: utc(wanted.start),
    endDateTime: utc(wanted.end),
    staffMemberIds: wanted.staffIds,
    appointmentLabel: wanted.key,
    serviceNotes: wanted.staffNote,
    isLocationOnline: wanted.online,
    optOutOfCustomerEmail: !wanted.mailByBookings,
    smsNotificationsEnabled: false,
    // Clients have our own pages (docs/platform/bookings.md, “The page that manages a booking shows every service”).
    isCustomerAllowedToManageBooking: false,
    maximumAttendeesCount: 1,
    customerTimeZone: customer.timeZone,
    ...(place === undefined || wanted.online ? {} : { serviceLocation: place }),
    customers: [
      {
        '@odata.type': '#microsoft.graph.bookingCustomerInformation',
        name: customer.name,
        emailAddress: customer.mail,
        ...(customer.phone === undefined ? {} : { phone: customer.phone }),
        timeZone: customer.timeZone,
        ...(place === undefined ? {} : { location: place }),
        customQuestionAnswers: wanted.answers.map((one) => answerOf(one, asked, questions)),
      },
    ],
  };
}

function answerOf(
  given: NewAppointment['answers'][number],
  asked: BookingBusiness['services'][number]['questions'],
  questions: readonly Question[],
): Record<string, unknown> {
  const known = asked.find((one) => one.id === given.questionId);
  const type = questions.find((one) => one.id === given.questionId)?.answerInputType?.toLowerCase();
  const chosen = type === 'radiobutton';
  return {
    questionId: given.questionId,
    question: given.question,
    answer: given.answer,
    answerInputType: chosen ? 'radioButton' : 'text',
    answerOptions: known?.options ?? [],
    isRequired: known?.required ?? false,
    selectedOptions: chosen && given.answer !== '' ? [given.answer] : [],
  };
}

function refused(words: string): OutsideError {
  return new OutsideError('BOOKINGS_REFUSED', words, { done: 'no', retry: 'never' });
}

/**
 * Translates a refusal by Bookings. After a 500 the appointment may exist all the same
 * (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”).
 */
function bookingsFailure(thrown: unknown): OutsideError | undefined {
  if (!(thrown instanceof GraphFailure)) return undefined;
  const { status, message } = thrown;
  if (status === 500) return new OutsideError('BOOKINGS_REFUSED', message, { done: 'unknown', retry: 'later', status });
  if (status !== undefined && [400, 404, 409, 412, 422].includes(status)) {
    return new OutsideError('BOOKINGS_REFUSED', message, { done: 'no', retry: 'never', status });
  }
  return undefined;
}
