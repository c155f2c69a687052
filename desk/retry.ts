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
