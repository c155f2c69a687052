/** Backoff between attempts, and when to give up. Times in ms. */
export const RETRY_RULES = {
  /**
   * The other side is down or throttles, or our store is in trouble. Such trouble passes, so only time ends the
   * retries: an evening's outage must not turn a day's work into dead letters.
   */
  trouble: { floorMs: 500, baseMs: 2_000, capMs: 120_000, deadAfterMs: 24 * 3_600_000 },
  /** A bug of ours rarely goes away by waiting. A few retries cover bugs that depend on timing. */
  mistake: { floorMs: 500, baseMs: 1_000, capMs: 60_000, deadAfterAttempts: 5 },
} as const;
