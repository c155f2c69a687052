import type { Clock } from './clock.ts';

/**
 * Runs `work` with a signal that aborts after `ms` on the given clock (real or virtual). Use it around every call to an
 * outside system, so that a hung peer cannot hang us.
 */
export async function withDeadline<T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const cancel = clock.after(ms, () => controller.abort(new Error(`no answer within ${ms} ms`)));
  try {
    return await work(controller.signal);
  } finally {
    cancel();
  }
}
