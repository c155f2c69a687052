/**
 * Time as a value, and the waiting that goes with it. Real in production; virtual in the demo and the tests,
 * where bot and simulators share one clock and time moves only when nobody has anything left to do.
 */
export interface Clock {
  /** The instant it is now, in ms since 1970 UTC. */
  now(): number;
  /** Waits `ms`, or less when `signal` aborts. Never rejects: look at the signal afterwards. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `fire` once, `ms` from now, unless cancelled: deadlines. Gives the function that cancels. */
  after(ms: number, fire: () => void): () => void;
  /** Starts work that outlives its caller (a loop, a late answer). Errors go to `onError`, never unhandled. */
  spawn(name: string, job: () => Promise<void>): void;
  /** Runs jobs side by side and waits for all; a virtual clock runs them one after the other, so that runs repeat. */
  all<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]>;
}
