/**
 * Time as a value, and waiting for it. Real in production; virtual in the demo and the tests, where bot and simulators
 * share one clock and time moves only when nothing is left to do.
 */
export interface Clock {
  /** The current time, ms since 1970 UTC. */
  now(): number;
  /** Waits `ms`, or less when `signal` aborts. Never rejects: check the signal afterwards. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls `fire` once after `ms`, unless cancelled: for deadlines. Returns the function that cancels. */
  after(ms: number, fire: () => void): () => void;
  /** Starts work that outlives its caller (a loop, a late answer). Errors go to `onError`, never unhandled. */
  spawn(name: string, job: () => Promise<void>): void;
  /**
   * Runs jobs side by side and waits for all. A virtual clock runs them one after the other, so that runs are
   * repeatable.
   */
  all<T>(jobs: readonly (() => Promise<T>)[]): Promise<T[]>;
}
