import { PARTS, WHOLE, type Share } from '../../desk/ports/share.ts';
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

/** Nobody knows when copies divide anew: with no part at all we look again so often, ms. */
const LOOK_AGAIN = 1_000;

/** Room for requests: `burst` at once when it is full, one more every `interval` ms. Negative: people wait for it. */
interface Bucket {
  readonly parts: number;
  readonly growths: number;
  readonly burst: number;
  readonly interval: number;
  level: number;
  at: number;
}

/**
 * A fifth of the budget may go at once, the rest evenly, so that no five minutes ever hold more than the budget.
 * After a 429, which says nothing about when to come back, waits grow from 5 to 60 seconds (psa.md §4, H-PS).
 *
 * Of several copies each has its part of both. A part that moves takes no room along: whoever grows fills up from what
 * it had, whoever shrinks keeps what still fits, so the budget holds while parts move, too.
 */
export function createLimiter(clock: Clock, ratePerFiveMinutes: number, share: Share = WHOLE): Limiter {
  let bucket: Bucket | undefined;
  let closedUntil = -Infinity;
  let strikes = 0;

  /** The bucket for our part as it is now; undefined: there is none. */
  function current(now: number): Bucket | undefined {
    const [parts, growths] = [share.parts(now), share.growths(now)];
    if (parts === 0) return undefined;
    if (bucket?.parts === parts && bucket.growths === growths) {
      bucket.level = Math.min(bucket.burst, bucket.level + Math.max(0, now - bucket.at) / bucket.interval);
      bucket.at = now;
      return bucket;
    }
    const burst = Math.max(1, Math.floor((ratePerFiveMinutes * parts) / PARTS / 5));
    const interval = WINDOW / Math.max(1, (ratePerFiveMinutes * parts) / PARTS - burst);
    // The first of all begins with a full bucket, a newcomer among others with an empty one. What might have come in
    // since the last request is left alone: others may have used that part.
    const had = bucket?.level ?? (parts === PARTS ? burst : 0);
    bucket = { parts, growths, burst, interval, level: Math.min(burst, had), at: now };
    return bucket;
  }

  return {
    async pass(patience) {
      const began = clock.now();
      for (;;) {
        const now = clock.now();
        const room = current(now);
        const wait = room ? (1 - room.level) * room.interval : LOOK_AGAIN;
        const rest = Math.max(wait, closedUntil - now, 0);
        if (now + rest > began + patience) {
          throw new OutsideError('PSA_THROTTLED', 'HaloPSA is asked as much as it allows', {
            done: 'no',
            retry: 'later',
            retryAfterMs: Math.ceil(rest),
          });
        }
        if (room) room.level -= 1;
        if (rest > 0) await clock.sleep(rest);
        if (room) return;
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
