import type { FreeBusy } from './rows.ts';

/** Permissions that an administrator granted to the app in Entra, for the whole tenant. */
export type Grants = Set<string>;

/**
 * Settings for behavior that differs between tenants, is undocumented, or cannot be known without a live tenant. They
 * can be changed while the simulator runs. The defaults are the harder variants.
 */
export interface GraphSettings {
  /** How long every answer takes, ms; with a delay, requests overlap. */
  latencyMs: number;
  /** Concurrent requests to Exchange (docs/platform/graph.md, “Exchange serves four requests at a time”). */
  outlookAtOnce: number;
  lag: {
    /** Delay until lists of appointments show a write. */
    appointmentsMs: number;
    /** Delay until an appointment is in its staff's calendars and in free/busy times. */
    staffCalendarMs: number;
    /** Delay until an accepted mail is in Sent Items and in the recipients' inboxes: 202 only means accepted. */
    mailMs: number;
    /** Delay until subscribers are notified of a changed event. */
    noticeMs: number;
  };
  schedules: {
    /** People per request (docs/platform/graph.md, “getSchedule takes twenty people and less than 62 days”). */
    most: number;
  };
  mail: {
    /**
     * Whether the sender's copy has custom headers. Normally only the recipient's has them
     * (docs/platform/graph.md, “Sent Items keep no internet headers”); for a while in 2021 and 2022 both had.
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
     * What makes a time unavailable, besides the written rules
     * (docs/platform/bookings.md, “A busy personal calendar refuses a booking, our own hold too”).
     */
    conflicts: 'appointments-and-calendar' | 'appointments' | 'none';
    /** Statuses of calendar entries that conflict. Whether tentative entries do is undocumented. */
    blockedBy: readonly FreeBusy[];
    /**
     * Names of times: `startDateTime` as in the metadata, `start` as on the resource page, or mixed: metadata names for
     * one appointment, the page's names in lists
     * (docs/platform/bookings.md, “The metadata and the documentation name times differently”).
     */
    spelling: 'metadata' | 'docs' | 'mixed';
    /**
     * `{value}`, or `{staffAvailabilityItem}` with the casing and zone of the documentation's example
     * (docs/platform/bookings.md, “Lists come under more than one name”).
     */
    availability: 'metadata' | 'docs';
    /**
     * Whether DELETE mails the customer
     * (docs/platform/bookings.md, “Cancelling writes to the customer, deleting may not”).
     */
    deleteMails: boolean;
    /** Whether the staff's calendar entries include the buffers before and after. */
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
