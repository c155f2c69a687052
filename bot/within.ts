import type { Clock } from '../model/clock.ts';
import { withDeadline } from '../model/deadline.ts';

/** Waits at most `ms` for work that cannot be cancelled. After that the work continues, but its result is ignored. */
export function within<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T> {
  return withDeadline(clock, ms, (signal) => {
    const late = new Promise<never>((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    return Promise.race([work, late]);
  });
}
