import type { Clock } from '../../model/clock.ts';
import { DueTimers } from './due-timers.ts';
import { NOTHING, underWay, watchHttp, type HttpWatch } from './http-tally.ts';
import type { AtRest, Step } from './protocol.ts';
import { quiet, watchCrypto } from './quiet.ts';
import { simulateDate } from './simulated-date.ts';

/** The product's process, with regard to time. */
export interface Follower {
  /** Resolves when the process is idle again. Rejects when it ends. */
  step(step: Step): Promise<AtRest>;
}

/** After this time without a change the two tallies count as equal, real ms. */
const STALLED_MS = 1_000;

/**
 * Moves simulated time in two processes together. Time stands still while either has something to do or an HTTP message
 * is on its way between them; then it jumps to the next timer of the two, and one timer fires. So a night takes
 * seconds, no answer comes too late, and two runs take the same steps.
 */
export class LockStep {
  readonly clock: Clock;
  /** How often the two tallies never became equal, as after a broken connection. */
  stalls = 0;
  /** Microseconds of CPU that the product has used. */
  cpu = 0;
  readonly #timers = new DueTimers();
  readonly #http: HttpWatch;
  #follower: Follower | undefined;
  #now: number;
  #theirNext = Infinity;
  #nothing = NOTHING;

  constructor(start: number, onError: (name: string, error: unknown) => void) {
    this.#now = start;
    this.#http = watchHttp(
      () => this.#now,
      (now) => this.#move(now),
    );
    this.clock = this.#clockOf(onError);
    watchCrypto();
    simulateDate(() => this.#now);
  }

  /** Settles with the product's process, which starts at this time. */
  async follow(follower: Follower): Promise<void> {
    this.#follower = follower;
    await this.#settle(() => this.#now);
  }

  /** Lets only the product move on to its next timer, while it starts. */
  async nudge(): Promise<void> {
    const next = this.#theirNext;
    await this.#settle(() => (next === Infinity ? this.#now : next + 1));
  }

  /** Lets time run until the given time; returns when nothing is left to do before it. */
  async runUntil(until: number): Promise<void> {
    /** The product may continue alone as long as nothing is due here. */
    const limit = () => Math.min(this.#timers.next ?? Infinity, until + 1);
    await this.#settle(limit);
    for (;;) {
      if (this.#theirNext < limit()) {
        await this.#settle(limit);
        continue;
      }
      const ours = this.#timers.next ?? Infinity;
      if (ours > until) break;
      this.#move(ours);
      const before = JSON.stringify(this.#http.tally);
      this.#timers.take(this.#now)?.fire();
      await quiet(this.#http.expects);
      if (JSON.stringify(this.#http.tally) !== before) await this.#settle(limit);
    }
    this.#move(until);
  }

  #move(to: number): void {
    this.#now = Math.max(this.#now, to);
  }

  /** Returns when both processes are idle. The product fires timers before `limit` until one of them uses HTTP. */
  async #settle(limit: () => number): Promise<void> {
    const follower = this.#follower;
    if (!follower) return;
    let last = '';
    let since = performance.now();
    for (;;) {
      const { tally } = this.#http;
      const theirs = await follower.step({ now: this.#now, before: limit(), tally, nothing: this.#nothing });
      this.#move(theirs.now);
      await quiet(this.#http.expects);
      this.#theirNext = theirs.next ?? Infinity;
      this.cpu = theirs.cpu;
      const apart = underWay(theirs.tally, tally);
      if (apart === this.#nothing) return;
      const both = JSON.stringify([tally, theirs.tally]);
      if (both !== last) since = performance.now();
      last = both;
      if (performance.now() - since > STALLED_MS) {
        this.stalls += 1;
        this.#nothing = apart;
        return;
      }
    }
  }

  #clockOf(onError: (name: string, error: unknown) => void): Clock {
    const after = (ms: number, fire: () => void) => {
      const timer = this.#timers.add(this.#now + Math.max(0, Math.ceil(ms)), fire);
      return () => this.#timers.remove(timer);
    };
    return {
      now: () => this.#now,
      after,
      sleep: (ms, signal) =>
        new Promise((resolve) => {
          if (signal?.aborted) {
            resolve();
            return;
          }
          const end = () => {
            cancel();
            signal?.removeEventListener('abort', end);
            resolve();
          };
          const cancel = after(ms, end);
          signal?.addEventListener('abort', end, { once: true });
        }),
      spawn: (name, job) => {
        job().catch((error: unknown) => onError(name, error));
      },
      all: (jobs) => Promise.all(jobs.map((job) => job())),
    };
  }
}
