import type { BusinessCalendar, Weekday } from '../model/business-day.ts';
import type { Interval } from '../model/technician.ts';
import type { CalendarAnswer, Place, VisitKind } from '../model/visit.ts';
import type { PartOfDay } from './policy.ts';

/** Working hours, or why they are unknown. */
export type WorkingHours =
  { readonly known: true; readonly calendar: BusinessCalendar } | { readonly known: false; readonly why: string };

/** An existing visit or hold. `[start, end)` is the visit itself. */
export interface Appointed extends Interval {
  readonly visitId: string;
  readonly kind: VisitKind;
  /** On-site only. */
  readonly place?: Place;
  /** The time kept free around it, travel included, as its slot said. */
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /**
   * The position of our calendar entry for it. Its copy in the calendar is then not counted again; an entry that
   * somebody moved no longer matches and blocks like any other.
   */
  readonly inCalendar?: Interval;
}

/** Everything known about one technician's time. Absent facts make a technician unbookable, never free. */
export interface PersonFacts {
  readonly personId: string;
  readonly name: string;
  readonly hours: WorkingHours;
  /** Planned shifts. Absent: nobody plans shifts, and only the hours count. An empty list means "never works". */
  readonly shifts?: readonly Interval[];
  readonly calendar: CalendarAnswer;
  readonly timeOff: readonly Interval[];
  readonly visits: readonly Appointed[];
  /** Home or office, where each trip begins and ends. */
  readonly base?: Place;
}

/**
 * A person who could come. `minutes`: how much dearer than the best one they are in routing's bill; 0 when all are
 * equal.
 */
export interface Choice {
  readonly personId: string;
  readonly minutes: number;
}

/** Something to fetch on the way: an extra stop of the technician who leads. */
export interface Parts {
  readonly place?: Place;
  readonly minutes: number;
  /** Not available before this time. */
  readonly readyAt?: number;
}

/**
 * What Bookings would refuse, checked before asking it (docs/platform/bookings.md, “An application must keep the rules
 * of the business”). Its staff list narrows the request's seats.
 */
export interface ServiceRules {
  readonly hours: BusinessCalendar;
  readonly leastNoticeMinutes: number;
  readonly farthestMinutes: number;
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  readonly staff: readonly string[];
}

/** The client's wishes; they raise the cost of other times and never hide them. */
export interface Wishes {
  readonly parts: readonly PartOfDay[];
  readonly weekdays: readonly Weekday[];
}

/** One visit that needs a time. */
export interface VisitRequest {
  /** The visit's id: the seed of the spread, so that the same visit is always shown the same times. */
  readonly visitId: string;
  readonly kind: VisitKind;
  readonly minutes: number;
  /** On-site only. */
  readonly place?: Place;
  /** One list per needed person; the first seat leads. A fixed owner is a list of one. */
  readonly seats: readonly (readonly Choice[])[];
  readonly urgent: boolean;
  /** The client already has this time and another technician takes it over: no minimum notice applies. */
  readonly keepsTime?: true;
  readonly parts?: Parts;
  readonly service?: ServiceRules;
  /** When the client's site can be entered, in the client's zone. Absent: whenever a technician works. */
  readonly siteHours?: BusinessCalendar;
  /** The promised time: ending later is a breach, which is marked and priced. */
  readonly deadline?: number;
  /** The client's zone (IANA): days and parts of day are in it. */
  readonly timeZone: string;
  readonly wishes?: Wishes;
  /** Neither earlier nor later than these times. */
  readonly notBefore?: number;
  readonly notAfter?: number;
}
