import type { Clock } from '../../model/clock.ts';
import { CallboardError } from '../../model/errors.ts';

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
