import type { Interval } from '../../model/technician.ts';

/** Wall-clock spans, `HH:MM`, by ISO weekday (1 Monday to 7 Sunday), in the business's zone. */
export type WeeklyHours = Readonly<
  Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly { readonly from: string; readonly to: string }[]>>
>;

/** What a business offers in Microsoft Bookings, and the rules an appointment made by an application must keep. */
export interface BookingService {
  readonly id: string;
  readonly name: string;
  readonly minutes: number;
  readonly online: boolean;
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  /** Minutes from now before which, and after which, Bookings refuses. */
  readonly leastNoticeMinutes: number;
  readonly farthestMinutes: number;
  /** Without it Bookings refuses to be told who comes. */
  readonly staffCanBeChosen: boolean;
  readonly staffIds: readonly string[];
  /** Its own weekly hours, where it does not follow the business's; none at all: it cannot be booked. */
  readonly hours?: WeeklyHours;
  readonly questions: readonly {
    readonly id: string;
    readonly text: string;
    readonly required: boolean;
    readonly options: readonly string[];
  }[];
}

/** Ids are Bookings' own, never Entra's; matched by mail. */
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
  /** IANA. */
  readonly timeZone: string;
  readonly hours: WeeklyHours;
  readonly services: readonly BookingService[];
  readonly staff: readonly BookingStaff[];
}

export interface Appointment extends Interval {
  readonly id: string;
  readonly serviceId: string;
  readonly staffIds: readonly string[];
  /** Ours carry the visit's key as their label; others were made in Bookings itself. */
  readonly label?: string;
  readonly customerName?: string;
  readonly customerMail?: string;
  readonly joinUrl?: string;
  readonly changedAt?: number;
  /** Made by the client on the Bookings page. */
  readonly selfService: boolean;
}

export interface NewAppointment extends Interval {
  /** Stands in the appointment as its label; the look before a repeat finds it by that. */
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
  /** For the staff's eyes. */
  readonly staffNote: string;
  readonly online: boolean;
  /**
   * True: Bookings mails the client, and Callboard does not
   * (docs/platform/bookings.md, “Bookings mails the client unless it is told not to”).
   */
  readonly mailByBookings: boolean;
}

/**
 * Microsoft Bookings, or plain Exchange events in its place. Throws OutsideError: BOOKINGS_REFUSED with `done: 'no'`
 * when a rule is known to be broken, and with `done: 'unknown'` for the empty 500 that may mean anything
 * (docs/platform/bookings.md, “Bookings answers a broken rule with an empty 500”): look, then decide anew.
 */
export interface BookingsPort {
  readonly mode: 'bookings' | 'exchange';
  business(): Promise<BookingBusiness>;
  create(appointment: NewAppointment): Promise<{ readonly id: string; readonly joinUrl?: string }>;
  get(id: string): Promise<Appointment | undefined>;
  /** The look before a repeat: by label, among the appointments around that time. */
  findByKey(key: string, around: Interval): Promise<Appointment | undefined>;
  /** All appointments that touch the window; their customers are not filled in (Bookings leaves them out of lists). */
  list(window: Interval): Promise<readonly Appointment[]>;
  /** `false`: it is not there any more. */
  move(id: string, to: Interval & { readonly staffIds: readonly string[] }): Promise<boolean>;
  /**
   * Bookings tells the client of a cancellation whatever they opted out of (bookingappointment-cancel): without a
   * `message` the appointment goes without a word, for when the client is written to by us. `false`: it was not there.
   */
  cancel(id: string, message?: string): Promise<boolean>;
}
