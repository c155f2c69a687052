/** At most `ours` attempts in any `ms`; `theirs` is what the other side allows, `ours` stays below it. */
export interface RateWindow {
  readonly ms: number;
  readonly theirs: number;
  readonly ours: number;
}

/** The windows of one outside system, named by the part of a destination before its first colon. */
export interface BudgetRule {
  /** Each destination by itself. */
  readonly each: readonly RateWindow[];
  /** All destinations of the system together. */
  readonly together: readonly RateWindow[];
}

/**
 * Requests arrive with other distances than they left with; windows are counted this much longer than the other side
 * counts them, in ms. Between an attempt's beginning and its arrival lie the drawing of the card, a token, the wire: on
 * a busy machine a third of a second for one and nothing for the next (npm run soak). A conversation's windows are small
 * and near their limit; those of a whole system are large, and delays even out in them.
 */
export const ARRIVAL_JITTER_MS = { each: 1_000, together: 250 } as const;

/**
 * What the outside systems let pass.
 *
 * - teams: per bot and conversation, edits counted as sends; and per app and tenant
 *   (docs/platform/teams.md, “Sending is limited by conversation and by tenant”). About a tenth is
 *   left for what does not come through the outbox, such as answers to typed messages.
 * - psa: attempts, not requests: the connector has its own limiter for those. How many attempts a PSA accepts in five
 *   minutes is a setting of that PSA. A fifth is left for polling.
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
