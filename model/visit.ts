import type { Interval } from './technician.ts';

/** What a client can book: a technician visits, connects remotely, or calls. Only the first needs travel. */
export const VISIT_KINDS = ['on-site', 'remote', 'call'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/**
 * The state of a visit.
 * wanted → offered (the client has a link) → held (the client chose, we are booking) → confirmed → done, with `asking`
 * (policy lets a dispatcher send the offer), `wishes` (no time suited: a dispatcher looks), `moving` (confirmed, and a
 * new time is being booked) and `cancelled`. A step that failed for good is not a state: `Visit.stuck` names it, a
 * dispatcher sees it, and a retry continues from there.
 */
export const VISIT_STATES = [
  'wanted',
  'asking',
  'offered',
  'wishes',
  'held',
  'confirmed',
  'moving',
  'done',
  'cancelled',
] as const;
export type VisitState = (typeof VISIT_STATES)[number];

/** A point on the map, degrees (WGS 84). */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** A place to travel to or from. Without a point, travel is an assumption with a stated length. */
export interface Place {
  /** The address as people write it; untrusted when it comes from a client or the PSA. */
  readonly address: string;
  readonly point?: Point;
}

/**
 * A time that can be offered: the visit itself, `[start, end)`, who comes (the first one leads), and the minutes for
 * travel and clearing up that the calendar keeps free around it.
 */
export interface Slot extends Interval {
  readonly personIds: readonly string[];
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /**
   * For a visit by several people: the travel of those who do not lead. They start elsewhere, so each has their own.
   */
  readonly others?: readonly {
    readonly personId: string;
    readonly beforeMinutes: number;
    readonly afterMinutes: number;
  }[];
}

/**
 * What a slot keeps free in each person's calendar, travel included. A hold must own all of it: one visit per person
 * and time.
 */
export function blocksOf(slot: Slot): (Interval & { readonly personId: string })[] {
  return slot.personIds.map((personId) => {
    const { beforeMinutes, afterMinutes } = slot.others?.find((one) => one.personId === personId) ?? slot;
    return { personId, start: slot.start - beforeMinutes * 60_000, end: slot.end + afterMinutes * 60_000 };
  });
}

/**
 * Why a calendar shows somebody as not free. Tentative and working-elsewhere entries are listed, so that policy
 * decides.
 */
export type CalendarStatus = 'busy' | 'tentative' | 'away' | 'elsewhere';

/** One entry of a calendar that is not plainly free. Titles of other people's meetings are never read. */
export interface CalendarBusy extends Interval {
  readonly status: CalendarStatus;
}

/** What is known of a person's calendar. `unknown` never means free: it has a reason that a dispatcher can act on. */
export type CalendarAnswer =
  { readonly known: true; readonly busy: readonly CalendarBusy[] } | { readonly known: false; readonly why: string };

/** What exists in outside systems for a visit, as far as we know. */
export interface VisitOutside {
  /** Our tentative entries while a time is held, by person id. */
  readonly holdEvents: Readonly<Record<string, string>>;
  /**
   * The key that those entries carry, followed by the person's id; it also finds entries whose creation was never
   * acknowledged.
   */
  readonly holdKey?: string;
  readonly appointmentId?: string;
  /** An earlier attempt at another time may have created an appointment; the outcome is unknown. */
  readonly mayStand?: true;
  /** The time of the appointment there. */
  readonly bookedSlot?: Slot;
  readonly joinUrl?: string;
  readonly psaEntryIds: readonly string[];
}

/**
 * Who chose a time: the client alone, a dispatcher (by phone or by giving the visit to somebody), a plan, or a person
 * in Bookings.
 */
export type VisitBooker = 'client' | 'dispatcher' | 'replan' | 'outside';

/** A visit for a ticket: ids and numbers. Names, addresses and wishes are in VisitText and can be erased. */
export interface Visit {
  readonly visitId: string;
  readonly ticketId: string;
  readonly clientId: string;
  readonly kind: VisitKind;
  readonly state: VisitState;
  /** False once done or cancelled. */
  readonly open: boolean;
  /** The people who come. The first one leads and stays the same when the visit moves. */
  readonly personIds: readonly string[];
  /** How many people it takes. A second person for a visit by two is found automatically. */
  readonly people: 1 | 2;
  /** Minutes at the client's site. */
  readonly minutes: number;
  readonly requestedAt: number;
  readonly requestedBy: string;
  /** When the ticket got its owner: the time from assigned to confirmed starts here. */
  readonly assignedAt: number;
  readonly offeredAt?: number;
  /** When a time was first confirmed, and who had chosen it; both stay when the visit moves. */
  readonly confirmedAt?: number;
  readonly confirmedBy?: VisitBooker;
  /** When the follow-ups first ended without an answer; stays even if somebody chooses later. */
  readonly unansweredAt?: number;
  readonly cancelledAt?: number;
  /** The number of the valid link; older links say that they were replaced and do nothing. */
  readonly link: number;
  readonly linkUntil?: number;
  /** The chosen time: held, or confirmed. */
  readonly slot?: Slot;
  /** The confirmed time that remains while another one is being booked. */
  readonly before?: Slot;
  readonly outside: VisitOutside;
  readonly moves: number;
  readonly chased: number;
  /** The follow-ups are over and nobody has chosen: a dispatcher calls. */
  readonly unanswered?: true;
  /** Who chose the time that is now held or confirmed. */
  readonly bookedBy?: VisitBooker;
  /** The last time or person chosen here was not available; cleared by the next choice. */
  readonly missed?: {
    readonly start: number;
    readonly personIds: readonly string[];
    readonly why: 'taken' | 'refused';
  };
  readonly lateMinutes?: number;
  /** The plan that last moved it: the plan's card shows what happened to it. */
  readonly replanId?: string;
  /** Why a dispatcher must look: the step that failed for good. */
  readonly stuck?: { readonly step: string; readonly code: string };
  /** How many steps this visit has made; part of the key of each effect. */
  readonly n: number;
}

/** Who is visited, where, and what they wrote. All of it is untrusted and can be erased. */
export interface VisitText {
  readonly contactName: string;
  readonly contactMail: string;
  readonly contactPhone?: string;
  readonly place?: Place;
  /** IANA name. The client may change it on the page. */
  readonly timeZone: string;
  readonly language: ClientLanguage;
  readonly guests: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly wishes?: string;
  readonly cancelReason?: string;
}

/** The languages of messages to clients. */
export const CLIENT_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];

/**
 * A quarter of an hour of one person, taken by one visit. Its id is unique in the store, so nobody can be held twice.
 */
export interface Hold {
  readonly visitId: string;
  readonly personId: string;
  readonly start: number;
}

export const HOLD_GRID_MS = 15 * 60_000;
