import { CallboardError } from '../../model/errors.ts';
import type { Database } from './database.ts';

interface Waiting {
  readonly work: () => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * Makes everything requested in the same turn of the event loop durable together: one transaction, one fsync. With ten
 * people tapping and sixteen effects running, the process mostly waits for fsync; shared, it costs each a tenth. Each
 * piece of work is still all-or-nothing (a savepoint), sees what earlier ones wrote, and succeeds only once everything
 * is on disk.
 */
export class CommitGroup {
  readonly #db: Database;
  readonly #waiting: Waiting[] = [];
  #trouble: CallboardError | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Why the last durable write failed (disk full, I/O); undefined again as soon as one succeeds. */
  get trouble(): CallboardError | undefined {
    return this.#trouble;
  }

  /**
   * Runs synchronous work in a transaction and returns its result once that is durable; rejects with what the work
   * threw.
   */
  run<T>(work: () => T): Promise<T> {
    return new Promise<unknown>((done, failed) => {
      this.#waiting.push({ work, done, failed });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    }) as Promise<T>;
  }

  /** Makes everything durable now that still waits for the end of the turn. */
  flush(): void {
    const group = this.#waiting.splice(0);
    if (group.length === 0) return;
    let outcomes: Outcome[];
    try {
      outcomes = this.#db.transaction(() => this.#each(group));
      this.#trouble = undefined;
    } catch (error) {
      if (error instanceof CallboardError && error.code === 'STORE_BROKEN') this.#trouble = error;
      // Nothing of the group is on disk (disk full, I/O): all of its work failed.
      for (const { failed } of group) failed(error);
      return;
    }
    for (const [at, { done, failed }] of group.entries()) {
      const outcome = outcomes[at];
      if (outcome && 'error' in outcome) failed(outcome.error);
      else done(outcome?.value);
    }
  }

  #each(group: readonly Waiting[]): Outcome[] {
    const [only] = group;
    // When work runs alone, a failure rolls back the transaction itself.
    if (only && group.length === 1) return [{ value: only.work() }];
    return group.map(({ work }) => {
      this.#db.exec('SAVEPOINT one');
      try {
        const value = work();
        this.#db.exec('RELEASE one');
        return { value };
      } catch (error) {
        // Then no work of the group is applied: docs/platform/node.md, “Some errors end the whole transaction”.
        if (!this.#db.raw.isTransaction) throw error;
        this.#db.exec('ROLLBACK TO one');
        this.#db.exec('RELEASE one');
        return { error };
      }
    });
  }
}
