/** A rate limit: at most `limit` calls per minute for each key. */
export interface Rate {
  allows(key: string): boolean;
}

const MINUTE = 60_000;
/** The most keys remembered. The oldest is dropped first, so that nobody can fill our memory with keys. */
const MOST = 5_000;

/** Counts in this process only: it protects the calendars behind a page from one reader, not a cluster from a flood. */
export function rate(limit: number, now: () => number): Rate {
  const seen = new Map<string, { readonly since: number; count: number }>();
  return {
    allows(key) {
      const known = seen.get(key);
      if (known && now() - known.since < MINUTE) {
        known.count += 1;
        return known.count <= limit;
      }
      seen.delete(key);
      const [oldest] = seen.keys();
      if (seen.size >= MOST && oldest !== undefined) seen.delete(oldest);
      seen.set(key, { since: now(), count: 1 });
      return true;
    },
  };
}
