import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';

/**
 * Reads, decides and commits again when somebody else was faster. `work` must read everything anew each time.
 * After eight losses the conflict is thrown: that is no race any more.
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

/** Pauses between two questions to a store that is changing over, ms. */
const BUSY_PAUSE_MS = 300;

/**
 * Does it again while the store says that it is changing over (STORE_UNREACHABLE), until the instant; then the error is thrown.
 * `work` may have been done by an attempt that ended so: it must find that out by itself, or not mind.
 */
export async function whileBusy<T>(clock: Clock, until: number, work: () => Promise<T>): Promise<T> {
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

/** The work's result, or STORE_UNREACHABLE when it takes longer than `ms`: a store that hangs must not leave a person waiting. */
export async function inTime<T>(clock: Clock, ms: number, work: () => Promise<T>): Promise<T> {
  let cancel = () => {};
  const late = new Promise<never>((_resolve, reject) => {
    cancel = clock.after(ms, () =>
      reject(new CallboardError('STORE_UNREACHABLE', `no answer of the store within ${ms} ms`)),
    );
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    cancel();
  }
}
