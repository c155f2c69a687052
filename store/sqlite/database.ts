import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { asStoreError } from './errors.ts';

export type Value = SQLInputValue;

/** One connection: prepared statements are kept, transactions are all-or-nothing, errors carry our codes. */
export class Database {
  readonly path: string;
  readonly readOnly: boolean;
  readonly raw: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, options: { readOnly?: boolean; timeoutMs: number }) {
    this.path = path;
    this.readOnly = options.readOnly ?? false;
    try {
      this.raw = new DatabaseSync(path, { readOnly: this.readOnly, timeout: options.timeoutMs });
    } catch (error) {
      throw asStoreError(error, path);
    }
  }

  /** Runs statements that take no values and give no rows. */
  exec(sql: string): void {
    this.#coded(() => this.raw.exec(sql));
  }

  /** Runs one statement and gives how many rows it changed. */
  run(sql: string, ...values: Value[]): number {
    return this.#coded(() => Number(this.#statement(sql).run(...values).changes));
  }

  /** All rows. Their type is the caller's word: rows come from our own tables only. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#coded(() => this.#statement(sql).all(...values) as Row[]);
  }

  /** All or nothing. The write lock is taken first, so that nothing read inside is old when it is written. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors (disk full, I/O); a second ROLLBACK would hide the first.
      if (this.raw.isTransaction) this.exec('ROLLBACK');
      throw error;
    }
  }

  /**
   * A transaction whose loss in a power failure does no harm: all or nothing as ever, but not waited for on the disk.
   * The next durable commit takes it there as well (one log, in order: https://www.sqlite.org/wal.html).
   */
  hasty<T>(work: () => T): T {
    this.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.exec('PRAGMA synchronous = FULL');
    }
  }

  /** Everything read meanwhile is of one instant, whatever another process writes. */
  async snapshot<T>(work: () => Promise<T>): Promise<T> {
    this.exec('BEGIN');
    try {
      // The first read takes the snapshot: https://www.sqlite.org/isolation.html
      this.all('SELECT count(*) FROM sqlite_master');
      return await work();
    } finally {
      this.exec('ROLLBACK');
    }
  }

  close(): void {
    this.#statements.clear();
    this.raw.close();
  }

  #statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.raw.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #coded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.path);
    }
  }
}
