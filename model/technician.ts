import type { Ref } from './ticket.ts';

/** A skill level: 1 learning, 2 working, 3 expert. */
export type SkillLevel = 1 | 2 | 3;

/** One cell of the skill matrix. `on` is the ISO date of the evidence; a skill without a check is a guess. */
export interface Skill {
  readonly name: string;
  readonly level: SkillLevel;
  readonly evidence?: string;
  readonly on?: string;
}

/** From first line to third line support. */
export type SupportTier = 'L1' | 'L2' | 'L3';

/** A role in which a PSA assigns tickets. */
export interface TechnicianRole extends Ref {
  /** Valid only for tickets of this queue; absent: valid for every queue. */
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
  /** The usual role first. Absent: the PSA has no roles. */
  readonly roles?: readonly TechnicianRole[];
  readonly skills: readonly Skill[];
  readonly tier?: SupportTier;
  /** Where the day starts: a town or an address, used for travel times. */
  readonly home?: string;
  readonly capacityHoursPerDay?: number;
}

/** A time interval `[start, end)`, ms since 1970 UTC. */
export interface Interval {
  readonly start: number;
  readonly end: number;
}

/** A time at which somebody is not free, and why. */
export interface Busy extends Interval {
  readonly kind: 'appointment' | 'timeOff' | 'holiday' | 'dispatch';
  readonly ticketId?: string;
}
