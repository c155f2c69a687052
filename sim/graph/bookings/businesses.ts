import { created, noContent, Refusal, type Call, type Handler } from '../answer.ts';
import { read } from '../bodies.ts';
import { context, entityAnswer, list, type ListingRules } from '../listing.ts';
import type { GraphState } from '../state.ts';
import { customerBody, questionBody, serviceBody, staffBody } from './bodies.ts';
import { businessJson, customerJson, questionJson, serviceJson, staffJson } from './json.ts';
import type { BusinessRow, CustomerRow, QuestionRow, ServiceRow, StaffRow } from './rows.ts';

const rules = (type: string): ListingRules => ({ type, page: 100, most: 999, filterable: [], orderable: [] });
/** docs/platform/bookings.md, “The list of businesses ends at five hundred”. */
const MOST_BUSINESSES = 500;

export const bookingsNotFound = (): Refusal =>
  new Refusal(404, 'ErrorItemNotFound', 'The specified object was not found in the store.');

/** Finds the business in a path by its mailbox address. Throws Refusal. */
export function businessFinder(state: GraphState): (call: Call) => BusinessRow {
  return (call) => {
    const id = (call.params['business'] ?? '').toLowerCase();
    const row = [...state.businesses.values()].find((one) => one.id.toLowerCase() === id);
    if (!row) throw bookingsNotFound();
    return row;
  };
}

/** Lists businesses and reads one. */
export function businessResource(
  state: GraphState,
  businessOf: (call: Call) => BusinessRow,
): Readonly<Record<'list' | 'get', Handler>> {
  return {
    list: (call) => {
      const query = call.query.get('query')?.toLowerCase();
      const rows = [...state.businesses.values()].filter(
        (row) => query === undefined || row.displayName.toLowerCase().includes(query),
      );
      if (rows.length > MOST_BUSINESSES)
        throw new Refusal(
          500,
          'ErrorExceededFindCountLimit',
          'The GetBookingMailboxes request returned too many results.',
        );
      // A list has only the id and the name of each business.
      return list(
        call,
        { ...rules('bookingBusiness'), page: MOST_BUSINESSES, selectable: BUSINESS_NAMES },
        rows.map((row) => ({ json: { id: row.id, displayName: row.displayName } })),
      );
    },
    get: (call) => entityAnswer(call, rules('bookingBusiness'), { json: businessJson(businessOf(call)) }),
  };
}
const BUSINESS_NAMES = [
  'address',
  'bookingPageSettings',
  'businessHours',
  'businessType',
  'email',
  'isPublished',
  'languageTag',
  'phone',
  'publicUrl',
  'schedulingPolicy',
  'webSiteUrl',
];

type Part = 'services' | 'staff' | 'customers' | 'questions';
interface Shape<T> {
  readonly type: string;
  readonly json: (business: BusinessRow, row: T) => Record<string, unknown>;
  /** Creates the row for a body; `before` is set for a PATCH. */
  readonly make: (id: string, body: unknown, business: BusinessRow, before: T | undefined) => T;
}

/** Five handlers for one of a business's collections. */
export function partResource<T extends { readonly id: string }>(
  state: GraphState,
  businessOf: (call: Call) => BusinessRow,
  rows: (business: BusinessRow) => Map<string, T>,
  shape: Shape<T>,
): Readonly<Record<'list' | 'get' | 'post' | 'patch' | 'remove', Handler>> {
  const found = (call: Call): T => {
    const row = rows(businessOf(call)).get(call.params['item'] ?? '');
    if (!row) throw bookingsNotFound();
    return row;
  };
  return {
    list: (call) => {
      const business = businessOf(call);
      const json = [...rows(business).values()].map((row) => ({ json: shape.json(business, row) }));
      return list(call, rules(shape.type), json);
    },
    get: (call) => entityAnswer(call, rules(shape.type), { json: shape.json(businessOf(call), found(call)) }),
    post: (call) => {
      const business = businessOf(call);
      const row = shape.make(state.nextGuid(6), call.body, business, undefined);
      rows(business).set(row.id, row);
      return created({ '@odata.context': context(call), ...shape.json(business, row) });
    },
    patch: (call) => {
      const before = found(call);
      const business = businessOf(call);
      rows(business).set(before.id, shape.make(before.id, call.body, business, before));
      return noContent;
    },
    remove: (call) => {
      rows(businessOf(call)).delete(found(call).id);
      return noContent;
    },
  };
}

