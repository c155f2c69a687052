import type { BusinessCalendar } from '../model/business-time.ts';
import type { Tier } from '../model/client.ts';
import type { Priority } from '../model/ticket.ts';
import type { Category, SkillNeed, TicketType } from '../model/triage.ts';
import { CATEGORY_ROWS } from './categories/index.ts';
import { PRIORITY_MATRIX, type PriorityMatrix } from './priority.ts';
import { PROMISES, OFFICE_HOURS, type Promises } from './promises.ts';
import { QUESTION_ROWS, type QuestionRow } from './questions-table.ts';
import { SIGNALS, type Signal } from './signals.ts';

/** Something a kind of work is recognised by, and what it changes when it is met. */
export interface Topic {
  readonly id: string;
  /** Comma-separated; PhraseBook tells how phrases are written. */
  readonly phrases: string;
  /** 1 a hint, 2 likely, 3 a name of this work, 4 hardly anything else. */
  readonly weight: number;
  /** Hands-on minutes, where they differ from those of the kind. */
  readonly minutes?: number;
  /** 0 to 1: that somebody must go there, where it differs from that of the kind. */
  readonly onSite?: number;
  /** Whom it concerns when nobody says, where it is more than the kind's. */
  readonly impact?: 1 | 2 | 3;
  /** In place of the kind's own. */
  readonly skills?: readonly SkillNeed[];
}

/** One of the kinds of MSP work. */
export interface CategoryRow {
  readonly category: Category;
  readonly skills: readonly SkillNeed[];
  /** Expected hands-on minutes, by what is wanted. */
  readonly minutes: Readonly<Record<TicketType, number>>;
  readonly onSite: number;
  /** What somebody wants who does not say. */
  readonly usually: TicketType;
  /** Whom an incident of this kind concerns when nobody says: 1 the whole client, 2 a team, 3 one person. */
  readonly impact: 1 | 2 | 3;
  /** Ids of questions, most needed first. */
  readonly questions: readonly string[];
  readonly topics: readonly Topic[];
}

/** Everything triage believes, as data: two installations with the same policy say the same of the same ticket. */
export interface TriagePolicy {
  readonly version: string;
  /** Where no client's own zone is known. */
  readonly timeZone: string;
  /** When the desk works for those who are promised business hours. */
  readonly officeHours: Omit<BusinessCalendar, 'timeZone'>;
  readonly promises: Promises;
  readonly priorities: Readonly<Record<Tier, PriorityMatrix>>;
  readonly categories: readonly CategoryRow[];
  readonly signals: readonly Signal[];
  readonly questions: readonly QuestionRow[];
  readonly score: ScorePolicy;
  /** What a ticket gets that nobody had time to look at. */
  readonly deadlinePriority: Priority;
}

/** How much a phrase counts, by where it stands. */
export interface ScorePolicy {
  readonly title: number;
  readonly body: number;
  /** The body beyond `lateAfter` words: more often history and context than the matter itself. */
  readonly late: number;
  readonly lateAfter: number;
  /** The category a person or a rule chose in the PSA. */
  readonly psa: number;
  /** Below this sum the ticket is unclear. */
  readonly least: number;
  /** Points that speak for "something else", against which the best kind is measured. */
  readonly doubt: number;
}

/** The careful start for an MSP of which nothing is known yet. */
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
