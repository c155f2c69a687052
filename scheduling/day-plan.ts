import type { Interval } from '../model/technician.ts';
import type { Place, VisitKind } from '../model/visit.ts';
import type { OpenTimeAnswer } from './open-time.ts';

/** Who has it, and when it starts (ms). */
export interface Assignment {
  readonly personId: string;
  readonly start: number;
}

/**
 * Something that takes a technician's time: a visit, or queued work without a client waiting at a time. The routing
 * engine re-plans its queue through the same type, so that one preview, one budget and one undo serve both.
 */
export interface PlannedWork {
  readonly id: string;
  readonly kind: VisitKind | 'queued';
  readonly minutes: number;
  /** On-site only; all else is done at base. */
  readonly place?: Place;
  /** Absent: nobody has it yet. */
  readonly at?: Assignment;
  /**
   * `confirmed`: the client has said yes to this time, so moving it counts against a budget of its own, 0 unless
   * somebody raises it. `fixed`: in progress or not ours to move, whatever the budget.
   */
  readonly hold: 'movable' | 'confirmed' | 'fixed';
  /** Where it may lie, whole, when it gets a new time: what was promised to the client, the deadline, the queue's day. */
  readonly windows: readonly Interval[];
  /** Person ids who could do it. */
  readonly can: readonly string[];
}

/** A technician whose days are planned; `open` is openTime() of their facts, other visits not taken out. */
export interface PlanPerson {
  readonly personId: string;
  readonly name: string;
  readonly open: OpenTimeAnswer;
  readonly base?: Place;
}

/** The days of several technicians as they stand. */
export interface DayPlan {
  readonly people: readonly PlanPerson[];
  readonly work: readonly PlannedWork[];
}

/** What happened: new work must be done now, or somebody is gone for a time and their work must be handed over. */
export type Disruption =
  | { readonly kind: 'emergency'; readonly workIds: readonly string[] }
  | { readonly kind: 'absent'; readonly personId: string; readonly from: number; readonly to: number };

/** How much may be upset to serve it. What is handed over has lost its technician anyway, and is no move of itself. */
export interface DisruptionBudget {
  /** Works of others that get another time or person. */
  readonly moves: number;
  /** Minutes by which their times shift, and those of confirmed visits handed over, all together. */
  readonly shiftedMinutes: number;
  /** Works with a client's yes that others must give way with, or that are handed over to another time. */
  readonly confirmed: number;
}

/** An emergency must not move half the team's schedule in twenty minutes, and no client is surprised. */
export const DEFAULT_BUDGET: DisruptionBudget = { moves: 3, shiftedMinutes: 240, confirmed: 0 };

/** One work from where it was to where it goes; `undefined` is nobody's. */
export interface Change {
  readonly id: string;
  readonly from: Assignment | undefined;
  readonly to: Assignment | undefined;
}

/** The exact inverse: what applied in one order is undone in the other. */
export function undoOf(changes: readonly Change[]): Change[] {
  return changes.map(({ id, from, to }) => ({ id, from: to, to: from })).reverse();
}
