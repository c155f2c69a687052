import type { RoutingPolicy } from '../model/decision.ts';
import type { Category } from '../model/triage.ts';
import type { Priority } from '../model/ticket.ts';
import type { TriagePolicy } from '../triage/index.ts';

/** Local wall-clock hours in which nobody is disturbed with offers below P2. `from` may be after `to` (overnight). */
export interface QuietHours {
  readonly from: string;
  readonly to: string;
}

/** How a desk is run. An MSP sets what config/settings/desk.ts lists; the rest is fixed at its careful default. */
export interface DeskPolicy {
  /** The MSP's own zone: shared cards, quiet hours. */
  readonly timeZone: string;
  /** `shadow` records decisions and asks nobody. */
  readonly mode: 'shadow' | 'suggest';
  /** How long an offer stands before the next person is asked. */
  readonly offerMinutes: Readonly<Record<Priority, number>>;
  readonly undoSeconds: number;
  /** Above this many untaken tickets the channel shows one queue card instead of one card a ticket. */
  readonly queueCardAbove: number;
  readonly quietHours?: QuietHours;
  /** Who looks at what nobody could be found for: mail addresses by category, and for all others. */
  readonly coordinators: Readonly<Partial<Record<Category, readonly string[]>>> & {
    readonly default: readonly string[];
  };
  /** Mail addresses of those asked when nobody is on shift and it cannot wait. */
  readonly onCall: readonly string[];
  /** A technician's override waits for a dispatcher's yes. */
  readonly overrideNeedsApproval: boolean;
  /** After so many people said no or nothing, the coordinator looks. */
  readonly maxAsks: number;
  /** A ticket whose triage is not done after this is treated as unclear and urgent. */
  readonly triageDeadlineMs: number;
  /** Write triage's priority back to the PSA. */
  readonly writePriority: boolean;
  readonly pollSeconds: number;
  readonly pollOverlapSeconds: number;
  readonly sweepMinutes: number;
  /** A PSA or Teams outage at least this long ends with a catch-up card. */
  readonly catchUpAfterMinutes: number;
  readonly triage: TriagePolicy;
  readonly routing: RoutingPolicy;
}

/** The careful defaults; `config/` overrides what the MSP sets. */
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
