import type { Interval } from './technician.ts';

/** What a client can book: somebody comes, somebody connects, somebody calls. Only the first has travel (R122). */
export const VISIT_KINDS = ['on-site', 'remote', 'call'] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

/**
 * Where a visit stands.
 * wanted → offered (the client has a link) → held (they chose, we are booking) → confirmed → done, with `asking` (policy
 * lets a dispatcher send the offer), `wishes` (no time suited: a dispatcher looks), `moving` (confirmed, and a new
 * time is being booked), `cancelled`, and `stuck` (a step failed for good: a dispatcher sees which).
 */
export const VISIT_STATES = [
  'wanted',
  'asking',
  'offered',
  'wishes',
  'held',
  'confirmed',
  'moving',
  'stuck',
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
