import { type BudgetShare } from './share.ts';

/** This process among the copies that share the store. */
export interface Instances extends BudgetShare {
  /** Nobody else can use the store: leases need no renewing, and whatever happens happens here. */
  readonly alone: boolean;
  /** May an attempt go on that was allowed at `since` and is on record as begun? */
  mayGoOn(since: number, now: number): boolean;
  /** Says that this copy is alive and learns its part. Throws what the store throws; the part then ends by itself. */
  beat(): Promise<void>;
  /** Says so every few seconds until the signal aborts, then leaves its part to the others. */
  run(signal: AbortSignal): Promise<void>;
}
