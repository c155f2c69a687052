import type { Interval } from '../../model/technician.ts';

/** A mailbox's wall-clock working hours. `days` are Graph's names, times are `HH:MM`. */
export interface WorkingHours {
  readonly days: readonly DayOfWeek[];
  readonly start: string;
  readonly end: string;
}
export const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type DayOfWeek = (typeof DAYS)[number];

export type FreeBusy = 'free' | 'tentative' | 'busy' | 'oof' | 'workingElsewhere' | 'unknown';

export interface UserRow {
  readonly id: string;
  displayName: string;
  readonly mail: string;
  accountEnabled: boolean;
  jobTitle?: string;
  /** False for a user without an Exchange license. */
  mailbox: boolean;
  /** A Windows zone name, or `Customized Time Zone`. */
  timeZone: string;
  workingHours: WorkingHours | undefined;
  automaticReplies: { status: 'disabled' | 'alwaysEnabled' } | ({ status: 'scheduled' } & Interval);
  presence: { availability: string; activity: string };
  /** getSchedule returns this error instead of a schedule. */
  scheduleError?: { message: string; responseCode: string };
  /** Whether titles and places are visible to the organization. */
  sharesDetails: boolean;
}

export interface GroupRow {
  readonly id: string;
  readonly displayName: string;
  /** Ids of users and nested groups. */
  readonly members: Set<string>;
  readonly owners: Set<string>;
}

export interface Attendee {
  readonly name: string;
  readonly address: string;
  readonly type: 'required' | 'optional' | 'resource';
}

export interface EventRow extends Interval {
  /** The immutable id; the other form is derived from it (ids.ts). */
  readonly id: string;
  readonly owner: string;
  readonly iCalUId: string;
  readonly subject: string;
  readonly body: { readonly contentType: 'text' | 'html'; readonly content: string };
  readonly location: unknown;
  readonly showAs: FreeBusy;
  readonly isAllDay: boolean;
  readonly sensitivity: string;
  readonly isReminderOn: boolean;
  readonly categories: readonly string[];
  readonly attendees: readonly Attendee[];
  readonly organizer: { readonly name: string; readonly address: string };
  readonly transactionId?: string;
  /** Extended properties by id. */
  readonly extended: ReadonlyMap<string, string>;
  readonly isCancelled: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly version: number;
  /** The Bookings appointment that this event mirrors. */
  readonly appointmentId?: string;
  /** The join link of a Teams meeting. */
  readonly joinUrl?: string;
}

export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly contentBytes: string;
}

export interface MessageRow {
  readonly id: string;
  /** The address of the mailbox that contains the message, in lower case. */
  readonly mailbox: string;
  folder: 'inbox' | 'sentitems' | 'drafts' | 'deleteditems';
  readonly subject: string;
  readonly contentType: 'text' | 'html';
  readonly content: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly bcc: readonly { readonly name: string; readonly address: string }[];
  /** Custom headers, `x-…`. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly extended: ReadonlyMap<string, string>;
  readonly attachments: readonly Attachment[];
  readonly internetMessageId: string;
  readonly sentAt: number;
  /** The message is invisible before this time. */
  readonly visibleAt: number;
}

export interface ShiftItem extends Interval {
  readonly displayName?: string;
  readonly theme: string;
  readonly notes?: string;
}
/** A shift or time off. Only managers see a draft until it is shared. */
export interface ShiftRow {
  readonly id: string;
  readonly team: string;
  readonly userId: string;
  readonly shared: ShiftItem | undefined;
  readonly draft: ShiftItem | undefined;
  readonly timeOffReasonId?: string;
}

export interface SubscriptionRow {
  readonly id: string;
  readonly resource: string;
  /** The user id of the calendar's owner. */
  readonly userId: string;
  readonly changeType: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | undefined;
  readonly clientState: string | undefined;
  readonly immutableIds: boolean;
  expiresAt: number;
}
