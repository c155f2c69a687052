import type { Clock } from '../model/clock.ts';

/** Longer than any resend takes: docs/platform/teams.md, “Teams sends an activity again after 15 seconds”. */
const WINDOW_MS = 15 * 60_000;
const AT_MOST = 2_000;

/**
 * Remembers running and finished answers, so that a resent activity gets the first answer and has no effect of its own.
 */
export interface Resends<T> {
  once(key: string, work: () => Promise<T>): Promise<T>;
}

export function createResends<T>(clock: Clock): Resends<T> {
  // Insertion order: the oldest entries are dropped first.
  const seen = new Map<string, { at: number; answer: Promise<T> }>();

  function forget(now: number): void {
    for (const [key, { at }] of seen) {
      if (seen.size <= AT_MOST && at > now - WINDOW_MS) return;
      seen.delete(key);
    }
  }

  return {
    once(key, work) {
      const now = clock.now();
      const known = seen.get(key);
      if (known && known.at > now - WINDOW_MS) return known.answer;
      seen.delete(key);
      const answer = work();
      seen.set(key, { at: now, answer });
      // A failed request may be retried.
      answer.catch(() => seen.delete(key));
      forget(now);
      return answer;
    },
  };
}
