import { virtualClock, type VirtualClock } from '../../sim/clock.ts';

/** A Monday morning in London, in summer time. */
export const SUMMER_MONDAY = Date.UTC(2026, 5, 1, 7, 0);

/** The clock of one world in a test, and what went wrong on it. */
export interface WorldClock {
  readonly clock: VirtualClock;
  /** Does something as a task of the clock while time runs up to `ms` further; gives its result or its error. */
  readonly during: <T>(work: () => Promise<T>, ms?: number) => Promise<T>;
  /** Throws when work in the background failed, which nobody would have heard of otherwise. */
  readonly settled: () => void;
}

export function worldClock(at = SUMMER_MONDAY): WorldClock {
  const problems: unknown[] = [];
  const clock = virtualClock(at, (name, error) => problems.push([name, String(error)]));
  return {
    clock,
    async during(work, ms = 120_000) {
      const end = clock.enter(work).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await clock.advance(ms);
      const outcome = await end;
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
    settled() {
      if (problems.length > 0) throw new Error(`work in the background failed: ${JSON.stringify(problems)}`);
    },
  };
}
