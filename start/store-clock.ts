import type { Clock } from '../model/clock.ts';
import { asCoded } from '../model/errors.ts';
import type { Log } from '../model/log.ts';

/** How often the store is asked what time it is, ms: quartz drifts by less than a millisecond meanwhile. */
const ASK_EVERY_MS = 30_000;
/** An answer that took longer says too little, ms. */
const ANSWERED_WITHIN_MS = 1_000;

export interface StoreClock extends Clock {
  /** Asks again every half minute, until the signal aborts. */
  follow(signal: AbortSignal): Promise<void>;
}

/**
 * The machine's clock, set by the store's. Copies on several machines share leases, due times and rate budgets: what
 * "now" is must be the same for all of them, and a machine may be wrong by minutes. Between two answers of the store
 * time goes on by `elapsed` (ms, a clock that nobody sets), so that somebody who corrects the machine's clock while we
 * run moves nothing here. Throws what the store throws when it cannot be asked at all.
 */
export async function storeClock(
  clock: Clock,
  o: { readonly time: () => Promise<number>; readonly elapsed: () => number; readonly log: Log },
): Promise<StoreClock> {
  const ask = async () => {
    const from = o.elapsed();
    const time = await o.time();
    const took = o.elapsed() - from;
    // The store looked at its clock about half-way.
    return { offset: time - (from + took / 2), good: took <= ANSWERED_WITHIN_MS };
  };
  let { offset } = await ask();

  return {
    ...clock,
    now: () => Math.round(offset + o.elapsed()),
    async follow(signal) {
      while (!signal.aborted) {
        await clock.sleep(ASK_EVERY_MS, signal);
        if (signal.aborted) return;
        try {
          const answer = await ask();
          if (answer.good) offset = answer.offset;
        } catch (error) {
          o.log.debug('store-clock.not-asked', { code: asCoded(error).code });
        }
      }
    },
  };
}
