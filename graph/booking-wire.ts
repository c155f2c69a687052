import { z } from 'zod';
import type {
  Appointment,
  BookingBusiness,
  BookingService,
  BookingStaff,
  WeeklyHours,
} from '../desk/ports/bookings.ts';
import {
  durationMinutes,
  endTime,
  lenient,
  optionalFlag,
  optionalText,
  startTime,
  texts,
  timeOfDay,
  timestamp,
  weekday,
} from './wire.ts';
import { ianaOf } from './zones.ts';

/**
 * Schemas for what Bookings sends. They accept both names of a field
 * (docs/platform/bookings.md, “The metadata and the documentation name times differently”).
 */

const businessHours = z.array(
  z.object({ day: weekday, timeSlots: z.array(z.object({ startTime: timeOfDay, endTime: timeOfDay })) }),
);
const policy = lenient(
  z.object({
    minimumLeadTime: lenient(durationMinutes),
    maximumAdvance: lenient(durationMinutes),
    allowStaffSelection: optionalFlag,
    generalAvailability: lenient(z.object({ availabilityType: optionalText, businessHours: lenient(businessHours) })),
  }),
);
type Policy = z.output<typeof policy>;

export const business = z.object({
  id: z.string().min(1),
  displayName: optionalText,
  phone: optionalText,
  businessHours: lenient(businessHours),
  bookingPageSettings: lenient(z.object({ businessTimeZone: optionalText })),
  schedulingPolicy: policy,
});
export const service = z.object({
  id: z.string().min(1),
  displayName: optionalText,
  defaultDuration: durationMinutes,
  preBuffer: lenient(durationMinutes),
  postBuffer: lenient(durationMinutes),
  isLocationOnline: optionalFlag,
  staffMemberIds: texts,
  schedulingPolicy: policy,
  customQuestions: lenient(z.array(z.object({ questionId: z.string(), isRequired: optionalFlag }))),
});
export const staff = z.object({
  id: z.string().min(1),
  displayName: optionalText,
  emailAddress: optionalText,
  membershipStatus: optionalText,
});
export const question = z.object({
  id: z.string().min(1),
  displayName: optionalText,
  answerInputType: optionalText,
  answerOptions: texts,
});
export type Question = z.output<typeof question>;

const customer = z.object({ name: optionalText, emailAddress: optionalText });
export const appointment = z
  .object({
    id: z.string().min(1),
    serviceId: optionalText,
    staffMemberIds: texts,
    startDateTime: lenient(startTime),
    start: lenient(startTime),
    endDateTime: lenient(endTime),
    end: lenient(endTime),
    appointmentLabel: optionalText,
    customers: lenient(z.array(customer)),
    customerName: optionalText,
    customerEmailAddress: optionalText,
    joinWebUrl: optionalText,
    lastUpdatedDateTime: timestamp,
    selfServiceAppointmentId: optionalText,
  })
  .transform((found, context): Appointment => {
    const [start, end] = [found.startDateTime ?? found.start, found.endDateTime ?? found.end];
    if (start === undefined || end === undefined) {
      context.addIssue({ code: 'custom', message: 'an appointment without times' });
      return z.NEVER;
    }
    const first = found.customers?.[0];
    const optional = {
      label: found.appointmentLabel,
      customerName: first?.name ?? found.customerName,
      customerMail: first?.emailAddress ?? found.customerEmailAddress,
      joinUrl: found.joinWebUrl,
      changedAt: found.lastUpdatedDateTime,
    };
    return {
      id: found.id,
      start,
      end,
      serviceId: found.serviceId ?? '',
      staffIds: found.staffMemberIds,
      // Other appointments carry a GUID of zeros, as in the documentation's examples.
      selfService: /[1-9a-f]/i.test(found.selfServiceAppointmentId ?? ''),
      ...present(optional),
    };
  });

/** Leaves out what is undefined. */
function present<T extends object>(value: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

/** Assembles a business. `timeZone` is the fallback when Bookings has no time zone or an unknown one. */
export function businessOf(
  found: z.output<typeof business>,
  parts: {
    readonly services: readonly z.output<typeof service>[];
    readonly staff: readonly z.output<typeof staff>[];
    readonly questions: readonly Question[];
  },
  timeZone: string,
): BookingBusiness {
  return {
    id: found.id,
    name: found.displayName ?? found.id,
    ...(found.phone === undefined ? {} : { phone: found.phone }),
    timeZone: ianaOf(found.bookingPageSettings?.businessTimeZone ?? '') ?? timeZone,
    hours: weekly(found.businessHours ?? []),
    services: parts.services.map((one) => serviceOf(one, found.schedulingPolicy, parts.questions)),
    staff: parts.staff.map(staffOf),
  };
}

const YEAR = 365 * 24 * 60;

/**
 * A service's own policy overrides the business's policy
 * (docs/platform/bookings.md, “An application must keep the rules of the business”).
 */
function serviceOf(found: z.output<typeof service>, general: Policy, questions: readonly Question[]): BookingService {
  const own = found.schedulingPolicy;
  const availability = own?.generalAvailability;
  const type = availability?.availabilityType?.toLowerCase();
  const hours =
    type === 'notbookable' ? {} : type === 'customweeklyhours' ? weekly(availability?.businessHours ?? []) : undefined;
  return {
    id: found.id,
    name: found.displayName ?? found.id,
    minutes: found.defaultDuration,
    online: found.isLocationOnline ?? false,
    preBufferMinutes: found.preBuffer ?? 0,
    postBufferMinutes: found.postBuffer ?? 0,
    leastNoticeMinutes: own?.minimumLeadTime ?? general?.minimumLeadTime ?? 0,
    farthestMinutes: own?.maximumAdvance ?? general?.maximumAdvance ?? YEAR,
    staffCanBeChosen: own?.allowStaffSelection ?? general?.allowStaffSelection ?? false,
    staffIds: found.staffMemberIds,
    ...(hours === undefined ? {} : { hours }),
    questions: (found.customQuestions ?? []).flatMap((asked) => {
      const known = questions.find((one) => one.id === asked.questionId);
      if (!known) return [];
      const { displayName, answerOptions: options } = known;
      return [{ id: known.id, text: displayName ?? '', required: asked.isRequired ?? false, options }];
    }),
  };
}

function staffOf(found: z.output<typeof staff>): BookingStaff {
  const status = found.membershipStatus?.toLowerCase();
  return {
    id: found.id,
    name: found.displayName ?? '',
    mail: found.emailAddress ?? '',
    active: status === undefined || status === 'active',
  };
}

function weekly(hours: z.output<typeof businessHours>): WeeklyHours {
  return Object.fromEntries(
    hours.map(({ day, timeSlots }) => [day, timeSlots.map(({ startTime: from, endTime: to }) => ({ from, to }))]),
  );
}
