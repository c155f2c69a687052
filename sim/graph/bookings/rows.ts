import type { Interval } from '../../../model/technician.ts';
import type { DayOfWeek } from '../rows.ts';

/** Wall-clock hours of one weekday in the business's zone, `HH:MM`. */
export interface DayHours {
  readonly day: DayOfWeek;
  readonly slots: readonly { readonly from: string; readonly to: string }[];
}

export interface BookingPolicy {
  readonly slotMinutes: number;
  readonly leastNoticeMinutes: number;
  readonly farthestMinutes: number;
  readonly allowStaffSelection: boolean;
}

export interface BusinessRow {
  /** The address of the Bookings mailbox. */
  readonly id: string;
  displayName: string;
  phone: string;
  email: string;
  /** A Windows zone name. */
  timeZone: string;
  hours: readonly DayHours[];
  policy: BookingPolicy;
  isPublished: boolean;
  readonly services: Map<string, ServiceRow>;
  readonly staff: Map<string, StaffRow>;
  readonly customers: Map<string, CustomerRow>;
  readonly questions: Map<string, QuestionRow>;
  readonly appointments: Map<string, AppointmentRow>;
}

export interface ServiceRow {
  readonly id: string;
  readonly displayName: string;
  readonly description: string;
  readonly minutes: number;
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  readonly online: boolean;
  readonly hidden: boolean;
  readonly mayManage: boolean;
  readonly staffIds: readonly string[];
  readonly maximumAttendees: number;
  /** Overrides the business's policy. */
  readonly policy: BookingPolicy | undefined;
  readonly questions: readonly { readonly id: string; readonly required: boolean }[];
}

export interface StaffRow {
  readonly id: string;
  readonly displayName: string;
  readonly mail: string;
  readonly role: string;
  readonly status: 'active' | 'pendingAcceptance' | 'rejectedByStaff';
  readonly followsCalendar: boolean;
  /** `undefined`: the business's hours apply. */
  readonly hours: readonly DayHours[] | undefined;
}

export interface CustomerRow {
  readonly id: string;
  readonly displayName: string;
  readonly emailAddress: string;
  readonly phone: string;
}

export interface QuestionRow {
  readonly id: string;
  readonly displayName: string;
  readonly type: 'text' | 'radioButton';
  readonly options: readonly string[];
}

/** Customer details, as they were sent with the appointment. */
export interface AppointmentCustomer {
  readonly customerId: string;
  readonly name: string;
  readonly emailAddress: string;
  readonly phone: string;
  readonly notes: string;
  readonly timeZone: string;
  readonly location: unknown;
  readonly customQuestionAnswers: readonly unknown[];
}

export interface AppointmentRow extends Interval {
  readonly id: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly staffIds: readonly string[];
  readonly customers: readonly AppointmentCustomer[];
  readonly customerTimeZone: string;
  readonly label: string | undefined;
  readonly online: boolean;
  readonly joinUrl: string | undefined;
  readonly optOut: boolean;
  readonly mayManage: boolean;
  readonly staffNotes: string;
  readonly additionalInformation: string;
  readonly location: unknown;
  readonly reminders: readonly unknown[];
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  readonly maximumAttendees: number;
  /** Set when the customer booked on the page. */
  readonly selfServiceId: string | undefined;
  readonly createdAt: number;
  readonly changedAt: number;
  /** Lists show the appointment from this time on. */
  readonly listedAt: number;
}
