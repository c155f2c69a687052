import { SHARES, WHOLE, type BudgetShare } from '../../desk/ports/share.ts';
import type { Clock } from '../../model/clock.ts';
import { OutsideError } from '../../model/errors.ts';

const WINDOW = 300_000;
/** One request budget per tenant, for reads and writes alike. */
export interface Limiter {
  /**
   * Waits for a free slot, at most `patience` ms.
   *
   * @throws PSA_THROTTLED with the time to retry after, when the wait would be longer.
   */
  pass(patience: number): Promise<void>;
  /** Records a 429 from the tenant. Returns how long all requests now pause, ms. */
  throttled(): number;
  /** Records an answer: the next 429 starts with the shortest pause again. */
  answered(): void;
}

/** Shorter waits, in ms, are rounding errors and count as zero. */
const NOTHING_MS = 1e-3;
/** How often an instance without any share looks again, ms, since it cannot know when shares are reassigned. */
const LOOK_AGAIN = 1_000;

/** The bucket's capacity, and the ms after which it gains one more request. */
function roomOf(parts: number, ratePerFiveMinutes: number): { burst: number; interval: number } {
  const rate = (ratePerFiveMinutes * parts) / SHARES;
  if (parts === 0) return { burst: 0, interval: Infinity };
  const burst = Math.max(1, Math.floor(rate / 5));
  return { burst, interval: WINDOW / Math.max(1, rate - burst) };
}

/**
 * A fifth of the budget may be used in one burst and the rest evenly, so that no five-minute window exceeds the budget.
 * After a 429, pauses grow from 5 to 60 seconds (docs/platform/halopsa.md, “A 429 does not say when to come back”).
 *
 * Each of several instances has its share of both. When shares change, no accumulated room moves: an instance that
 * gains fills up from its current level, and one that loses keeps only what still fits. So the budget also holds while
 * shares change.
 */
export function createLimiter(clock: Clock, ratePerFiveMinutes: number, share: BudgetShare = WHOLE): Limiter {
  /** How many requests were allowed at time `at`. */
  let level = 0;
  /** Waiting requests, first in, first out. */
  const queue: symbol[] = [];
  let at = -Infinity;
  let closedUntil = -Infinity;
  let strikes = 0;

  /** Updates the level to now, using each share that this instance has had since. Returns the current capacity. */
  function fill(now: number): { burst: number; interval: number } {
    const history = share.history(now);
    let room = roomOf(0, ratePerFiveMinutes);
    for (const [n, part] of history.entries()) {
      room = roomOf(part.shares, ratePerFiveMinutes);
      const until = Math.min(now, history[n + 1]?.at ?? now);
      const from = Math.max(at, part.at);
      if (until < from) continue;
      const filled = until === from || room.interval === Infinity ? 0 : (until - from) / room.interval;
      level = Math.min(level + filled, room.burst);
    }
    at = now;
    return room;
  }

  return {
    async pass(patience) {
      const began = clock.now();
      const me = Symbol('request');
      queue.push(me);
      try {
        for (;;) {
          const now = clock.now();
          // Recomputed after each wait, because our share may have shrunk meanwhile.
          const room = fill(now);
          const short = 1 + queue.indexOf(me) - level;
          const wait = room.burst === 0 ? LOOK_AGAIN : short * room.interval;
          const rest = Math.max(wait, closedUntil - now, 0);
          if (rest < NOTHING_MS) {
            level -= 1;
            return;
          }
          if (now + rest > began + patience) {
            throw new OutsideError('PSA_THROTTLED', 'HaloPSA is asked as much as it allows', {
              done: 'no',
              retry: 'later',
              retryAfterMs: Math.ceil(rest),
            });
          }
          await clock.sleep(rest);
        }
      } finally {
        queue.splice(queue.indexOf(me), 1);
      }
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
