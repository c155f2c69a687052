import type { Interval } from '../../model/technician.ts';

/** Wall-clock working hours as a mailbox holds them; `days` are Graph's names, times `HH:MM`. */
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
  /** A user without an Exchange licence has none. */
  mailbox: boolean;
  /** Windows name, or `Customized Time Zone`. */
  timeZone: string;
  workingHours: WorkingHours | undefined;
  automaticReplies: { status: 'disabled' | 'alwaysEnabled' } | ({ status: 'scheduled' } & Interval);
  presence: { availability: string; activity: string };
  /** What getSchedule says of this person in place of a schedule. */
  scheduleError?: { message: string; responseCode: string };
  /** Titles and places are shared with the organisation. */
  sharesDetails: boolean;
}

export interface GroupRow {
  readonly id: string;
  readonly displayName: string;
  /** Ids of users and groups. */
  readonly members: Set<string>;
  readonly owners: Set<string>;
}

export interface Attendee {
  readonly name: string;
  readonly address: string;
  readonly type: 'required' | 'optional' | 'resource';
}

export interface EventRow extends Interval {
  /** Immutable id; the other form is made of it (ids.ts). */
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
  /** Extended properties by their id. */
  readonly extended: ReadonlyMap<string, string>;
  readonly isCancelled: boolean;
  readonly createdAt: number;
  readonly changedAt: number;
  readonly version: number;
  /** Of which Bookings appointment it is the copy. */
  readonly appointmentId?: string;
  /** Where people join, when it is a Teams meeting. */
  readonly joinUrl?: string;
}

export interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly contentBytes: string;
}

export interface MessageRow {
  readonly id: string;
  /** Address of the mailbox it lies in, lower case. */
  readonly mailbox: string;
  folder: 'inbox' | 'sentitems' | 'drafts' | 'deleteditems';
  readonly subject: string;
  readonly contentType: 'text' | 'html';
  readonly content: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly to: readonly { readonly name: string; readonly address: string }[];
  readonly cc: readonly { readonly name: string; readonly address: string }[];
  readonly bcc: readonly { readonly name: string; readonly address: string }[];
  /** Of its own making, `x-…`. */
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly extended: ReadonlyMap<string, string>;
  readonly attachments: readonly Attachment[];
  readonly internetMessageId: string;
  readonly sentAt: number;
  /** Before this instant nobody sees it. */
  readonly visibleAt: number;
}

export interface ShiftItem extends Interval {
  readonly displayName?: string;
  readonly theme: string;
  readonly notes?: string;
}
/** A shift or a time off; a draft is seen by managers alone until it is shared. */
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
  /** Whose events, by user id. */
  readonly userId: string;
  readonly changeType: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl: string | undefined;
  readonly clientState: string | undefined;
  readonly immutableIds: boolean;
  expiresAt: number;
}
