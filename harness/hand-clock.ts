import type { Clock } from '../model/clock.ts';

/** A clock moved by hand: its time passes only when a test says so. */
export interface HandClock extends Clock {
  /** Moves time on, stopping at each timer that falls due on the way. */
  advance(ms: number): Promise<void>;
  /** What spawned work threw. */
  readonly failures: readonly unknown[];
}

export function handClock(start: number): HandClock {
  let now = start;
  let order = 0;
  const timers = new Set<{ due: number; order: number; fire: () => void }>();
  const failures: unknown[] = [];

  function set(ms: number, fire: () => void): () => void {
    const timer = { due: now + Math.max(0, ms), order: order++, fire };
    timers.add(timer);
    return () => timers.delete(timer);
  }

  return {
    failures,
    now: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const cancel = set(ms, resolve);
        signal?.addEventListener('abort', () => {
          cancel();
          resolve();
        });
      }),
    after: set,
    spawn: (_name, job) => {
      job().catch((error: unknown) => failures.push(error));
    },
    all: (jobs) => Promise.all(jobs.map((job) => job())),
    async advance(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due || a.order - b.order);
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.due);
        next.fire();
      }
      now = end;
      await settled();
    },
  };
}

/** Lets everything that can run without time passing run: promises, and turns of the event loop. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
