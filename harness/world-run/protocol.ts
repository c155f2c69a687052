import type { HttpTally } from './http-tally.ts';

/** What the idle driver sends to the product's process. Times in simulated ms since 1970. */
export interface Step {
  readonly now: number;
  /** Timers due before this time may fire, up to the first one that makes the process use HTTP. */
  readonly before: number;
  readonly tally: HttpTally;
  /** The tallies that count as nothing on its way between the two. */
  readonly nothing: string;
}

/** What the product's process answers as soon as it has nothing left to do. */
export interface AtRest {
  readonly now: number;
  /** When its next timer is due. */
  readonly next?: number;
  readonly tally: HttpTally;
  /** Microseconds of CPU since its start. */
  readonly cpu: number;
}

/** Environment variables of the product's process that the preload reads. */
export const START = 'WORLD_RUN_START';
export const SEED = 'WORLD_RUN_SEED';
