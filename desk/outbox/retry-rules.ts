/** How long the pauses between attempts grow, and when it is enough. Times in ms. */
export const RETRY_RULES = {
  /**
   * The other side is down, throttles, or our store is in trouble: time heals that, so only time kills. An evening's
   * outage must not turn a day's work into dead letters.
   */
  trouble: { floorMs: 500, baseMs: 2_000, capMs: 120_000, deadAfterMs: 24 * 3_600_000 },
  /** A mistake of ours does not go away by waiting; a few tries are for those that depend on the moment. */
  mistake: { floorMs: 500, baseMs: 1_000, capMs: 60_000, deadAfterAttempts: 5 },
} as const;
