import type { Category, SkillNeed, TicketType } from '../model/triage.ts';

/** Something that a kind of work is recognised by, and what it changes. */
export interface Topic {
  readonly id: string;
  /** Comma-separated; PhraseBook explains the notation. */
  readonly phrases: string;
  /** 1 a hint, 2 likely, 3 a name of this work, 4 hardly anything else. */
  readonly weight: number;
  /** Hands-on minutes, where they differ from those of the kind. */
  readonly minutes?: number;
  /** The chance, 0 to 1, of an on-site visit, where it differs from that of the kind. */
  readonly onSite?: number;
  /** Who is affected when the text does not say, where it is more than the kind's. */
  readonly impact?: 1 | 2 | 3;
  /** Replaces the kind's own skills. */
  readonly skills?: readonly SkillNeed[];
}

/** One of the kinds of MSP work. */
export interface CategoryRow {
  readonly category: Category;
  readonly skills: readonly SkillNeed[];
  /** Expected hands-on minutes, by type. */
  readonly minutes: Readonly<Record<TicketType, number>>;
  readonly onSite: number;
  /** The type when the text does not say. */
  readonly usually: TicketType;
  /**
   * Who is affected by an incident of this kind when the text does not say: 1 the whole client, 2 a team, 3 one person.
   */
  readonly impact: 1 | 2 | 3;
  /** Ids of questions, most needed first. */
  readonly questions: readonly string[];
  readonly topics: readonly Topic[];
}
