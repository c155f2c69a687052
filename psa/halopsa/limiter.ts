import { SHARES, WHOLE, type BudgetShare } from '../../desk/ports/share.ts';
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

/** Less than any timer can wait: what is left of arithmetic. */
const NOTHING_MS = 1e-3;
/** Nobody knows when copies divide anew: with no part at all we look again so often, ms. */
const LOOK_AGAIN = 1_000;

/** So many at once when it is full, one more every `interval` ms. */
function roomOf(parts: number, ratePerFiveMinutes: number): { burst: number; interval: number } {
  const rate = (ratePerFiveMinutes * parts) / SHARES;
  if (parts === 0) return { burst: 0, interval: Infinity };
  const burst = Math.max(1, Math.floor(rate / 5));
  return { burst, interval: WINDOW / Math.max(1, rate - burst) };
}

/**
 * A fifth of the budget may go at once, the rest evenly, so that no five minutes ever hold more than the budget.
 * After a 429 waits grow from 5 to 60 seconds (docs/platform/halopsa.md, “A 429 does not say when to come back”).
 *
 * Of several copies each has its part of both. A part that moves takes no room along: whoever grows fills up from what
 * it had, whoever shrinks keeps what still fits, so the budget holds while parts move, too.
 */
export function createLimiter(clock: Clock, ratePerFiveMinutes: number, share: BudgetShare = WHOLE): Limiter {
  /** How many requests there was room for at `at`. */
  let level = 0;
  /** Those that wait for room, the first one first. */
  const queue: symbol[] = [];
  let at = -Infinity;
  let closedUntil = -Infinity;
  let strikes = 0;

  /** Brings the level up to now, through all that our part has been since. Gives the room there is. */
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
          // Looked at anew after each wait: our part may have shrunk meanwhile.
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
