import type { Store } from '../../desk/ports/store.ts';

/** An engine to be tested: the same data each time it is opened, and none at first. */
export interface EngineUnderTest {
  open(): Promise<Store>;
  /** Ends the data's life; every store has been closed before. */
  remove(): Promise<void>;
}

/** What a test is given: a fresh store, and a way to close it and open it again. */
export interface Bench {
  readonly store: Store;
  reopen(): Promise<Store>;
  /** Another store on the same data, closed after the test; engines with one writer have none. */
  copy(): Promise<Store>;
}
