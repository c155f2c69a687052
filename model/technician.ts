import type { Ref } from './ticket.ts';

/** What somebody can do of a skill: 1 learning, 2 working, 3 expert. */
export type SkillLevel = 1 | 2 | 3;

/** One cell of the skill matrix. `on` is the ISO date of the evidence: a skill nobody has checked is a guess. */
export interface Skill {
  readonly name: string;
  readonly level: SkillLevel;
  readonly evidence?: string;
  readonly on?: string;
}

/** First line to third line. */
export type SupportTier = 'L1' | 'L2' | 'L3';

/** A part in which a PSA lets somebody work on tickets. */
export interface TechnicianRole extends Ref {
  /** Holds for tickets of this queue alone; absent: for those of every queue. */
  readonly queueId?: string;
}

/** A technician as the PSA holds them. */
export interface Technician {
  /** The PSA's agent id. */
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly active: boolean;
  readonly timeZone?: string;
  readonly teams: readonly Ref[];
  /** The usual one first. Absent: the PSA knows no roles. */
  readonly roles?: readonly TechnicianRole[];
  readonly skills: readonly Skill[];
  readonly tier?: SupportTier;
  /** Where the day starts: a town or an address, used for travel. */
  readonly home?: string;
  readonly capacityHoursPerDay?: number;
}

/** A stretch of time, `[start, end)`, ms since 1970 UTC. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** Time somebody is not free, and why. */
export interface Busy extends Interval {
  readonly kind: 'appointment' | 'timeOff' | 'holiday' | 'dispatch';
  readonly ticketId?: string;
}
