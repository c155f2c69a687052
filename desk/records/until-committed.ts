import type { Clock } from '../../model/clock.ts';
import { CallboardError } from '../../model/errors.ts';

/**
 * Runs `work` again when its commit loses a race. `work` must reread everything each time. After eight lost races the
 * conflict is thrown, because something else is wrong.
 */
export async function untilCommitted<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const raced =
        error instanceof CallboardError && (error.code === 'STORE_CONFLICT' || error.code === 'STORE_DUPLICATE');
      if (!raced || attempt >= 8) throw error;
    }
  }
}

/** Returns the work's result. Throws STORE_UNREACHABLE after `ms`, so that nobody waits for a store that hangs. */
export async function inTime<T>(clock: Clock, ms: number, work: () => Promise<T>): Promise<T> {
  let cancel = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () =>
      reject(new CallboardError('STORE_UNREACHABLE', `the store did not answer within ${ms} ms`)),
    );
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    cancel();
  }
}
