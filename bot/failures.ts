import type { Clock } from '../model/clock.ts';

const WINDOW_MS = 60_000;
const PER_WINDOW = 120;
const CALLERS_AT_MOST = 5_000;

/**
 * Counts refused requests by caller. Only refusals are ever slowed down: behind a proxy everybody has one address, and
 * a stranger's noise must not lock Teams out. What it saves is our log.
 */
export interface Failures {
  /** Counts one; gives the ms to wait when this caller has had too many in a minute. */
  count(caller: string): number | undefined;
}

export function createFailures(clock: Clock): Failures {
  const callers = new Map<string, { since: number; count: number }>();
  return {
    count(caller) {
      const now = clock.now();
      let entry = callers.get(caller);
      if (!entry || entry.since <= now - WINDOW_MS) {
        if (callers.size >= CALLERS_AT_MOST) callers.clear();
        entry = { since: now, count: 0 };
        callers.set(caller, entry);
      }
      entry.count += 1;
      return entry.count > PER_WINDOW ? entry.since + WINDOW_MS - now : undefined;
    },
  };
}
