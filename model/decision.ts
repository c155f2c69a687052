import type { Category, SkillNeed } from './triage.ts';
import type { Busy, Interval, Skill, SupportTier } from './technician.ts';
import type { Tier } from './client.ts';
import type { Priority } from './ticket.ts';

/** Why somebody cannot be asked at all. */
export const GATES = [
  'off-shift',
  'away',
  'saturated',
  'offer-open',
  'missing-skill',
  'client-rule',
  'already-asked',
  'unreachable',
  'inactive',
] as const;
export type GateCode = (typeof GATES)[number];

/** What a choice costs or saves, each in minutes of somebody's time. */
export const ITEMS = [
  'wait',
  'handling',
  'handover',
  'breach',
  'travel',
  'seniority',
  'knows-client',
  'fairness',
] as const;
export type ItemCode = (typeof ITEMS)[number];

/** One line of a candidate's bill. `cost` in hundredths of a minute, an integer; negative saves time. */
export interface CostItem {
  readonly code: ItemCode;
  readonly cost: number;
  /** `assumption`: a fact was absent and this stands in for it; said to people, never silently zero. */
  readonly basis: 'fact' | 'assumption';
}

export interface Candidate {
  readonly personId: string;
  /** Set: cannot be asked; then `items` is empty and `total` 0. */
  readonly gate?: GateCode;
  readonly items: readonly CostItem[];
  /** Sum of items, hundredths of a minute. */
  readonly total: number;
  /** When they could start, ms. Fixed before choosing, and part of the record. */
  readonly startAt: number;
}

/** What the engine is told of a technician. `shifts`: when they work, `undefined` when nobody knows. */
export interface TechnicianFacts {
  readonly personId: string;
  readonly active: boolean;
  readonly reachable: boolean;
  readonly tier: SupportTier;
  readonly skills: readonly Pick<Skill, 'name' | 'level'>[];
  readonly shifts?: readonly Interval[];
  readonly busy: readonly Busy[];
  /** Expected minutes of open work, what was just given included. */
  readonly loadMinutes: number;
  readonly openTickets: number;
  readonly openOffers: number;
  /** Tickets given in the last eight hours, for fairness. */
  readonly givenToday: number;
  readonly onCall: boolean;
  /** Whose turn it is among those on call: 0 is asked first. Absent in records older than the order. */
  readonly onCallPlace?: number;
}

/** What the engine is told of a ticket: ids and numbers only. */
export interface TicketFacts {
  readonly ticketId: string;
  readonly createdAt: number;
  readonly category: Category;
  readonly confidence: number;
  readonly skills: readonly SkillNeed[];
  readonly effort: number;
  readonly onSite: number;
  readonly priority: Priority;
  readonly tier: Tier;
  readonly respondBy?: number;
  readonly resolveBy?: number;
  readonly clientId: string;
  /** Person ids the client prefers, or refuses. */
  readonly preferred: readonly string[];
  readonly refused: readonly string[];
  /** Person ids who solved work for this client in the last weeks, and how often. */
  readonly knows: Readonly<Record<string, number>>;
  /** Person ids already asked about this ticket. */
  readonly asked: readonly string[];
}

/** All a pass saw, content-addressed: from this and the policy the same answers come out, byte for byte. */
export interface PassSnapshot {
  readonly at: number;
  readonly technicians: readonly TechnicianFacts[];
  readonly tickets: readonly TicketFacts[];
  readonly policy: RoutingPolicy;
}

/** What routing believes and how much each thing weighs. Minutes unless named otherwise. */
export interface RoutingPolicy {
  readonly version: string;
  /** What a handover costs the two people. */
  readonly handoverMinutes: number;
  /** What missing the deadline costs; it differs by agreement, so by tier. */
  readonly breachMinutes: Readonly<Record<Tier, number>>;
  readonly maxOpenOffers: number;
  readonly maxLoadMinutes: number;
  /** Below this the ticket goes to the coordinator, 0 to 1. */
  readonly confidenceFloor: number;
  /** How many faces a decision record keeps besides the chosen one. */
  readonly keepCandidates: number;
}

/**
 * What became of a ticket in a pass. `offer`: ask `chosen`. `on-call`: nobody on shift, urgent, ask `chosen`.
 * `first-slot`: nobody on shift, not urgent, `chosen` gets it at `startAt`. `wait`: everybody who could is busy.
 * `coordinator`: nobody could ever, or too unclear: `because` says which.
 */
export type DecisionOutcome = 'offer' | 'on-call' | 'first-slot' | 'wait' | 'coordinator';
export type CoordinatorReason = 'nobody-has-skill' | 'everybody-asked' | 'unclear' | 'no-technicians';

/** Why a ticket went where it went. Ids, numbers and hashes only. */
export interface DecisionRecord {
  readonly id: string;
  readonly ticketId: string;
  readonly at: number;
  /** Hash of the PassSnapshot that it came from. */
  readonly snapshot: string;
  readonly policy: string;
  readonly outcome: DecisionOutcome;
  readonly because?: CoordinatorReason;
  readonly chosen?: string;
  readonly startAt?: number;
  /** Best first; gated ones after, in the order of their ids. */
  readonly ranked: readonly Candidate[];
}
