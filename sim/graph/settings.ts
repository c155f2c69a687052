import type { FreeBusy } from './rows.ts';

/** What a caller may do in the whole tenant, as an administrator granted it in Entra. */
export type Grants = Set<string>;

/**
 * How this tenant behaves where Graph's behaviour is known to differ, is undocumented or cannot be known without a
 * live tenant. Each may be changed while the simulator runs. The defaults are the harder ones.
 */
export interface GraphSettings {
  /** Every answer takes so long, ms: what makes requests overlap. */
  latencyMs: number;
  /** Requests to Outlook and Bookings that the application may have in flight (graph.md §3 "Limits"). */
  outlookAtOnce: number;
  lag: {
    /** Until lists of appointments show what was written. */
    appointmentsMs: number;
    /** Until an appointment stands in the calendars of its staff, and free/busy says so. */
    staffCalendarMs: number;
    /** Until a mail that was accepted is in Sent Items and at its recipients: 202 is no more than accepted. */
    mailMs: number;
    /** Until a change of an event is told to subscribers. */
    noticeMs: number;
  };
  schedules: {
    /** Documented as 20; the service was seen to fail at 101 (issue 5895). */
    most: number;
  };
  mail: {
    /**
     * Custom headers of a sent mail are on the received copy alone (OfficeDev/office-js-docs-pr#5057,
     * microsoftgraph/microsoft-graph-docs#18761); for a while in 2021 and 2022 they were on both.
     */
    sentItemsShowHeaders: boolean;
  };
  shifts: {
    /** App tokens get 403 without `MS-APP-ACTS-AS` (issue 2884, msgraph-sdk-powershell#1227). */
    needsActsAs: boolean;
  };
  bookings: {
    /** An outage: every POST of an appointment is 500 UnknownError (microsoft-graph-explorer-v4#4049). */
    ill: boolean;
    /** "does not support the token type: App" (issue 8874). */
    calendarViewRefusesApps: boolean;
    /** Bookings.ReadWrite.All alone was not enough for appointments, services and staff (Q&A 2283013). */
    needsAppointmentPermission: boolean;
    /** What create and change look at beside the written rules (graph.md §1.3). */
    conflicts: 'appointments-and-calendar' | 'appointments' | 'none';
    /** Which entries of a personal calendar are in the way. Whether tentative ones are is not documented. */
    blockedBy: readonly FreeBusy[];
    /**
     * `startDateTime` as the metadata has it, `start` as the resource page has it, or each where its own document
     * has it: metadata for one appointment, docs for calendarView (graph.md §1.2 "Doc trap").
     */
    spelling: 'metadata' | 'docs' | 'mixed';
    /** `{value}`, or the documented example's `{staffAvailabilityItem}` with its casing and zone (graph.md §1.4). */
    availability: 'metadata' | 'docs';
    /** Whether DELETE mails the customer as cancel does: not documented. */
    deleteMails: boolean;
    /** Before-and-after buffers are part of the staff's calendar entry. */
    buffersInCalendar: boolean;
  };
}

export function defaultSettings(): GraphSettings {
  return {
    latencyMs: 0,
    outlookAtOnce: 4,
    lag: { appointmentsMs: 0, staffCalendarMs: 2_000, mailMs: 1_000, noticeMs: 1_000 },
    schedules: { most: 20 },
    mail: { sentItemsShowHeaders: false },
    shifts: { needsActsAs: true },
    bookings: {
      ill: false,
      calendarViewRefusesApps: false,
      needsAppointmentPermission: true,
      conflicts: 'appointments-and-calendar',
      blockedBy: ['tentative', 'busy', 'oof', 'workingElsewhere'],
      spelling: 'mixed',
      availability: 'metadata',
      deleteMails: false,
      buffersInCalendar: true,
    },
  };
}
