import type { BusinessCalendar, Weekday } from '../model/business-day.ts';
import type { Interval } from '../model/technician.ts';
import type { CalendarAnswer, Place, VisitKind } from '../model/visit.ts';
import type { PartOfDay } from './policy.ts';

/** When somebody works, or why nobody knows. */
export type WorkingHours =
  { readonly known: true; readonly calendar: BusinessCalendar } | { readonly known: false; readonly why: string };

/** A visit or hold that somebody already has. `[start, end)` is the visit itself. */
export interface Appointed extends Interval {
  readonly visitId: string;
  readonly kind: VisitKind;
  /** On-site only. */
  readonly place?: Place;
  /** What is kept free around it, travel included: as its slot said. */
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /**
   * Where our entry for it stands in the technician's calendar. The calendar's copy is then not counted again; an
   * entry that somebody has dragged elsewhere no longer matches, and blocks like any other.
   */
  readonly inCalendar?: Interval;
}

/** All that is known of one technician's time. Absent facts make somebody unbookable, never free. */
export interface PersonFacts {
  readonly personId: string;
  readonly name: string;
  readonly hours: WorkingHours;
  /** Planned shifts; absent: nobody plans them, and the hours alone count. An empty list is "never works". */
  readonly shifts?: readonly Interval[];
  readonly calendar: CalendarAnswer;
  readonly timeOff: readonly Interval[];
  readonly visits: readonly Appointed[];
  /** Home or office: where each trip begins and ends. */
  readonly base?: Place;
}

/** Somebody who could come. `minutes`: what they cost more than the best one, by routing's bill; 0 when all are alike. */
export interface Choice {
  readonly personId: string;
  readonly minutes: number;
}

/** What must be fetched on the way: an extra stop of the one who leads. */
export interface Parts {
  readonly place?: Place;
  readonly minutes: number;
  /** Not on the shelf before this instant. */
  readonly readyAt?: number;
}

/**
 * What Bookings refuses, said before it is asked
 * (docs/platform/bookings.md, “An application must keep the rules of the business”). Its staff list narrows the
 * request's seats.
 */
export interface ServiceRules {
  readonly hours: BusinessCalendar;
  readonly leastNoticeMinutes: number;
  readonly farthestMinutes: number;
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
  readonly staff: readonly string[];
}

/** What a client wished for; it raises the price of other times and never hides them. */
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
  /** One list per person needed; the first seat leads. A fixed owner is a list of one. */
  readonly seats: readonly (readonly Choice[])[];
  readonly urgent: boolean;
  /** The client has this time already, and somebody else is to come at it: no notice is needed. */
  readonly keepsTime?: true;
  readonly parts?: Parts;
  readonly service?: ServiceRules;
  /** When the client's site can be entered, in the client's zone. Absent: at any hour that a technician works. */
  readonly siteHours?: BusinessCalendar;
  /** What was promised: ending later is a breach, marked and priced. */
  readonly deadline?: number;
  /** The client's zone (IANA): days and parts of day are theirs. */
  readonly timeZone: string;
  readonly wishes?: Wishes;
  /** Neither earlier nor later than these instants. */
  readonly notBefore?: number;
  readonly notAfter?: number;
}
