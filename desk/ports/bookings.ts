import type { Interval } from '../../model/technician.ts';

/** Local opening hours, `HH:MM`, by ISO weekday (1 Monday to 7 Sunday), in the business's time zone. */
export type WeeklyHours = Readonly<
  Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly { readonly from: string; readonly to: string }[]>>
>;

/** A service in Microsoft Bookings, and the rules for appointments that an application makes. */
export interface BookingService {
  readonly id: string;
  readonly name: string;
  readonly minutes: number;
  readonly online: boolean;
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  /** Bookings refuses appointments that start sooner or later than this, in minutes from now. */
  readonly leastNoticeMinutes: number;
  readonly farthestMinutes: number;
  /** When false, Bookings refuses an appointment that names its staff. */
  readonly staffCanBeChosen: boolean;
  readonly staffIds: readonly string[];
  /** The service's own weekly hours, when it does not follow the business's. Without any hours it cannot be booked. */
  readonly hours?: WeeklyHours;
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly required: boolean;
    readonly options: readonly string[];
  }[];
}

/** Ids are Bookings' own, not Entra's. Staff are matched by mail. */
export interface BookingStaff {
  readonly id: string;
  readonly name: string;
  readonly mail: string;
  readonly active: boolean;
}

export interface BookingBusiness {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly hours: WeeklyHours;
  readonly services: readonly BookingService[];
  readonly staff: readonly BookingStaff[];
}

export interface Appointment extends Interval {
  readonly id: string;
  readonly serviceId: string;
  readonly staffIds: readonly string[];
  /** Our appointments carry the visit's key as label. Others were made in Bookings itself. */
  readonly label?: string;
  readonly customerName?: string;
  readonly customerMail?: string;
  readonly joinUrl?: string;
  readonly changedAt?: number;
  /** Made by the client on the Bookings page. */
  readonly selfService: boolean;
}

export interface NewAppointment extends Interval {
  /** Stored as the appointment's label. `findByKey` uses it to check for an earlier attempt before repeating. */
  readonly key: string;
  readonly serviceId: string;
  readonly staffIds: readonly string[];
  readonly customer: {
    readonly name: string;
    readonly mail: string;
    readonly phone?: string;
    readonly timeZone: string;
    readonly address?: string;
  };
  readonly answers: readonly { readonly questionId: string; readonly question: string; readonly answer: string }[];
  /** Visible to staff only. */
  readonly staffNote: string;
  readonly online: boolean;
  /**
   * True: Bookings mails the client, and Callboard does not (docs/platform/bookings.md, “Bookings mails the client
   * unless it is told not to”).
   */
  readonly mailByBookings: boolean;
}

/**
 * Microsoft Bookings, or plain Exchange events as a fallback. Throws OutsideError BOOKINGS_REFUSED: with `done: 'no'`
 * when a rule is known to be broken, and with `done: 'unknown'` for the empty 500 that can mean anything
 * (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”). In the second case, check what
 * exists before deciding again.
 */
export interface BookingsPort {
  readonly mode: 'bookings' | 'exchange';
  business(): Promise<BookingBusiness>;
  create(appointment: NewAppointment): Promise<{ readonly id: string; readonly joinUrl?: string }>;
  get(id: string): Promise<Appointment | undefined>;
  /** Checks for an earlier attempt before repeating: finds the label among the appointments around that time. */
  findByKey(key: string, around: Interval): Promise<Appointment | undefined>;
  /** All appointments that overlap the window, without customers: Bookings leaves them out of lists. */
  list(window: Interval): Promise<readonly Appointment[]>;
  /** Returns `false` when the appointment no longer exists. */
  move(id: string, to: Interval & { readonly staffIds: readonly string[] }): Promise<boolean>;
  /**
   * Bookings mails the client about a cancellation even if they opted out (bookingappointment-cancel). Without a
   * `message` the appointment disappears without a mail, for when we write to the client ourselves. Returns `false`
   * when it no longer exists.
   */
  cancel(id: string, message?: string): Promise<boolean>;
}
