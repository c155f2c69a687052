import type { Slot, VisitKind } from './visit.ts';

/** Why a day is planned anew: somebody is out for the rest of it, or a ticket cannot wait for a free time. */
export type ReplanCause =
  | { readonly kind: 'absent'; readonly personId: string; readonly from: number; readonly to: number }
  | { readonly kind: 'emergency'; readonly ticketId: string; readonly visitKind: VisitKind };

/**
 * preview → applied → undone, or preview → left. A preview whose facts have changed is replaced by a fresh one under the
 * same id, which says so.
 */
export type ReplanState = 'preview' | 'applied' | 'left' | 'undone';

/** How much of others' days is upset, or may be. Minutes are those by which times shift. */
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
  /** Who comes no more, and the whole slot as it stands; absent for a visit that had no time yet. */
  readonly from?: { readonly personId: string; readonly slot: Slot };
  readonly to: { readonly personId: string; readonly slot: Slot };
  readonly shiftedMinutes: number;
  /** Nobody who has the skill was free: whoever comes can, and has not been trained for it. */
  readonly unskilled?: true;
  /** Who had the ticket, so that undo can give it back. */
  readonly owner?: string;
}

/**
 * What finds no place, and why: scheduling's codes, and visits by two that no plan moves. `would-give`: it keeps its place,
 * and there would be room for an emergency if its client agreed to another time.
 */
export type UnplacedCode = 'no-room' | 'over-budget' | 'nobody-known' | 'fixed' | 'two-people' | 'would-give';

export interface ReplanUnplaced {
  readonly visitId: string;
  readonly ticketId: string;
  readonly code: UnplacedCode;
  /** The time it keeps for now. */
  readonly start?: number;
  /** The budget that would do. */
  readonly needs?: Upset;
  /** Whose time is unknown, each with the next step. */
  readonly why: readonly string[];
}

/** A day planned anew: ids and numbers only. Nothing moves before somebody applies it. */
export interface Replan {
  readonly replanId: string;
  readonly cause: ReplanCause;
  readonly state: ReplanState;
  readonly by: string;
  /** Whose chats have its card. */
  readonly shownTo: readonly string[];
  /** The instant that it was planned for: the same facts at the same instant give the same plan. */
  readonly at: number;
  /** Until when it can be applied as it stands. */
  readonly until: number;
  readonly moves: readonly ReplanMove[];
  readonly unplaced: readonly ReplanUnplaced[];
  readonly used: Upset;
  readonly budget: Upset;
  /** Minutes of driving more or (negative) less, all technicians together. */
  readonly travelMinutes: number;
  /** It took the place of an older preview. */
  readonly replaces?: true;
  readonly settledBy?: string;
  readonly settledAt?: number;
  readonly undoUntil?: number;
  /** Visits that undo could not put back: they have moved on since. */
  readonly notPutBack?: readonly string[];
}

/** Somebody is out although no calendar says so: they called in sick. One a person, over by itself. */
export interface Absence {
  readonly personId: string;
  readonly from: number;
  readonly to: number;
  readonly by: string;
}
