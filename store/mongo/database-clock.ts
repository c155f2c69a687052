import type { Clock } from '../../model/clock.ts';
import { asCoded } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';

/** How many samples are taken at the start, and at each later check. */
const FIRST_SAMPLES = 5;
const SAMPLES = 3;
/** The time between two checks, ms: a correction of the machine's clock is noticed within this time. */
const REFRESH_MS = 10_000;

/** One sample: the base clock before and after the request, and the database's time in between. */
export interface Sample {
  readonly asked: number;
  readonly answered: number;
  readonly said: number;
}

/**
 * How far the database's clock is ahead of the base clock, ms, by the sample with the shortest round trip. The database
 * answered at some moment between request and answer, so a sample only bounds the difference, by the length of its
 * round trip (Cristian's algorithm). A `known` difference within the bounds is kept: a slow answer, for example during
 * a failover, must not make a good clock worse.
 */
export function offsetOf(samples: readonly Sample[], known?: number): number {
  const [best] = samples
    .filter(({ asked, answered }) => answered >= asked)
    .sort((a, b) => a.answered - a.asked - (b.answered - b.asked));
  if (!best) return known ?? 0;
  const [low, high] = [best.said - best.answered, best.said - best.asked];
  return Math.round(known === undefined ? (low + high) / 2 : Math.min(high, Math.max(low, known)));
}

/** A clock whose upkeep can be stopped. */
export interface DatabaseClock extends Clock {
  /** How far the machine's clock is behind the database's, ms. */
  readonly offset: number;
  stop(): void;
}

/**
 * The database's time, kept on this machine. Instances compare leases, deadlines and due times, so all of them must use
 * one clock, however wrong the machines' clocks are. While the database does not answer, the last known difference is
 * used.
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
