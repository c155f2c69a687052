import type { Clock } from '../model/clock.ts';

const WINDOW_MS = 60_000;
const PER_WINDOW = 120;
const CALLERS_AT_MOST = 5_000;

/**
 * Counts refused requests by caller, to protect our log. Only refusals are ever rate-limited: behind a proxy all
 * callers share one address, and a stranger's requests must not lock Teams out.
 */
export interface Failures {
  /** Counts one refusal; returns the ms to wait if this caller exceeded the limit for one minute. */
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
