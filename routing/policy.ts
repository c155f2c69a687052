import type { RoutingPolicy } from '../model/decision.ts';
import type { SkillLevel, SupportTier } from '../model/technician.ts';
import type { Priority } from '../model/ticket.ts';

/** Where MSPs differ most. No setting changes it yet. Minutes of somebody's time unless named otherwise. */
export const DEFAULT_ROUTING_POLICY: RoutingPolicy = {
  version: 'default-1',
  handoverMinutes: 20,
  breachMinutes: { gold: 240, silver: 120, bronze: 60, none: 15 },
  maxOpenOffers: 2,
  maxLoadMinutes: 360,
  confidenceFloor: 0.35,
  keepCandidates: 5,
};

/**
 * Names the arithmetic below and in items/. Changing either changes answers, so it must get a new name: a record
 * made by another engine is then recognised instead of silently failing its replay.
 */
export const ENGINE = 'minutes-1';

/**
 * What the engine believes until learning replaces it with this desk's own past. Sources: [m] measured on public
 * logs of real service desks (reference "Measuring dispatch honestly"), [a] an assumption, to be varied.
 */
export const BELIEFS = {
  /**
   * Handling time by skill level, in percent of the expected effort, which is the team's median.
   * [m] working takes 1.44 times as long as expert; [a] the two lie evenly around the median; learning, unknown.
   */
  handlingPercent: { 3: 83, 2: 120, 1: 165 } satisfies Record<SkillLevel, number>,
  handlingUnskilledPercent: 200,
  /** Chance that it must be handed on, per ten thousand. [m] 34 % of first groups are wrong without skills; [a] others. */
  handoverChance: { 3: 400, 2: 1_000, 1: 2_200 } satisfies Record<SkillLevel, number>,
  handoverUnskilledChance: 3_400,
  /** [m] A resolver who knows the caller needs 0.77 of the time. */
  knowsClientSavesPercent: 23,
  /** [a] After this many tickets for the client half of that saving is reached. */
  knowsClientHalfAt: 2,
  /** [a] What keeping a client's first, or another, named technician is worth. */
  preferredFirstMinutes: 30,
  preferredOtherMinutes: 15,
  /** [m] One way, median half an hour; there and back. */
  travelMinutes: 60,
  /** [a] Share of the handling time charged per support tier above what the work needs. */
  seniorPercentPerTier: 25,
  /** [a] For each ticket given today, and each one open: interruptions, and the burnout of whoever is fastest. */
  fairnessPerGivenMinutes: 4,
  fairnessPerOpenMinutes: 1,
  /** [a] How much of somebody's load stays ahead of a new ticket: P1 interrupts, P2 goes to the front. */
  loadAheadMinutes: { 1: 15, 2: 60, 3: Infinity, 4: Infinity } satisfies Record<Priority, number>,
  /** [a] What not knowing whether somebody is at work costs, besides their load. */
  unknownShiftMinutes: 45,
  /** [a] When load outlasts the shifts we know of, the rest is done after a night. */
  nightMinutes: 16 * 60,
  /** [a] From starting to the first answer to the client. */
  firstAnswerMinutes: 10,
  /** [a] Deadlines nobody promised, minutes after the ticket came. */
  assumedRespondMinutes: { 1: 15, 2: 30, 3: 120, 4: 480 } satisfies Record<Priority, number>,
  assumedResolveMinutes: { 1: 240, 2: 480, 3: 1_440, 4: 4_320 } satisfies Record<Priority, number>,
} as const;

/** How far ahead shifts and absences are looked at, ms. */
export const HORIZON_MS = 14 * 24 * 60 * 60_000;

/** First line is 1. */
export const TIER_RANK: Readonly<Record<SupportTier, number>> = { L1: 1, L2: 2, L3: 3 };
