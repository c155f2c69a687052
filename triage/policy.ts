import type { BusinessCalendar } from '../model/business-day.ts';
import type { Tier } from '../model/client.ts';
import type { Priority } from '../model/ticket.ts';
import { CATEGORY_ROWS } from './categories/index.ts';
import type { CategoryRow } from './category-row.ts';
import { PRIORITY_MATRIX, type PriorityMatrix } from './priority.ts';
import { PROMISES, OFFICE_HOURS, type Promises } from './promises.ts';
import { QUESTION_ROWS, type QuestionRow } from './questions-table.ts';
import { SIGNALS, type Signal } from './signals.ts';

/**
 * All of triage's assumptions as data: two installations with the same policy give the same result for the same ticket.
 */
export interface TriagePolicy {
  readonly version: string;
  /** Used when the client's zone is unknown. */
  readonly timeZone: string;
  /** The desk's hours for clients who are promised business hours. */
  readonly officeHours: Omit<BusinessCalendar, 'timeZone'>;
  readonly promises: Promises;
  readonly priorities: Readonly<Record<Tier, PriorityMatrix>>;
  readonly categories: readonly CategoryRow[];
  readonly signals: readonly Signal[];
  readonly questions: readonly QuestionRow[];
  readonly score: ScorePolicy;
  /** The priority of a ticket whose triage did not finish in time. */
  readonly deadlinePriority: Priority;
}

/** How much a phrase counts, by its position. */
export interface ScorePolicy {
  readonly title: number;
  readonly body: number;
  /** The body beyond `lateAfter` words, which is more often history and context than the matter itself. */
  readonly late: number;
  readonly lateAfter: number;
  /** The category that a person or a rule chose in the PSA. */
  readonly psa: number;
  /** Below this sum the ticket is unclear. */
  readonly least: number;
  /** Points for "something else", against which the best kind is measured. */
  readonly doubt: number;
}

/** The careful default for an MSP of which nothing is known yet. */
export const DEFAULT_TRIAGE_POLICY: TriagePolicy = {
  version: 'rules-2',
  timeZone: 'Europe/London',
  officeHours: OFFICE_HOURS,
  promises: PROMISES,
  priorities: PRIORITY_MATRIX,
  categories: CATEGORY_ROWS,
  signals: SIGNALS,
  questions: QUESTION_ROWS,
  score: { title: 2, body: 1, late: 0.5, lateAfter: 80, psa: 2, least: 2, doubt: 3 },
  deadlinePriority: 2,
};
