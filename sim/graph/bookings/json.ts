import type { GraphState } from '../state.ts';
import { duration, graphTime, utcStamp } from '../times.ts';
import type {
  AppointmentRow,
  BookingPolicy,
  BusinessRow,
  CustomerRow,
  DayHours,
  QuestionRow,
  ServiceRow,
  StaffRow,
} from './rows.ts';

type Json = Record<string, unknown>;
const TYPE = '@odata.type';

/** A time of day with seven decimals, as Bookings writes it. */
const time = (text: string) => `${text}:00.0000000`;
const workHours = (hours: readonly DayHours[]) =>
  hours.map(({ day, slots }) => ({
    day,
    timeSlots: slots.map(({ from, to }) => ({ startTime: time(from), endTime: time(to) })),
  }));
const policyJson = (policy: BookingPolicy) => ({
  timeSlotInterval: duration(policy.slotMinutes),
  minimumLeadTime: duration(policy.leastNoticeMinutes),
  maximumAdvance: duration(policy.farthestMinutes),
  sendConfirmationsToOwner: false,
  allowStaffSelection: policy.allowStaffSelection,
  isMeetingInviteToCustomersEnabled: false,
  customAvailabilities: [],
  generalAvailability: { availabilityType: 'bookWhenStaffAreFree', businessHours: [] },
});

export function businessJson(row: BusinessRow): Json {
  const name = row.id.split('@')[0] ?? '';
  return {
    id: row.id,
    displayName: row.displayName,
    businessType: '',
    phone: row.phone,
    email: row.email,
    webSiteUrl: '',
    defaultCurrencyIso: 'GBP',
    isPublished: row.isPublished,
    publicUrl: row.isPublished ? `https://outlook.office365.com/owa/calendar/${name}/bookings/` : null,
    languageTag: 'en-GB',
    address: null,
    businessHours: workHours(row.hours),
    schedulingPolicy: policyJson(row.policy),
    bookingPageSettings: {
      accessControl: 'unrestricted',
      bookingPageColorCode: '#0F6CBD',
      businessTimeZone: row.timeZone,
      customerConsentMessage: '',
      enforceOneTimePassword: false,
      isBusinessLogoDisplayEnabled: false,
      isCustomerConsentEnabled: false,
      isSearchEngineIndexabilityDisabled: true,
      isTimeSlotTimeZoneSetToBusinessTimeZone: false,
      privacyPolicyWebUrl: '',
      termsAndConditionsWebUrl: '',
    },
  };
}

export function serviceJson(business: BusinessRow, row: ServiceRow): Json {
  const name = business.id.split('@')[0] ?? '';
  return {
    id: row.id,
    displayName: row.displayName,
    description: row.description,
    notes: '',
    defaultDuration: duration(row.minutes),
    preBuffer: duration(row.preBufferMinutes),
    postBuffer: duration(row.postBufferMinutes),
    defaultPrice: 0,
    defaultPriceType: 'notSet',
    defaultReminders: [],
    isLocationOnline: row.online,
    isHiddenFromCustomers: row.hidden,
    isCustomerAllowedToManageBooking: row.mayManage,
    isAnonymousJoinEnabled: false,
    smsNotificationsEnabled: false,
    languageTag: 'en-GB',
    additionalInformation: '',
    maximumAttendeesCount: row.maximumAttendees,
    staffMemberIds: row.staffIds,
    webUrl: `https://outlook.office365.com/owa/calendar/${name}/bookings/s/${row.id}`,
    // null: the business's policy applies.
    schedulingPolicy: row.policy ? policyJson(row.policy) : null,
    customQuestions: row.questions.map(({ id, required }) => ({ questionId: id, isRequired: required })),
  };
}

export function staffJson(business: BusinessRow, row: StaffRow): Json {
  return {
    [TYPE]: '#microsoft.graph.bookingStaffMember',
    id: row.id,
    displayName: row.displayName,
    emailAddress: row.mail,
    role: row.role,
    useBusinessHours: row.hours === undefined,
    workingHours: workHours(row.hours ?? []),
    timeZone: business.timeZone,
    availabilityIsAffectedByPersonalCalendar: row.followsCalendar,
    isEmailNotificationEnabled: true,
    membershipStatus: row.status,
  };
}

export const customerJson = (row: CustomerRow): Json => ({
  [TYPE]: '#microsoft.graph.bookingCustomer',
  id: row.id,
  displayName: row.displayName,
  emailAddress: row.emailAddress,
  phones: row.phone === '' ? [] : [{ number: row.phone, type: 'business' }],
  addresses: [],
});

export const questionJson = (row: QuestionRow): Json => ({
  id: row.id,
  displayName: row.displayName,
  answerInputType: row.type,
  answerOptions: row.options,
});

/**
 * An appointment's JSON. A list leaves out some fields
 * (docs/platform/bookings.md, “Lists leave out customers and notes”) and may name the times as the resource page does.
 */
export function appointmentJson(state: GraphState, row: AppointmentRow, where: 'one' | 'list'): Json {
  const { spelling } = state.settings.bookings;
  const docs = spelling === 'docs' || (spelling === 'mixed' && where === 'list');
  const [start, end] = [graphTime(row.start), graphTime(row.end)];
  const full = where === 'one';
  const [first] = full ? row.customers : [];
  return {
    id: row.id,
    selfServiceAppointmentId: row.selfServiceId ?? '00000000-0000-0000-0000-000000000000',
    ...(docs ? { start, end } : { startDateTime: start, endDateTime: end }),
    duration: duration((row.end - row.start) / 60_000),
    serviceId: row.serviceId,
    serviceName: row.serviceName,
    appointmentLabel: row.label ?? null,
    staffMemberIds: row.staffIds,
    customerTimeZone: row.customerTimeZone,
    customerName: first?.name ?? null,
    customerEmailAddress: first?.emailAddress ?? null,
    customerPhone: first?.phone ?? null,
    customerNotes: first?.notes ?? null,
    customers: full ? row.customers.map(customerInformation) : [],
    reminders: full ? row.reminders : [],
    serviceNotes: full ? row.staffNotes : null,
    serviceLocation: row.location ?? null,
    additionalInformation: row.additionalInformation,
    isLocationOnline: row.online,
    joinWebUrl: row.joinUrl ?? null,
    anonymousJoinWebUrl: null,
    optOutOfCustomerEmail: row.optOut,
    smsNotificationsEnabled: false,
    isCustomerAllowedToManageBooking: row.mayManage,
    preBuffer: duration(row.preBufferMinutes),
    postBuffer: duration(row.postBufferMinutes),
    price: 0,
    priceType: 'notSet',
    maximumAttendeesCount: row.maximumAttendees,
    filledAttendeesCount: row.customers.length,
    createdDateTime: utcStamp(row.createdAt),
    lastUpdatedDateTime: utcStamp(row.changedAt),
  };
}

const customerInformation = (customer: AppointmentRow['customers'][number]): Json => ({
  [TYPE]: '#microsoft.graph.bookingCustomerInformation',
  ...customer,
});
