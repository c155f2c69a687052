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

/**
 * How far the database's clock is ahead of the base clock, in ms, by the sample that took the shortest way. The answer
 * was made somewhere between question and answer, so a sample says no more than that the difference lies within bounds
 * as far apart as its way is long (Cristian's algorithm). What is `known` and lies within them stays: a slow answer, as
 * during a change of the primary, must not make a good clock worse.
 */
export function offsetOf(samples: readonly Sample[], known?: number): number {
  const [best] = samples
    .filter(({ asked, answered }) => answered >= asked)
    .sort((a, b) => a.answered - a.asked - (b.answered - b.asked));
  if (!best) return known ?? 0;
  const [low, high] = [best.said - best.answered, best.said - best.asked];
  return Math.round(known === undefined ? (low + high) / 2 : Math.min(high, Math.max(low, known)));
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
  let offset = offsetOf(await measure(database, base, FIRST_SAMPLES));
  if (Math.abs(offset) > 1_000) log.warn('clock.off', { ms: offset, why: 'the database’s time is used' });
  base.spawn('database clock', async () => {
    for (;;) {
      await base.sleep(REFRESH_MS, ending.signal);
      if (ending.signal.aborted) return;
      try {
        offset = offsetOf(await measure(database, base, SAMPLES), offset);
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

async function measure(database: { serverTime(): Promise<number> }, base: Clock, times: number): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (let n = 0; n < times; n += 1) {
    const asked = base.now();
    const said = await database.serverTime();
    samples.push({ asked, answered: base.now(), said });
  }
  return samples;
}
