import type { Slot } from '../model/visit.ts';
import type { UnknownCode } from './open-time.ts';
import { type SlotItem } from './slot-items.ts';
import { type Cell } from './grid.ts';

/** A start that somebody could keep: `n` is its number in the grid, `cost` hundredths of a minute. */
export interface Candidate {
  readonly n: number;
  readonly start: number;
  readonly cost: number;
  readonly cell: number;
}

export interface SlotSearch {
  /** Every start on the grid that can be kept, in order of time. */
  readonly candidates: readonly Candidate[];
  readonly cells: readonly Cell[];
  readonly noSlots: readonly NoSlots[];
  slot(candidate: Candidate): OfferedSlot;
}

/** A time to offer, with why it is a good one. */
export interface OfferedSlot extends Slot {
  /** Hundredths of a minute: the sum of its items. */
  readonly total: number;
  readonly items: readonly SlotItem[];
  /** Ends after the promised time: offered all the same, and said. */
  readonly late: boolean;
  readonly wished: boolean;
}

/** Why somebody has no slot, for the dispatcher. */
export interface NoSlots {
  readonly personId: string;
  readonly name: string;
  readonly code: UnknownCode | 'not-in-service' | 'no-facts' | 'no-room';
  /** Set for what is unknown: a sentence with the next step in it. */
  readonly why?: string;
}
