import type { Clock } from '../model/clock.ts';

/** The machine's own clock. Errors of its background work go to `onError`; a command that starts none may leave it out. */
export function realClock(onError: (name: string, error: unknown) => void = () => {}): Clock {
  return {
    now: () => Date.now(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const end = () => {
          clearTimeout(timer);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        // setTimeout takes 31 bits. Longer waits are cut, and their callers check the clock again.
        const timer = setTimeout(end, Math.min(Math.max(ms, 0), 2_147_483_647));
        signal?.addEventListener('abort', end, { once: true });
      }),
    after: (ms, fire) => {
      const timer = setTimeout(fire, Math.min(Math.max(ms, 0), 2_147_483_647));
      return () => clearTimeout(timer);
    },
    spawn: (name, job) => {
      job().catch((error: unknown) => {
        onError(name, error);
      });
    },
    all: (jobs) => Promise.all(jobs.map((job) => job())),
  };
}
