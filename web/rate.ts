/** How often something may happen: at most `limit` times in a minute, for each key. */
export interface Rate {
  allows(key: string): boolean;
}

const MINUTE = 60_000;
/** Keys that are remembered; the oldest is forgotten first, so that nobody can fill our memory with them. */
const MOST = 5_000;

/** Counted by this process alone: it protects the calendars behind a page from one reader, not a cluster from a flood. */
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
