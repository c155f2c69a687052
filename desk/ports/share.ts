/** A rate budget is divided into this many shares, which 1 to 6 instances can split evenly. */
export const SHARES = 60;

/** This instance's part of the rate budgets that all instances use together. */
export interface BudgetShare {
  /** How many of the 60 shares this instance may use now. 0 while it cannot be sure of any. */
  shares(now: number): number;
  /**
   * How often the share has grown so far, including back to an earlier size: what others used meanwhile is not known
   * then.
   */
  growths(now: number): number;
  /**
   * The past shares, oldest first; the last entry is the current one. Entries replaced more than ten minutes ago are
   * dropped.
   */
  history(now: number): readonly ShareSince[];
}

/** The share since this instant (ms). Nobody else has used any of it since. */
export interface ShareSince {
  readonly at: number;
  readonly shares: number;
}

const ALWAYS: readonly ShareSince[] = [{ at: -Infinity, shares: SHARES }];

/** The whole budget, for a process that has the store to itself. */
export const WHOLE: BudgetShare = { shares: () => SHARES, growths: () => 0, history: () => ALWAYS };
