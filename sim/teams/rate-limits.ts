/** The kind of a request: `write` sends, edits, deletes and creates; `read` looks up members. */
export type LimitKind = 'write' | 'read';

/**
 * Teams' documented limits, per bot and conversation, and for all requests of an app in a tenant (`all`):
 * docs/platform/teams.md, “Sending is limited by conversation and by tenant”.
 */
export const RATE_LIMITS: Readonly<
  Record<LimitKind | 'all', readonly { readonly count: number; readonly ms: number }[]>
> = {
  write: [
    { count: 7, ms: 1_000 },
    { count: 8, ms: 2_000 },
    { count: 60, ms: 30_000 },
    { count: 1_800, ms: 3_600_000 },
  ],
  read: [
    { count: 14, ms: 1_000 },
    { count: 16, ms: 2_000 },
    { count: 120, ms: 30_000 },
    { count: 3_600, ms: 3_600_000 },
  ],
  all: [{ count: 50, ms: 1_000 }],
};

/** Sliding windows over accepted requests. */
export interface RateLimiter {
  /** Returns 0 and counts the request if it is allowed, otherwise the ms to wait. */
  take(kind: LimitKind, conversation: string | undefined, now: number): number;
}

export function rateLimiter(): RateLimiter {
  const windows = new Map<string, number[]>();
  const timesOf = (bucket: string) => {
    const held = windows.get(bucket);
    if (held) return held;
    const fresh: number[] = [];
    windows.set(bucket, fresh);
    return fresh;
  };
  return {
    take(kind, conversation, now) {
      const buckets: [LimitKind | 'all', number[]][] = [['all', timesOf('tenant')]];
      if (conversation !== undefined) buckets.push([kind, timesOf(`${kind} ${conversation}`)]);
      let wait = 0;
      for (const [limits, times] of buckets) {
        for (const { count, ms } of RATE_LIMITS[limits]) {
          const oldest = times[times.length - count];
          if (oldest !== undefined && now - oldest < ms) wait = Math.max(wait, ms - (now - oldest));
        }
      }
      if (wait > 0) return wait;
      for (const [limits, times] of buckets) {
        times.push(now);
        const longest = Math.max(...RATE_LIMITS[limits].map((limit) => limit.count));
        // Only the newest `longest` requests can affect a decision; older ones are dropped in batches.
        if (times.length > 4 * longest) times.splice(0, times.length - longest);
      }
      return 0;
    },
  };
}
