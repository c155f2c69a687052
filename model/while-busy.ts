import type { Clock } from './clock.ts';
import { CallboardError } from './errors.ts';

/** Pauses between two tries while the store has a failover, ms. */
const BUSY_PAUSE_MS = 300;

/**
 * Repeats the work while the store reports a failover (STORE_UNREACHABLE), until the given time; then the error is
 * thrown. An attempt that ended this way may have been carried out: `work` must detect that, or be safe to repeat.
 */
export async function whileBusy<T>(
  clock: Pick<Clock, 'now' | 'sleep'>,
  until: number,
  work: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const busy = error instanceof CallboardError && error.code === 'STORE_UNREACHABLE';
      if (!busy || clock.now() + BUSY_PAUSE_MS >= until) throw error;
      await clock.sleep(BUSY_PAUSE_MS);
    }
  }
}
