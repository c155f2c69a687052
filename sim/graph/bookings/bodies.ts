import { z } from 'zod';
import { entity, location } from '../bodies.ts';
import { dateTimeTimeZone, durationMs } from '../times.ts';
import { DAYS } from '../rows.ts';

/** Minutes of a duration (docs/platform/bookings.md, “Durations are ISO 8601 text”). */
const minutes = z.string().transform((text, context) => {
  const ms = durationMs(text);
  if (ms !== undefined) return ms / 60_000;
  context.addIssue(`'${text}' is not a duration`);
  return z.NEVER;
});
const priceType = z.enum([
  'undefined',
  'fixedPrice',
  'startingAt',
  'hourly',
  'free',
  'priceVaries',
  'callUs',
  'notSet',
]);
const reminder = entity({
  message: z.string(),
  offset: minutes,
  recipients: z.enum(['allAttendees', 'staff', 'customer']),
});

/** docs/platform/bookings.md, “Customers must name their type”. */
const customerInformation = z.strictObject({
  '@odata.type': z.enum(['#microsoft.graph.bookingCustomerInformation', 'microsoft.graph.bookingCustomerInformation']),
  customerId: z.string().nullish(),
  name: z.string().nullish(),
  emailAddress: z.string().nullish(),
  phone: z.string().nullish(),
  notes: z.string().nullish(),
  location: location.nullish(),
  timeZone: z.string().nullish(),
  customQuestionAnswers: z
    .array(
      entity({
        questionId: z.string().nullish(),
        question: z.string().nullish(),
        answerInputType: z.enum(['text', 'radioButton']).nullish(),
        answerOptions: z.array(z.string()).nullish(),
        isRequired: z.boolean().nullish(),
        answer: z.string().nullish(),
        selectedOptions: z.array(z.string()).nullish(),
      }),
    )
    .nullish(),
});

/**
 * Names from the metadata only: `start`, `end`, `customerId` and `invoice…` from the resource page cannot be written
 * (docs/platform/bookings.md, “The metadata and the documentation name times differently”).
 */
export const appointmentBody = entity({
  serviceId: z.string().nullish(),
  serviceName: z.string().optional(),
  startDateTime: dateTimeTimeZone.optional(),
  endDateTime: dateTimeTimeZone.optional(),
  staffMemberIds: z.array(z.string()).optional(),
  customers: z.array(customerInformation).optional(),
  customerTimeZone: z.string().nullish(),
  customerName: z.string().nullish(),
  customerEmailAddress: z.string().nullish(),
  customerPhone: z.string().nullish(),
  customerNotes: z.string().nullish(),
  serviceLocation: location.nullish(),
  serviceNotes: z.string().nullish(),
  additionalInformation: z.string().nullish(),
  appointmentLabel: z.string().nullish(),
  isLocationOnline: z.boolean().optional(),
  optOutOfCustomerEmail: z.boolean().optional(),
  smsNotificationsEnabled: z.boolean().optional(),
  isCustomerAllowedToManageBooking: z.boolean().nullish(),
  preBuffer: minutes.optional(),
  postBuffer: minutes.optional(),
  price: z.number().optional(),
  priceType: priceType.optional(),
  maximumAttendeesCount: z.number().int().optional(),
  reminders: z.array(reminder).optional(),
  // Computed by Bookings: accepted and ignored.
  duration: z.unknown().optional(),
  filledAttendeesCount: z.unknown().optional(),
});
export type AppointmentBody = z.infer<typeof appointmentBody>;

const policy = entity({
  timeSlotInterval: minutes.optional(),
  minimumLeadTime: minutes.optional(),
  maximumAdvance: minutes.optional(),
  allowStaffSelection: z.boolean().optional(),
  sendConfirmationsToOwner: z.boolean().optional(),
  isMeetingInviteToCustomersEnabled: z.boolean().nullish(),
});

export const serviceBody = entity({
  displayName: z.string().min(1).optional(),
  description: z.string().nullish(),
  defaultDuration: minutes.optional(),
  preBuffer: minutes.optional(),
  postBuffer: minutes.optional(),
  staffMemberIds: z.array(z.string()).optional(),
  schedulingPolicy: policy.nullish(),
  isLocationOnline: z.boolean().optional(),
  isHiddenFromCustomers: z.boolean().optional(),
  isCustomerAllowedToManageBooking: z.boolean().nullish(),
  maximumAttendeesCount: z.number().int().optional(),
  customQuestions: z.array(entity({ questionId: z.string().nullish(), isRequired: z.boolean().nullish() })).optional(),
  notes: z.string().nullish(),
  languageTag: z.string().optional(),
});

const workHours = z.array(
  entity({ day: z.enum(DAYS), timeSlots: z.array(entity({ startTime: z.iso.time(), endTime: z.iso.time() })) }),
);

export const staffBody = z.strictObject({
  '@odata.type': z.enum(['#microsoft.graph.bookingStaffMember', 'microsoft.graph.bookingStaffMember']),
  displayName: z.string().min(1),
  emailAddress: z.string().min(3),
  role: z.enum(['administrator', 'scheduler', 'teamMember', 'viewer', 'guest', 'externalGuest']),
  useBusinessHours: z.boolean().optional(),
  workingHours: workHours.optional(),
  timeZone: z.string().nullish(),
  availabilityIsAffectedByPersonalCalendar: z.boolean().optional(),
  isEmailNotificationEnabled: z.boolean().optional(),
});

export const customerBody = z.strictObject({
  '@odata.type': z.enum(['#microsoft.graph.bookingCustomer', 'microsoft.graph.bookingCustomer']),
  displayName: z.string().min(1),
  emailAddress: z.string().nullish(),
  phones: z.array(entity({ number: z.string().nullish(), type: z.string().nullish() })).optional(),
  addresses: z.array(z.unknown()).optional(),
});

export const questionBody = entity({
  displayName: z.string().min(1),
  answerInputType: z.enum(['text', 'radioButton']).optional(),
  answerOptions: z.array(z.string()).optional(),
});

export const availabilityBody = z.strictObject({
  staffids: z.array(z.string()),
  startdatetime: dateTimeTimeZone,
  enddatetime: dateTimeTimeZone,
});
