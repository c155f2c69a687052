/** Into so many parts is what an outside system allows divided among the copies: evenly for 1 to 6 of them. */
export const PARTS = 60;

/** This copy's part of what the outside systems allow all copies of Callboard together. */
export interface Share {
  /** How many of the 60 parts it may use now; 0 while it cannot be sure of any. */
  parts(now: number): number;
  /** How often that has grown until now, also back to what it was: what others used meanwhile is not known then. */
  growths(now: number): number;
  /** What it had at which time, oldest first; the last entry holds now. Entries overtaken for ten minutes are gone. */
  history(now: number): readonly Part[];
}

/** From this instant (ms) on it was so many parts; nobody else used any of them since. */
export interface Part {
  readonly at: number;
  readonly parts: number;
}

const ALWAYS: readonly Part[] = [{ at: -Infinity, parts: PARTS }];

/** Everything: for a process that has its store to itself. */
export const WHOLE: Share = { parts: () => PARTS, growths: () => 0, history: () => ALWAYS };
