import type { Tier } from './client.ts';
import type { SkillLevel } from './technician.ts';
import type { Priority } from './ticket.ts';

/** The kinds of MSP work. triage/categories/ describes each. */
export const CATEGORIES = [
  'access',
  'email',
  'hardware',
  'network',
  'printing',
  'security',
  'server',
  'backup',
  'application',
  'telephony',
  'onboarding',
  'procurement',
  'unclear',
] as const;
export type Category = (typeof CATEGORIES)[number];

/** ITIL's terms for what the client wants. */
export type TicketType = 'incident' | 'request' | 'question' | 'alert';

export interface SkillNeed {
  readonly skill: string;
  readonly level: SkillLevel;
  /** Nobody should start without this skill. */
  readonly must: boolean;
}

/**
 * Why triage believes something: which rule matched, and where in the text (offsets, so that no text is stored here).
 */
export interface Evidence {
  readonly about: 'category' | 'type' | 'impact' | 'urgency' | 'onSite' | 'effort' | 'client';
  readonly rule: string;
  readonly part: 'title' | 'body' | 'psa';
  readonly start: number;
  readonly length: number;
}

/** Something to know before starting, asked of the contact or filled in by the dispatcher. */
export interface Question {
  readonly id: string;
  /** Key into the table of words. */
  readonly words: string;
  readonly ask: 'contact' | 'dispatcher';
}

/** Which clock runs, and until when. */
export interface ServiceClock {
  readonly agreementId?: string;
  readonly agreementName?: string;
  readonly tier: Tier;
  readonly respondBy?: number;
  readonly resolveBy?: number;
  readonly paused: boolean;
  /** `psa`: the PSA's own deadlines; `policy`: computed from the tier's table; `none`: nothing was promised. */
  readonly source: 'psa' | 'policy' | 'none';
}

/** What a ticket is, without its text: all of this may stay after the text has been erased. */
export interface TriageRecord {
  readonly ticketId: string;
  readonly at: number;
  /** `deadline`: triage did not finish in time; the ticket counts as unclear and urgent and goes to the coordinator. */
  readonly by: 'rules' | 'deadline';
  readonly policy: string;
  readonly type: TicketType;
  readonly category: Category;
  /** Confidence in the category, 0 to 1. */
  readonly confidence: number;
  readonly skills: readonly SkillNeed[];
  /** Expected hands-on minutes. */
  readonly effort: number;
  /** The chance, 0 to 1, that a technician must go there. */
  readonly onSite: number;
  readonly impact: 1 | 2 | 3;
  readonly urgency: 1 | 2 | 3;
  readonly priority: Priority;
  readonly clock: ServiceClock;
  readonly questions: readonly Question[];
  readonly evidence: readonly Evidence[];
}

/** The summary that triage made of a ticket; erasable, and kept apart from the record. */
export interface TriageWords {
  /** What is wrong, in one line of at most 120 characters. */
  readonly problem: string;
  /** At most 600 characters, without signatures and quotations. */
  readonly summary: string;
}
