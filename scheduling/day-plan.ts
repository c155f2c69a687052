import type { Interval } from '../model/technician.ts';
import type { Place, VisitKind } from '../model/visit.ts';
import type { OpenTimeAnswer } from './open-time.ts';

/** Who does it, and when it starts (ms). */
export interface Assignment {
  readonly personId: string;
  readonly start: number;
}

/**
 * Something that takes a technician's time: a visit, or queued work without a client waiting at a certain time. The
 * routing engine replans its queue through the same type, so that one preview, one budget and one undo serve both.
 */
export interface PlannedWork {
  readonly id: string;
  readonly kind: VisitKind | 'queued';
  readonly minutes: number;
  /** On-site only; all other work is done at base. */
  readonly place?: Place;
  /** Absent: nobody does it yet. */
  readonly at?: Assignment;
  /**
   * `confirmed`: the client has agreed to this time, so moving it counts against a separate budget, which is 0 by
   * default. `fixed`: in progress or not ours to move, whatever the budget.
   */
  readonly hold: 'movable' | 'confirmed' | 'fixed';
  /**
   * Where it must fit entirely when it gets a new time: what the client was promised, the deadline, the day of the
   * queue.
   */
  readonly windows: readonly Interval[];
  /** Person ids who could do it. */
  readonly can: readonly string[];
}

/** A technician whose days are planned; `open` is openTime() of their facts, with other visits not taken out. */
export interface PlanPerson {
  readonly personId: string;
  readonly name: string;
  readonly open: OpenTimeAnswer;
  readonly base?: Place;
}

/** The days of several technicians as they are now. */
export interface DayPlan {
  readonly people: readonly PlanPerson[];
  readonly work: readonly PlannedWork[];
}

/** What happened: new work must be done now, or a technician is away for a time and their work must be handed over. */
export type Disruption =
  | { readonly kind: 'emergency'; readonly workIds: readonly string[] }
  | { readonly kind: 'absent'; readonly personId: string; readonly from: number; readonly to: number };

/**
 * How much other work may be disrupted. Work that is handed over has lost its technician anyway and does not count as
 * moved.
 */
export interface DisruptionBudget {
  /** Other work that gets another time or person. */
  readonly moves: number;
  /** Minutes by which its times shift, including those of confirmed visits that are handed over. */
  readonly shiftedMinutes: number;
  /** Work with a client's agreement that must give way, or that is handed over at another time. */
  readonly confirmed: number;
}

/** An emergency must not move half the team's schedule in twenty minutes, and no client may be surprised. */
export const DEFAULT_BUDGET: DisruptionBudget = { moves: 3, shiftedMinutes: 240, confirmed: 0 };

/** One piece of work from its old place to its new one; `undefined` means nobody. */
export interface Change {
  readonly id: string;
  readonly from: Assignment | undefined;
  readonly to: Assignment | undefined;
}

/** The exact inverse: changes applied in one order are undone in the opposite one. */
export function undoOf(changes: readonly Change[]): Change[] {
  return changes.map(({ id, from, to }) => ({ id, from: to, to: from })).reverse();
}
