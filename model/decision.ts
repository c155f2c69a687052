import type { Category, SkillNeed } from './triage.ts';
import type { Busy, Interval, Skill, SupportTier } from './technician.ts';
import type { Tier } from './client.ts';
import type { Priority } from './ticket.ts';

/** Why a technician cannot be asked at all. */
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

/** What a choice costs or saves, in minutes of somebody's time. */
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
  /** `assumption`: a fact was absent and this value replaces it; it is shown to people and never silently zero. */
  readonly basis: 'fact' | 'assumption';
}

export interface Candidate {
  readonly personId: string;
  /** When set, the technician cannot be asked; `items` is then empty and `total` is 0. */
  readonly gate?: GateCode;
  readonly items: readonly CostItem[];
  /** Sum of items, hundredths of a minute. */
  readonly total: number;
  /** When they could start, ms. Fixed before choosing, and part of the record. */
  readonly startAt: number;
}

/** What the engine knows of a technician. `shifts`: their working hours, `undefined` when unknown. */
export interface TechnicianFacts {
  readonly personId: string;
  readonly active: boolean;
  readonly reachable: boolean;
  readonly tier: SupportTier;
  readonly skills: readonly Pick<Skill, 'name' | 'level'>[];
  readonly shifts?: readonly Interval[];
  readonly busy: readonly Busy[];
  /** Expected minutes of open work, including what was just given. */
  readonly loadMinutes: number;
  readonly openTickets: number;
  readonly openOffers: number;
  /** Tickets given in the last eight hours, for fairness. */
  readonly givenToday: number;
  readonly onCall: boolean;
  /**
   * The person's position on the on-call list: 0 is asked first. Absent in records from before the list had an order.
   */
  readonly onCallPlace?: number;
}

/** What the engine knows of a ticket: ids and numbers only. */
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
  /** Person ids that the client prefers or refuses. */
  readonly preferred: readonly string[];
  readonly refused: readonly string[];
  /** How often each person has solved work for this client in the last weeks, by person id. */
  readonly knows: Readonly<Record<string, number>>;
  /** Person ids already asked about this ticket. */
  readonly asked: readonly string[];
}

/** Everything a pass saw, content-addressed: together with the policy it produces the same answers, byte for byte. */
export interface PassSnapshot {
  readonly at: number;
  readonly technicians: readonly TechnicianFacts[];
  readonly tickets: readonly TicketFacts[];
  readonly policy: RoutingPolicy;
}

/** Routing's assumptions and weights, in minutes unless named otherwise. */
export interface RoutingPolicy {
  readonly version: string;
  /** What a handover costs the two people together. */
  readonly handoverMinutes: number;
  /** What a missed deadline costs. It differs by agreement and so by tier. */
  readonly breachMinutes: Readonly<Record<Tier, number>>;
  readonly maxOpenOffers: number;
  readonly maxLoadMinutes: number;
  /** Below this the ticket goes to the coordinator, 0 to 1. */
  readonly confidenceFloor: number;
  /** How many candidates a decision record keeps besides the chosen one. */
  readonly keepCandidates: number;
}

/**
 * The outcome for a ticket in a pass. `offer`: ask `chosen`. `on-call`: nobody is on shift and it is urgent, ask
 * `chosen`. `first-slot`: nobody is on shift and it is not urgent, `chosen` gets it at `startAt`. `wait`: everybody who
 * could take it is busy. `coordinator`: nobody ever could, or it is too unclear; `because` says which.
 */
export type DecisionOutcome = 'offer' | 'on-call' | 'first-slot' | 'wait' | 'coordinator';
export type CoordinatorReason = 'nobody-has-skill' | 'everybody-asked' | 'unclear' | 'no-technicians';

/** Why a ticket went where it did. Ids, numbers and hashes only. */
export interface DecisionRecord {
  readonly id: string;
  readonly ticketId: string;
  readonly at: number;
  /** Hash of the PassSnapshot that it was computed from. */
  readonly snapshot: string;
  readonly policy: string;
  readonly outcome: DecisionOutcome;
  readonly because?: CoordinatorReason;
  readonly chosen?: string;
  readonly startAt?: number;
  /** Best first, then the gated ones in the order of their ids. */
  readonly ranked: readonly Candidate[];
}
