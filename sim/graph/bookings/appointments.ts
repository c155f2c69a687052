import type { z } from 'zod';
import { badRequest, created, noContent, Refusal, unknownError, type Call, type Handler } from '../answer.ts';
import { read } from '../bodies.ts';
import { context, entityAnswer, list, type ListingRules } from '../listing.ts';
import type { GraphState } from '../state.ts';
import { instantOf, queryInstant, windowsZone, type dateTimeTimeZone } from '../times.ts';
import type { Log } from '../../../model/log.ts';
import { book, cancel, change } from './book.ts';
import { appointmentBody, type AppointmentBody } from './bodies.ts';
import { appointmentJson } from './json.ts';
import { brokenRule, type Proposal } from './rules.ts';
import type { AppointmentCustomer, AppointmentRow, BusinessRow, ServiceRow } from './rows.ts';

const RULES: ListingRules = {
  type: 'bookingAppointment',
  page: 10,
  most: 999,
  filterable: [],
  orderable: [],
  selectable: ['start', 'end', 'startDateTime', 'endDateTime'],
};

/**
 * `/solutions/bookingBusinesses/{business}/appointments` and its calendarView
 * (docs/platform/bookings.md, “Lists leave out customers and notes”).
 */
export function appointmentResource(
  state: GraphState,
  businessOf: (call: Call) => BusinessRow,
  log: Log,
): Readonly<Record<'list' | 'view' | 'get' | 'post' | 'patch' | 'remove' | 'cancel', Handler>> {
  const found = (call: Call, business: BusinessRow): AppointmentRow => {
    const row = business.appointments.get(call.params['appointment'] ?? '');
    if (!row) throw new Refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');
    return row;
  };
  const listed = (business: BusinessRow): AppointmentRow[] =>
    [...business.appointments.values()]
      .filter((row) => row.listedAt <= state.clock.now())
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1));
  const rowsOf = (rows: readonly AppointmentRow[]) =>
    rows.map((row) => ({ json: appointmentJson(state, row, 'list') }));

  /** An application must keep the rules and is not told which one it broke. An administrator may break them. */
  function insist(
    call: Call,
    business: BusinessRow,
    service: ServiceRow,
    wish: Proposal,
    itself?: AppointmentRow,
  ): void {
    if (call.token.kind === 'delegated') return;
    const broken = brokenRule(state, business, service, wish, itself);
    if (broken === undefined) return;
    log.debug('sim.graph.bookings-refused', { rule: broken });
    throw unknownError();
  }

  return {
    list: (call) => list(call, RULES, rowsOf(listed(businessOf(call)))),
    view: (call) => {
      const business = businessOf(call);
      // Issue 8874 (2023); the metadata of 2026 lists application tokens as supported.
      if (call.token.kind === 'app' && state.settings.bookings.calendarViewRefusesApps)
        throw new Refusal(
          403,
          'ErrorAccessDenied',
          'VASTT: Api Business.ListCalendarView does not support the token type: App',
        );
      const [from, to] = [call.query.get('start'), call.query.get('end')];
      if (from === null || to === null) throw badRequest('The query parameters start and end are required.');
      const [start, end] = [queryInstant('start', from), queryInstant('end', to)];
      return list(call, RULES, rowsOf(listed(business).filter((row) => row.start < end && row.end > start)));
    },
    get: (call) => entityAnswer(call, RULES, { json: appointmentJson(state, found(call, businessOf(call)), 'one') }),
    post: (call) => {
      const business = businessOf(call);
      const body = read(appointmentBody, call.body, 'bookingAppointment');
      if (!body.startDateTime || !body.endDateTime)
        throw badRequest('The value of startDateTime and endDateTime cannot be null.');
      // microsoft-graph-docs PR 22029: required with application permissions.
      if (call.token.kind === 'app' && (body.staffMemberIds ?? []).length === 0) throw badRequest('Invalid Staff');
      if (state.settings.bookings.ill) throw unknownError();
      const service = business.services.get(body.serviceId ?? '');
      if (!service) throw unknownError();
      const row = appointmentOf(state, business, service, body, body.startDateTime, body.endDateTime);
      insist(call, business, service, row);
      book(state, business, row);
      return created({ '@odata.context': context(call), ...appointmentJson(state, row, 'one') });
    },
    patch: (call) => {
      const business = businessOf(call);
      const row = found(call, business);
      const body = read(appointmentBody, call.body, 'bookingAppointment');
      if (body.serviceId !== undefined) throw badRequest('The property serviceId is immutable.');
      if (state.settings.bookings.ill) throw unknownError();
      const next: AppointmentRow = {
        ...row,
        start: body.startDateTime ? bookingsInstant(body.startDateTime) : row.start,
        end: body.endDateTime ? bookingsInstant(body.endDateTime) : row.end,
        staffIds: body.staffMemberIds ?? row.staffIds,
        label: body.appointmentLabel ?? row.label,
        staffNotes: body.serviceNotes ?? row.staffNotes,
        additionalInformation: body.additionalInformation ?? row.additionalInformation,
        optOut: body.optOutOfCustomerEmail ?? row.optOut,
        location: body.serviceLocation ?? row.location,
        customers: body.customers ? customersOf(state, business, body) : row.customers,
      };
      const service = business.services.get(row.serviceId);
      const moved = next.start !== row.start || next.end !== row.end || next.staffIds.join() !== row.staffIds.join();
      if (service && moved) insist(call, business, service, next, row);
      change(state, business, row, next);
      return noContent;
    },
    remove: (call) => {
      const business = businessOf(call);
      // docs/platform/bookings.md, “Cancelling writes to the customer, deleting may not”.
      cancel(state, business, found(call, business), state.settings.bookings.deleteMails ? '' : undefined);
      return noContent;
    },
    cancel: (call) => {
      const business = businessOf(call);
      const row = found(call, business);
      const message = (call.body as { cancellationMessage?: unknown } | undefined)?.cancellationMessage ?? '';
      if (typeof message !== 'string') throw badRequest('cancellationMessage must be a string.');
      cancel(state, business, row, message);
      return noContent;
    },
  };
}

