import { type BudgetShare } from './share.ts';

/** This process as one of the instances that share the store. */
export interface Instances extends BudgetShare {
  /** No other process can use the store: leases need no renewal, and every change happens here. */
  readonly alone: boolean;
  /** Whether an attempt may proceed that was allowed at `since` and is recorded as begun. */
  mayGoOn(since: number, now: number): boolean;
  /**
   * Sends a heartbeat and learns this instance's share. Throws the store's errors; without further heartbeats the share
   * expires.
   */
  beat(): Promise<void>;
  /** Sends heartbeats until the signal aborts, then releases the share to the others. */
  run(signal: AbortSignal): Promise<void>;
}
