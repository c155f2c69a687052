import type { Clock } from '../model/clock.ts';

/** Longer than any repeat takes: docs/platform/teams.md, “Teams sends an activity again after 15 seconds”. */
const WINDOW_MS = 15 * 60_000;
const AT_MOST = 2_000;

/** Remembers what is being answered and what was, so that a repeat hears the first one's answer and does nothing. */
export interface Resends<T> {
  once(key: string, work: () => Promise<T>): Promise<T>;
}

export function createResends<T>(clock: Clock): Resends<T> {
  // In the order in which they came, which is the order in which they leave.
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
      // What failed may be tried again.
      answer.catch(() => seen.delete(key));
      forget(now);
      return answer;
    },
  };
}
