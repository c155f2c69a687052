import type { Category, SkillNeed, TicketType } from '../model/triage.ts';

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
