import { CallboardError } from '../../model/errors.ts';
import { Database } from './database.ts';
import { isBusy } from './errors.ts';

/** How long a second process waits for a first one that is about to exit. */
const PATIENCE_MS = 500;

/**
 * Makes this process the file's only writer, by an open write transaction on a small database beside it. The lock ends
 * with this process (docs/platform/node.md, “A file lock ends with its process”), so no stale lock can remain. Readers
 * (backup, replay) need no lock: WAL allows them beside the writer.
 *
 * @returns the function that releases the lock.
 * @throws STORE_LOCKED when another process, or another store of this process, holds it.
 */
export function lockForWriting(path: string, pid: number): () => void {
  const lock = new Database(`${path}.lock`, { timeoutMs: PATIENCE_MS });
  try {
    // The holder's name is committed before the lock is taken, because other processes cannot read an open transaction.
    lock.exec('CREATE TABLE IF NOT EXISTS holder (one INTEGER PRIMARY KEY CHECK (one = 1), pid INTEGER NOT NULL)');
    lock.run('INSERT INTO holder VALUES (1, ?) ON CONFLICT DO UPDATE SET pid = excluded.pid', pid);
    lock.exec('BEGIN IMMEDIATE');
  } catch (error) {
    const message = isBusy(causeOf(error)) ? refusal(path, holderOf(lock)) : undefined;
    lock.close();
    throw message === undefined ? error : new CallboardError('STORE_LOCKED', message, { cause: error });
  }
  return () => lock.close();
}

function causeOf(error: unknown): unknown {
  return error instanceof CallboardError ? error.cause : error;
}

function refusal(path: string, holder: number | undefined): string {
  const who = holder === undefined ? 'another process' : `process ${holder}`;
  return `${path} is in use by ${who}; a Callboard database has one writer.`;
}

function holderOf(lock: Database): number | undefined {
  try {
    return lock.all<{ pid: number }>('SELECT pid FROM holder')[0]?.pid;
  } catch {
    // The holder is named only for the reader's convenience; the refusal does not depend on it.
    return undefined;
  }
}
