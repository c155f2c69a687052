import { Database } from './database.ts';
import { lockForWriting } from './lock.ts';

/**
 * Rewrites the file without deleted or replaced rows, so that erased names cannot be found in it:
 * docs/platform/node.md, “Deleted rows stay in the file until it is written anew”.
 *
 * @throws STORE_LOCKED while a Callboard process uses the database.
 */
export function compactSqlite(q: { path: string; pid: number }): void {
  const unlock = lockForWriting(q.path, q.pid);
  try {
    const db = new Database(q.path, { timeoutMs: 5_000 });
    try {
      db.exec('VACUUM');
      // The journal contains the old pages too.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  } finally {
    unlock();
  }
}
