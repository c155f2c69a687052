import type { Slot, VisitKind } from './visit.ts';

/** Why a day is replanned: a technician is out for the rest of it, or a ticket cannot wait for a free time. */
export type ReplanCause =
  | { readonly kind: 'absent'; readonly personId: string; readonly from: number; readonly to: number }
  | { readonly kind: 'emergency'; readonly ticketId: string; readonly visitKind: VisitKind };

/**
 * preview → applied → undone, or preview → left. A preview whose facts have changed is replaced under the same id by a
 * fresh one, which says so.
 */
export type ReplanState = 'preview' | 'applied' | 'left' | 'undone';

/** How much a plan disrupts, or may disrupt, other visits. Minutes are shifts in time. */
export interface Upset {
  readonly moves: number;
  readonly shiftedMinutes: number;
  readonly confirmed: number;
}

/** One visit that changes hands or its time. */
export interface ReplanMove {
  readonly visitId: string;
  readonly ticketId: string;
  readonly why: 'emergency' | 'handover' | 'makes-room';
  /** The technician who no longer comes, and the present slot; absent for a visit that had no time yet. */
  readonly from?: { readonly personId: string; readonly slot: Slot };
  readonly to: { readonly personId: string; readonly slot: Slot };
  readonly shiftedMinutes: number;
  /** Nobody with the skill was free: the technician can come but has no training for it. */
  readonly unskilled?: true;
  /** The previous owner of the ticket, so that undo can restore it. */
  readonly owner?: string;
}

/**
 * A visit without a place, and why: scheduling's codes, and visits by two people, which no plan moves. `would-give`: it
 * keeps its place, and an emergency would fit if its client agreed to another time.
 */
export type UnplacedCode = 'no-room' | 'over-budget' | 'nobody-known' | 'fixed' | 'two-people' | 'would-give';

export interface ReplanUnplaced {
  readonly visitId: string;
  readonly ticketId: string;
  readonly code: UnplacedCode;
  /** The time it keeps for now. */
  readonly start?: number;
  /** The disruption budget that would be enough. */
  readonly needs?: Upset;
  /** People whose time is unknown, each with the next step. */
  readonly why: readonly string[];
}

/** A replanned day: ids and numbers only. Nothing moves until somebody applies it. */
export interface Replan {
  readonly replanId: string;
  readonly cause: ReplanCause;
  readonly state: ReplanState;
  readonly by: string;
  /** The people whose chats show its card. */
  readonly shownTo: readonly string[];
  /** The time at which it was planned: the same facts at the same time give the same plan. */
  readonly at: number;
  /** Until when it can be applied unchanged. */
  readonly until: number;
  readonly moves: readonly ReplanMove[];
  readonly unplaced: readonly ReplanUnplaced[];
  readonly used: Upset;
  readonly budget: Upset;
  /** Minutes of driving more or (negative) less, all technicians together. */
  readonly travelMinutes: number;
  /** It replaced an older preview. */
  readonly replaces?: true;
  readonly settledBy?: string;
  readonly settledAt?: number;
  readonly undoUntil?: number;
  /** Visits that undo could not restore, because they have changed since. */
  readonly notPutBack?: readonly string[];
}

/** A person who called in sick, although no calendar says so. One record per person, which expires by itself. */
export interface Absence {
  readonly personId: string;
  readonly from: number;
  readonly to: number;
  readonly by: string;
}