/** docs/platform/bookings.md, “Bookings takes UTC and Windows zone names”. */
export function bookingsInstant(value: z.infer<typeof dateTimeTimeZone>): number {
  if (windowsZone(value.timeZone ?? 'UTC') === undefined) throw unknownError();
  const at = instantOf(value, windowsZone);
  return at;
}

function appointmentOf(
  state: GraphState,
  business: BusinessRow,
  service: ServiceRow,
  body: AppointmentBody,
  start: z.infer<typeof dateTimeTimeZone>,
  end: z.infer<typeof dateTimeTimeZone>,
): AppointmentRow {
  const now = state.clock.now();
  const id = state.nextId('appointment');
  const online = body.isLocationOnline ?? service.online;
  return {
    id,
    serviceId: service.id,
    serviceName: body.serviceName ?? service.displayName,
    start: bookingsInstant(start),
    end: bookingsInstant(end),
    staffIds: body.staffMemberIds ?? [],
    customers: customersOf(state, business, body),
    customerTimeZone: body.customerTimeZone ?? business.timeZone,
    label: body.appointmentLabel ?? undefined,
    online,
    joinUrl: online ? `https://teams.microsoft.com/l/meetup-join/19%3ameeting_${state.count('meeting')}` : undefined,
    optOut: body.optOutOfCustomerEmail ?? false,
    mayManage: body.isCustomerAllowedToManageBooking ?? service.mayManage,
    staffNotes: body.serviceNotes ?? '',
    additionalInformation: body.additionalInformation ?? '',
    location: body.serviceLocation ?? undefined,
    reminders: body.reminders ?? [],
    preBufferMinutes: body.preBuffer ?? service.preBufferMinutes,
    postBufferMinutes: body.postBuffer ?? service.postBufferMinutes,
    maximumAttendees: body.maximumAttendeesCount ?? service.maximumAttendees,
    selfServiceId: undefined,
    createdAt: now,
    changedAt: now,
    listedAt: now + state.settings.lag.appointmentsMs,
  };
}

/** docs/platform/bookings.md, “Unknown customers are dropped without a word”. */
function customersOf(state: GraphState, business: BusinessRow, body: AppointmentBody): readonly AppointmentCustomer[] {
  return (body.customers ?? []).flatMap((one): AppointmentCustomer[] => {
    const known = one.customerId ? business.customers.get(one.customerId) : undefined;
    if (one.customerId && !known) return [];
    const mail = one.emailAddress ?? known?.emailAddress ?? '';
    const same = known ?? [...business.customers.values()].find((row) => mail !== '' && row.emailAddress === mail);
    const customer = same ?? {
      id: state.nextGuid(7),
      displayName: one.name ?? '',
      emailAddress: mail,
      phone: one.phone ?? '',
    };
    business.customers.set(customer.id, customer);
    return [
      {
        customerId: customer.id,
        name: one.name ?? customer.displayName,
        emailAddress: mail,
        phone: one.phone ?? customer.phone,
        notes: one.notes ?? '',
        timeZone: one.timeZone ?? body.customerTimeZone ?? business.timeZone,
        location: one.location ?? null,
        customQuestionAnswers: one.customQuestionAnswers ?? [],
      },
    ];
  });
}
