import type { Clock } from './clock.ts';
import { CallboardError } from './errors.ts';

/** Pauses between two questions to a store that is changing over, ms. */
const BUSY_PAUSE_MS = 300;

/**
 * Does it again while the store says that it is changing over (STORE_UNREACHABLE), until the instant; then the error is thrown.
 * `work` may have been done by an attempt that ended so: it must find that out by itself, or not mind.
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
