/** At most `ours` attempts in any `ms`. `theirs` is the other side's limit; `ours` stays below it. */
export interface RateWindow {
  readonly ms: number;
  readonly theirs: number;
  readonly ours: number;
}

/** The windows of one outside system. The part of a destination before its first colon names the system. */
export interface BudgetRule {
  /** Per destination. */
  readonly each: readonly RateWindow[];
  /** For all destinations of the system together. */
  readonly together: readonly RateWindow[];
}

/**
 * Requests do not arrive at the same intervals at which they were sent, so our windows are this much longer than the
 * other side's, ms. Between the start of an attempt and its arrival, the card is drawn, a token is fetched and the
 * request travels. On a busy machine that takes a third of a second for one request and nothing for the next (npm run
 * soak). A conversation's windows are small and near their limit; a whole system's are large, and delays even out.
 */
export const ARRIVAL_JITTER_MS = { each: 1_000, together: 250 } as const;

/**
 * The rate limits of the outside systems.
 *
 * - teams: per bot and conversation, edits counted as sends; and per app and tenant (docs/platform/teams.md, “Sending
 *   is limited by conversation and by tenant”). About a tenth is reserved for messages that bypass the outbox, such as
 *   answers to typed messages.
 * - psa: counts attempts, not requests; the connector limits requests itself. How many attempts a PSA accepts in five
 *   minutes is a setting of that PSA. A fifth is reserved for polling.
 */
export function budgetRules(q: { psaPerFiveMinutes: number }): Readonly<Record<string, BudgetRule>> {
  return {
    teams: {
      each: [
        { ms: 1_000, theirs: 7, ours: 6 },
        { ms: 2_000, theirs: 8, ours: 7 },
        { ms: 30_000, theirs: 60, ours: 54 },
        { ms: 3_600_000, theirs: 1_800, ours: 1_620 },
      ],
      together: [{ ms: 1_000, theirs: 50, ours: 40 }],
    },
    psa: {
      each: [],
      together: [
        { ms: 300_000, theirs: q.psaPerFiveMinutes, ours: Math.max(1, Math.floor(q.psaPerFiveMinutes * 0.8)) },
      ],
    },
  };
}
