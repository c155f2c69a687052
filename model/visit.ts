import type { Interval } from './technician.ts';

/** What a client can book: somebody comes, somebody connects, somebody calls. Only the first has travel. */
export const VISIT_KINDS = ['on-site', 'remote', 'call'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/**
 * Where a visit stands.
 * wanted → offered (the client has a link) → held (they chose, we are booking) → confirmed → done, with `asking` (policy
 * lets a dispatcher send the offer), `wishes` (no time suited: a dispatcher looks), `moving` (confirmed, and a new
 * time is being booked) and `cancelled`. A step that failed for good is not a state: `Visit.stuck` names it, a dispatcher
 * sees it, and its retry goes on where it stood.
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

/** A place somebody travels to or from. Without a point, travel is an assumption with a stated length. */
export interface Place {
  /** As people write it; untrusted when it comes from a client or the PSA. */
  readonly address: string;
  readonly point?: Point;
}

/**
 * A time that can be offered: the visit itself, `[start, end)`, who comes (the first one leads), and the minutes of
 * travel and clearing up that the calendar keeps free around it.
 */
export interface Slot extends Interval {
  readonly personIds: readonly string[];
  readonly beforeMinutes: number;
  readonly afterMinutes: number;
  /** Of a visit by two or more: the ways of those who do not lead. They come from elsewhere, so each has their own. */
  readonly others?: readonly {
    readonly personId: string;
    readonly beforeMinutes: number;
    readonly afterMinutes: number;
  }[];
}

/** What a slot keeps free in each one's calendar, travel included: what a hold must own (one person and time, once). */
export function blocksOf(slot: Slot): (Interval & { readonly personId: string })[] {
  return slot.personIds.map((personId) => {
    const { beforeMinutes, afterMinutes } = slot.others?.find((one) => one.personId === personId) ?? slot;
    return { personId, start: slot.start - beforeMinutes * 60_000, end: slot.end + afterMinutes * 60_000 };
  });
}

/** Why a calendar says that somebody is not free. Tentative and elsewhere-working time is listed, so that policy decides. */
export type CalendarStatus = 'busy' | 'tentative' | 'away' | 'elsewhere';

/** One stretch of a calendar that is not plainly free. Titles of other people's meetings are never read. */
export interface CalendarBusy extends Interval {
  readonly status: CalendarStatus;
}

/** What is known of somebody's calendar. `unknown` is never free: it has a reason that a dispatcher can act on. */
export type CalendarAnswer =
  { readonly known: true; readonly busy: readonly CalendarBusy[] } | { readonly known: false; readonly why: string };

/** What stands outside for a visit, as far as we have learnt. */
export interface VisitOutside {
  /** Our tentative entries, while a time is held: by person id. */
  readonly holdEvents: Readonly<Record<string, string>>;
  /** What those entries carry, also the ones that we never heard of: the person's id follows it. */
  readonly holdKey?: string;
  readonly appointmentId?: string;
  /** An attempt at another time came first, and nobody knows for certain that no appointment was made of it. */
  readonly mayStand?: true;
  /** The time the appointment has there. */
  readonly bookedSlot?: Slot;
  readonly joinUrl?: string;
  readonly psaEntryIds: readonly string[];
}

/** Who chose a time: the client alone, a dispatcher (on the phone, or who it is given to), a plan, somebody in Bookings. */
export type VisitBooker = 'client' | 'dispatcher' | 'replan' | 'outside';

/** A visit to a ticket: ids and numbers; names, addresses and wishes stand in VisitText and can be erased. */
export interface Visit {
  readonly visitId: string;
  readonly ticketId: string;
  readonly clientId: string;
  readonly kind: VisitKind;
  readonly state: VisitState;
  /** False once done or cancelled. */
  readonly open: boolean;
  /** Who comes; the first one leads and stays the same when the visit moves. */
  readonly personIds: readonly string[];
  /** How many people it takes: two-person visits find a second one by themselves. */
  readonly people: 1 | 2;
  /** Minutes at the client's. */
  readonly minutes: number;
  readonly requestedAt: number;
  readonly requestedBy: string;
  /** When the ticket got its owner: assigned-to-confirmed is measured from here. */
  readonly assignedAt: number;
  readonly offeredAt?: number;
  /** When a time was confirmed first, and who had chosen that one; both stay when the visit moves. */
  readonly confirmedAt?: number;
  readonly confirmedBy?: VisitBooker;
  /** When the follow-ups ended without an answer first; stays when somebody chooses after all. */
  readonly unansweredAt?: number;
  readonly cancelledAt?: number;
  /** Which link is the living one; older ones say so and do nothing. */
  readonly link: number;
  readonly linkUntil?: number;
  /** The time that is chosen: held, or confirmed. */
  readonly slot?: Slot;
  /** The confirmed time that still stands while another one is being booked. */
  readonly before?: Slot;
  readonly outside: VisitOutside;
  readonly moves: number;
  readonly chased: number;
  /** Follow-ups are over, and nobody has chosen: a dispatcher calls. */
  readonly unanswered?: true;
  /** Who chose the time that is held or stands now. */
  readonly bookedBy?: VisitBooker;
  /** The time, or the person, that was chosen here last could not be had; gone with the next choice. */
  readonly missed?: {
    readonly start: number;
    readonly personIds: readonly string[];
    readonly why: 'taken' | 'refused';
  };
  readonly lateMinutes?: number;
  /** The plan that moved it last: its card says what became of it. */
  readonly replanId?: string;
  /** Why a dispatcher must look: which step failed for good. */
  readonly stuck?: { readonly step: string; readonly code: string };
  /** How many steps this visit has made; the key of each effect is made of it. */
  readonly n: number;
}

/** Who is visited, where, and what they said. All of it untrusted, all of it erasable. */
export interface VisitText {
  readonly contactName: string;
  readonly contactMail: string;
  readonly contactPhone?: string;
  readonly place?: Place;
  /** IANA. The client may change it on their page. */
  readonly timeZone: string;
  readonly language: ClientLanguage;
  readonly guests: readonly string[];
  readonly answers: Readonly<Record<string, string>>;
  readonly note?: string;
  readonly wishes?: string;
  readonly cancelReason?: string;
}

/** Languages that clients are written to in. */
export const CLIENT_LANGUAGES = ['en', 'de', 'fr', 'es'] as const;
export type ClientLanguage = (typeof CLIENT_LANGUAGES)[number];

/** One quarter of an hour of one person, taken by one visit: its id is unique in the store, so nobody is held twice. */
export interface Hold {
  readonly visitId: string;
  readonly personId: string;
  readonly start: number;
}

export const HOLD_GRID_MS = 15 * 60_000;
