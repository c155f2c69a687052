import type { Clock } from '../../model/clock.ts';
import { asCoded } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';

/** How many times the database is asked at the start, and each time again. */
const FIRST_SAMPLES = 5;
const SAMPLES = 3;
/** Between two looks, in ms: a machine's clock that is put right in between is found out within this. */
const REFRESH_MS = 10_000;

/** One question: the base clock before and after, and what the database said in between. */
export interface Sample {
  readonly asked: number;
  readonly answered: number;
  readonly said: number;
}

/** How far the database's clock is ahead of the base clock, in ms, by the sample that took the shortest way. */
export function offsetOf(samples: readonly Sample[]): number {
  const [best] = samples
    .filter(({ asked, answered }) => answered >= asked)
    .sort((a, b) => a.answered - a.asked - (b.answered - b.asked));
  if (!best) return 0;
  // The answer was made somewhere between the two: half way is wrong by half the way at most (Cristian's algorithm).
  return Math.round(best.said - (best.asked + best.answered) / 2);
}

/** A clock that can be stopped being kept right. */
export interface DatabaseClock extends Clock {
  /** How far the machine's clock is behind the database's, in ms. */
  readonly offset: number;
  stop(): void;
}

/**
 * The database's time, kept on this machine: what copies compare (leases, deadlines, due times) must be measured by one
 * clock, however wrong the machines' are. While nobody answers, the last known difference goes on.
 *
 * @throws STORE_UNREACHABLE when the database does not answer the first time.
 */
export async function databaseClock(
  database: { serverTime(): Promise<number> },
  base: Clock,
  log: Log,
): Promise<DatabaseClock> {
  const ending = new AbortController();
  let offset = await measure(database, base, FIRST_SAMPLES);
  if (Math.abs(offset) > 1_000) log.warn('clock.off', { ms: offset, why: 'the database’s time is used' });
  base.spawn('database clock', async () => {
    for (;;) {
      await base.sleep(REFRESH_MS, ending.signal);
      if (ending.signal.aborted) return;
      try {
        offset = await measure(database, base, SAMPLES);
      } catch (error) {
        log.debug('clock.not-measured', { code: asCoded(error).code });
      }
    }
  });
  return {
    now: () => Math.round(base.now() + offset),
    sleep: (ms, signal) => base.sleep(ms, signal),
    after: (ms, fire) => base.after(ms, fire),
    spawn: (name, job) => base.spawn(name, job),
    all: (jobs) => base.all(jobs),
    get offset() {
      return offset;
    },
    stop: () => ending.abort(),
  };
}

async function measure(database: { serverTime(): Promise<number> }, base: Clock, times: number): Promise<number> {
  const samples: Sample[] = [];
  for (let n = 0; n < times; n += 1) {
    const asked = base.now();
    const said = await database.serverTime();
    samples.push({ asked, answered: base.now(), said });
  }
  return offsetOf(samples);
}
