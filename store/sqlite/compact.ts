import { Database } from './database.ts';
import { lockForWriting } from './lock.ts';

/**
 * Writes the file anew without what was deleted or replaced: SQLite leaves old bytes in its free pages, where erased
 * names could still be read (https://www.sqlite.org/lang_vacuum.html). Needs as much free disk as the database has.
 *
 * @throws STORE_LOCKED while a Callboard process uses the database.
 */
export function compactSqlite(q: { path: string; pid: number }): void {
  const unlock = lockForWriting(q.path, q.pid);
  try {
    const db = new Database(q.path, { timeoutMs: 5_000 });
    try {
      db.exec('VACUUM');
      // The journal holds the old pages too.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } finally {
      db.close();
    }
  } finally {
    unlock();
  }
}
