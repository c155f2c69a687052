import type { RoutingPolicy } from '../model/decision.ts';
import type { Category } from '../model/triage.ts';
import type { Priority } from '../model/ticket.ts';
import type { TriagePolicy } from '../triage/index.ts';

/** Local hours during which offers below P2 are held back. `from` may be later than `to` (overnight). */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** How the desk works. An MSP sets the fields listed in config/settings/desk.ts; the rest keep their defaults. */
export interface DeskPolicy {
  /** The MSP's time zone, for shared cards and quiet hours. */
  readonly timeZone: string;
  /** `shadow` records decisions but asks nobody. */
  readonly mode: 'shadow' | 'suggest';
  /** How long an offer waits for an answer before the next person is asked. */
  readonly offerMinutes: Readonly<Record<Priority, number>>;
  readonly undoSeconds: number;
  /** Above this many untaken tickets, the channel shows one queue card instead of one card per ticket. */
  readonly queueCardAbove: number;
  readonly quietHours?: QuietHours;
  /** Who handles tickets for which nobody could be found: mail addresses per category, and `default` for all others. */
  readonly coordinators: Readonly<Partial<Record<Category, readonly string[]>>> & {
    readonly default: readonly string[];
  };
  /** Mail addresses of the people asked when nobody is on shift and the ticket cannot wait. */
  readonly onCall: readonly string[];
  /** A technician's override waits for a dispatcher's approval. */
  readonly overrideNeedsApproval: boolean;
  /** After this many declined or unanswered offers, the ticket goes to the coordinator. */
  readonly maxAsks: number;
  /** A ticket that could not be triaged within this time is treated as unclear and urgent. */
  readonly triageDeadlineMs: number;
  /** Writes triage's priority back to the PSA. */
  readonly writePriority: boolean;
  readonly pollSeconds: number;
  readonly pollOverlapSeconds: number;
  readonly sweepMinutes: number;
  /** A PSA or Teams outage of at least this length ends with a catch-up card. */
  readonly catchUpAfterMinutes: number;
  readonly triage: TriagePolicy;
  readonly routing: RoutingPolicy;
}

/** Cautious defaults; `config/` overrides what the MSP sets. */
export const DESK_DEFAULTS = {
  timeZone: 'Europe/London',
  mode: 'suggest',
  offerMinutes: { 1: 2, 2: 10, 3: 10, 4: 10 },
  undoSeconds: 60,
  queueCardAbove: 10,
  coordinators: { default: [] },
  onCall: [],
  overrideNeedsApproval: false,
  maxAsks: 4,
  triageDeadlineMs: 60_000,
  writePriority: true,
  pollSeconds: 30,
  pollOverlapSeconds: 300,
  sweepMinutes: 20,
  catchUpAfterMinutes: 10,
} as const satisfies Omit<DeskPolicy, 'triage' | 'routing'>;