export const SHAPES = {
  services: {
    type: 'bookingService',
    json: serviceJson,
    make: (id, body, business, before) => {
      const wanted = read(serviceBody, body, 'bookingService');
      if (!before && wanted.displayName === undefined) throw nameMissing();
      const policy = wanted.schedulingPolicy;
      const kept = before?.policy ?? business.policy;
      return {
        id,
        displayName: wanted.displayName ?? before?.displayName ?? '',
        description: wanted.description ?? before?.description ?? '',
        minutes: wanted.defaultDuration ?? before?.minutes ?? 60,
        preBufferMinutes: wanted.preBuffer ?? before?.preBufferMinutes ?? 0,
        postBufferMinutes: wanted.postBuffer ?? before?.postBufferMinutes ?? 0,
        online: wanted.isLocationOnline ?? before?.online ?? false,
        hidden: wanted.isHiddenFromCustomers ?? before?.hidden ?? false,
        mayManage: wanted.isCustomerAllowedToManageBooking ?? before?.mayManage ?? false,
        staffIds: wanted.staffMemberIds ?? before?.staffIds ?? [],
        maximumAttendees: wanted.maximumAttendeesCount ?? before?.maximumAttendees ?? 1,
        policy: policy
          ? {
              slotMinutes: policy.timeSlotInterval ?? kept.slotMinutes,
              leastNoticeMinutes: policy.minimumLeadTime ?? kept.leastNoticeMinutes,
              farthestMinutes: policy.maximumAdvance ?? kept.farthestMinutes,
              allowStaffSelection: policy.allowStaffSelection ?? kept.allowStaffSelection,
            }
          : before?.policy,
        questions: wanted.customQuestions
          ? wanted.customQuestions.map((one) => ({ id: one.questionId ?? '', required: one.isRequired ?? false }))
          : (before?.questions ?? []),
      };
    },
  } satisfies Shape<ServiceRow>,
  staff: {
    type: 'bookingStaffMember',
    json: staffJson,
    make: (id, body, _business, before) => {
      const wanted = read(staffBody, body, 'bookingStaffMemberBase');
      return {
        id,
        displayName: wanted.displayName,
        mail: wanted.emailAddress,
        role: wanted.role,
        // New staff must first accept the invitation.
        status: before?.status ?? 'pendingAcceptance',
        followsCalendar: wanted.availabilityIsAffectedByPersonalCalendar ?? true,
        hours: wanted.useBusinessHours === false ? hoursOf(wanted.workingHours ?? []) : undefined,
      };
    },
  } satisfies Shape<StaffRow>,
  customers: {
    type: 'bookingCustomer',
    json: (_business, row) => customerJson(row),
    make: (id, body) => {
      const wanted = read(customerBody, body, 'bookingCustomerBase');
      return {
        id,
        displayName: wanted.displayName,
        emailAddress: wanted.emailAddress ?? '',
        phone: wanted.phones?.[0]?.number ?? '',
      };
    },
  } satisfies Shape<CustomerRow>,
  questions: {
    type: 'bookingCustomQuestion',
    json: (_business, row) => questionJson(row),
    make: (id, body) => {
      const wanted = read(questionBody, body, 'bookingCustomQuestion');
      return {
        id,
        displayName: wanted.displayName,
        type: wanted.answerInputType ?? 'text',
        options: wanted.answerOptions ?? [],
      };
    },
  } satisfies Shape<QuestionRow>,
} as const satisfies Record<Part, unknown>;

const nameMissing = () => new Refusal(400, 'BadRequest', 'The property displayName is required.');

type WorkHours = readonly {
  readonly day: StaffDay;
  readonly timeSlots: readonly { readonly startTime: string; readonly endTime: string }[];
}[];
type StaffDay = NonNullable<StaffRow['hours']>[number]['day'];

function hoursOf(hours: WorkHours): NonNullable<StaffRow['hours']> {
  return hours.map(({ day, timeSlots }) => ({
    day,
    slots: timeSlots.map(({ startTime, endTime }) => ({ from: startTime.slice(0, 5), to: endTime.slice(0, 5) })),
  }));
}
