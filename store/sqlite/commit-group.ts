import { CallboardError } from '../../model/errors.ts';
import type { Database } from './database.ts';

interface Waiting {
  readonly work: () => unknown;
  readonly done: (value: unknown) => void;
  readonly failed: (error: unknown) => void;
}
type Outcome = { readonly value: unknown } | { readonly error: unknown };

/**
 * What is asked for in the same turn of the event loop is made durable together: one transaction, one fsync. With ten
 * people tapping and sixteen effects under way the fsync is what the process waits for most; shared, it costs each of
 * them a tenth. Each piece of work is still all-or-nothing by itself (a savepoint), sees what those before it wrote,
 * and hears of its success only when all of it is on the disk.
 */
export class CommitGroup {
  readonly #db: Database;
  readonly #waiting: Waiting[] = [];
  #trouble: CallboardError | undefined;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Why the last durable write was not possible (disk full, I/O); undefined again as soon as one is. */
  get trouble(): CallboardError | undefined {
    return this.#trouble;
  }

  /** Runs synchronous work in a transaction and gives its result once that is durable; rejects with what it threw. */
  run<T>(work: () => T): Promise<T> {
    return new Promise<unknown>((done, failed) => {
      this.#waiting.push({ work, done, failed });
      if (this.#waiting.length === 1) setImmediate(() => this.flush());
    }) as Promise<T>;
  }

  /** Makes durable now what still waits for the end of the turn. */
  flush(): void {
    const group = this.#waiting.splice(0);
    if (group.length === 0) return;
    let outcomes: Outcome[];
    try {
      outcomes = this.#db.transaction(() => this.#each(group));
      this.#trouble = undefined;
    } catch (error) {
      if (error instanceof CallboardError && error.code === 'STORE_BROKEN') this.#trouble = error;
      // Nothing of the group is on the disk (disk full, I/O): nobody's work happened.
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
    // Alone, a failure rolls the transaction itself back.
    if (only && group.length === 1) return [{ value: only.work() }];
    return group.map(({ work }) => {
      this.#db.exec('SAVEPOINT one');
      try {
        const value = work();
        this.#db.exec('RELEASE one');
        return { value };
      } catch (error) {
        // Then nobody's work can stand: docs/platform/node.md, “Some errors end the whole transaction”.
        if (!this.#db.raw.isTransaction) throw error;
        this.#db.exec('ROLLBACK TO one');
        this.#db.exec('RELEASE one');
        return { error };
      }
    });
  }
}
