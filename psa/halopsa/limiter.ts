import type { Clock } from '../../model/clock.ts';
import { OutsideError } from '../../model/errors.ts';

const WINDOW = 300_000;
/** One budget for everything that is asked of a tenant, reads and writes alike. */
export interface Limiter {
  /** Waits for room, `patience` ms at most. Throws PSA_THROTTLED, which says when to come back, if it takes longer. */
  pass(patience: number): Promise<void>;
  /** The tenant said 429. Gives how long everybody now keeps away, ms. */
  throttled(): number;
  /** The tenant answered: the next 429 starts at the shortest wait again. */
  answered(): void;
}

/**
 * A fifth of the budget may go at once, the rest evenly, so that no five minutes ever hold more than the budget.
 * After a 429, which says nothing about when to come back, waits grow from 5 to 60 seconds (psa.md §4, H-PS).
 */
export function createLimiter(clock: Clock, ratePerFiveMinutes: number): Limiter {
  const burst = Math.max(1, Math.floor(ratePerFiveMinutes / 5));
  const interval = WINDOW / Math.max(1, ratePerFiveMinutes - burst);
  /** The instant at which the budget would be whole again. */
  let whole = -Infinity;
  let closedUntil = -Infinity;
  let strikes = 0;

  return {
    async pass(patience) {
      const now = clock.now();
      const next = Math.max(whole, now) + interval;
      const wait = Math.max(next - burst * interval - now, closedUntil - now, 0);
      if (wait > patience) {
        throw new OutsideError('PSA_THROTTLED', 'HaloPSA is asked as much as it allows', {
          done: 'no',
          retry: 'later',
          retryAfterMs: Math.ceil(wait),
        });
      }
      whole = next;
      if (wait > 0) await clock.sleep(wait);
    },
    throttled() {
      const wait = Math.min(5_000 * 2 ** strikes, 60_000);
      strikes += 1;
      closedUntil = Math.max(closedUntil, clock.now() + wait);
      return wait;
    },
    answered() {
      strikes = 0;
    },
  };
}
