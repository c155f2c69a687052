/** Into so many parts is what an outside system allows divided among the copies: evenly for 1 to 6 of them. */
export const SHARES = 60;

/** This copy's part of what the outside systems allow all copies of Callboard together. */
export interface BudgetShare {
  /** How many of the 60 parts it may use now; 0 while it cannot be sure of any. */
  shares(now: number): number;
  /** How often that has grown until now, also back to what it was: what others used meanwhile is not known then. */
  growths(now: number): number;
  /** What it had at which time, oldest first; the last entry holds now. Entries overtaken for ten minutes are gone. */
  history(now: number): readonly ShareSince[];
}

/** From this instant (ms) on it was so many parts; nobody else used any of them since. */
export interface ShareSince {
  readonly at: number;
  readonly shares: number;
}

const ALWAYS: readonly ShareSince[] = [{ at: -Infinity, shares: SHARES }];

/** Everything: for a process that has its store to itself. */
export const WHOLE: BudgetShare = { shares: () => SHARES, growths: () => 0, history: () => ALWAYS };
