import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { asStoreError } from './errors.ts';

export type Value = SQLInputValue;

interface Prepared {
  readonly statement: StatementSync;
  /** A statement with numbered parameters, which are bound by name. */
  readonly numbered: boolean;
}

/** One connection: prepared statements are cached, transactions are all-or-nothing, errors have our codes. */
export class Database {
  readonly path: string;
  readonly readOnly: boolean;
  readonly raw: DatabaseSync;
  readonly #statements = new Map<string, Prepared>();

  constructor(path: string, options: { readOnly?: boolean; timeoutMs: number }) {
    this.path = path;
    this.readOnly = options.readOnly ?? false;
    try {
      this.raw = new DatabaseSync(path, { readOnly: this.readOnly, timeout: options.timeoutMs });
    } catch (error) {
      throw asStoreError(error, path);
    }
  }

  /** Runs statements without parameters and results. */
  exec(sql: string): void {
    this.#coded(() => this.raw.exec(sql));
  }

  /** Runs one statement and returns how many rows it changed. Values replace `?` in order, or `?1`, `?2`, … */
  run(sql: string, ...values: Value[]): number {
    return this.#coded(() => {
      const { statement, numbered } = this.#statement(sql);
      return Number((numbered ? statement.run(byName(values)) : statement.run(...values)).changes);
    });
  }

  /** All rows. The caller states their type, because rows come only from our own tables. */
  all<Row>(sql: string, ...values: Value[]): Row[] {
    return this.#coded(() => {
      const { statement, numbered } = this.#statement(sql);
      return (numbered ? statement.all(byName(values)) : statement.all(...values)) as Row[];
    });
  }

  /** Runs a transaction. The write lock is taken first, so that nothing read inside is stale when it is written. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      try {
        this.exec('ROLLBACK');
      } catch {
        // The first error is reported: docs/platform/node.md, “Some errors end the whole transaction”.
      }
      throw error;
    }
  }

  /**
   * A transaction whose loss in a power failure does no harm: all-or-nothing, without waiting for the disk. The next
   * durable commit writes it as well: docs/platform/node.md, “A commit in WAL mode is one append and one fsync”.
   */
  hasty<T>(work: () => T): T {
    this.exec('PRAGMA synchronous = NORMAL');
    try {
      return this.transaction(work);
    } finally {
      this.exec('PRAGMA synchronous = FULL');
    }
  }

  /** Everything read inside is from one moment, whatever another process writes. */
  async snapshot<T>(work: () => Promise<T>): Promise<T> {
    this.exec('BEGIN');
    try {
      // docs/platform/node.md, “The first read of a transaction takes its snapshot”.
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

  #statement(sql: string): Prepared {
    let prepared = this.#statements.get(sql);
    if (!prepared) {
      const named = sql.replace(NUMBERED, '$p$1');
      prepared = { statement: this.raw.prepare(named), numbered: named !== sql };
      this.#statements.set(sql, prepared);
    }
    return prepared;
  }

  #coded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw asStoreError(error, this.path);
    }
  }
}

/**
 * These are passed to SQLite by name: docs/platform/node.md, “Older Nodes cannot bind numbered parameters by position”.
 */
const NUMBERED = /\?(\d+)/g;

function byName(values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(values.map((value, at) => [`p${at + 1}`, value]));
}
