import type { HttpTally } from './http-tally.ts';

/** What the driver, at rest itself, tells the product's process. Instants in simulated ms since 1970. */
export interface Step {
  readonly now: number;
  /** Timers that fall due before this instant may fire, up to the first one that makes the process speak HTTP. */
  readonly before: number;
  readonly tally: HttpTally;
  /** What counts as nothing under way between the two. */
  readonly nothing: string;
}

/** What the product's process answers as soon as it has nothing left to do. */
export interface AtRest {
  readonly now: number;
  /** When its next timer falls due. */
  readonly next?: number;
  readonly tally: HttpTally;
  /** Microseconds of CPU since its start. */
  readonly cpu: number;
}

/** Environment of the product's process that the preload reads. */
export const START = 'WORLD_RUN_START';
export const SEED = 'WORLD_RUN_SEED';
