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
  /** Requests that may be in flight (docs/platform/graph.md, “Exchange serves four requests at a time”). */
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
    /** People of one request (docs/platform/graph.md, “getSchedule takes twenty people and less than 62 days”). */
    most: number;
  };
  mail: {
    /**
     * Custom headers of a sent mail are on the received copy alone
     * (docs/platform/graph.md, “Sent Items keep no internet headers”); for a while in 2021 and 2022 they were on both.
     */
    sentItemsShowHeaders: boolean;
  };
  shifts: {
    /** App tokens get 403 without the header (docs/platform/graph.md, “Shifts may want a person to act as”). */
    needsActsAs: boolean;
  };
  bookings: {
    /** docs/platform/bookings.md, “Bookings can refuse every appointment for weeks”. */
    ill: boolean;
    /** docs/platform/bookings.md, “Lists of appointments may refuse an application”. */
    calendarViewRefusesApps: boolean;
    /** docs/platform/bookings.md, “The larger permission does not contain the smaller one”. */
    needsAppointmentPermission: boolean;
    /**
     * What refuses a time beside the written rules
     * (docs/platform/bookings.md, “A busy personal calendar refuses a booking, our own hold too”).
     */
    conflicts: 'appointments-and-calendar' | 'appointments' | 'none';
    /** Which entries of a personal calendar are in the way. Whether tentative ones are is not documented. */
    blockedBy: readonly FreeBusy[];
    /**
     * `startDateTime` as the metadata has it, `start` as the resource page has it, or both: metadata for one
     * appointment, docs for calendarView
     * (docs/platform/bookings.md, “The metadata and the documentation name times differently”).
     */
    spelling: 'metadata' | 'docs' | 'mixed';
    /**
     * `{value}`, or the documented example's `{staffAvailabilityItem}` with its casing and zone
     * (docs/platform/bookings.md, “Lists come under more than one name”).
     */
    availability: 'metadata' | 'docs';
    /**
     * Whether DELETE mails the customer
     * (docs/platform/bookings.md, “Cancelling writes to the customer, deleting may not”).
     */
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
