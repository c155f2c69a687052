import type { Store } from '../../desk/ports/store.ts';
import type { Log } from '../../model/log.ts';
import { refuseUnfinishedCopy } from './archive.ts';
import { reconcileCollections } from './collections.ts';
import { Database } from './database.ts';
import { lockForWriting } from './lock.ts';
import { migrate, refuseForeign, refuseNewerSchema, schemaOf } from './migrations.ts';
import { makePrivateFile } from './private-file.ts';
import { refuseHalfRestored } from './restore.ts';
import { SqliteStore } from './store.ts';

/** Checkpoints and readers of other processes hold locks only for moments. */
const TIMEOUT_MS = 5_000;

/**
 * Opens the embedded database, makes this process its only writer, and brings its tables up to date. `:memory:` is for
 * tests: nothing of it survives.
 *
 * @throws STORE_LOCKED when another process writes to it; STORE_BROKEN when it is damaged, belongs to another program,
 * was written by a newer Callboard, or is missing because a restore was interrupted.
 */
export async function openSqliteStore(q: { path: string; log: Log }): Promise<Store> {
  const inMemory = q.path === ':memory:';
  if (!inMemory) {
    refuseHalfRestored(q.path);
    makePrivateFile(q.path);
  }
  const unlock = inMemory ? () => {} : lockForWriting(q.path, process.pid);
  let db: Database | undefined;
  try {
    db = new Database(q.path, { timeoutMs: TIMEOUT_MS });
    refuseForeign(db);
    // docs/platform/node.md, “A commit in WAL mode is one append and one fsync”.
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL');
    const migrated = migrate(db);
    refuseUnfinishedCopy(db);
    const opened = db;
    opened.transaction(() => {
      reconcileCollections(opened);
      endFormerLeases(opened);
    });
    if (migrated.from !== migrated.to) q.log.info('store.migrated', migrated);
    return new SqliteStore(opened, { log: q.log, migrated, unlock });
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

/**
 * Ends the leases of the previous process, which must be dead, since this process is now the writer: after a crash
 * nobody waits half a minute for a poller that is gone. A running attempt keeps its deadline, because its write may
 * still land.
 */
function endFormerLeases(db: Database): void {
  db.exec('UPDATE leases SET owner = NULL WHERE owner IS NOT NULL');
  db.exec("UPDATE effects SET owner = NULL, lease_until = NULL WHERE state <> 'done' AND owner IS NOT NULL");
}

/**
 * Opens a database for reading beside the process that writes to it: backup, replay. Writing fails.
 *
 * @throws STORE_BROKEN when there is no such file, or it is damaged or written by a newer Callboard.
 */
export async function openSqliteReader(q: { path: string; log: Log }): Promise<Store> {
  const db = new Database(q.path, { readOnly: true, timeoutMs: TIMEOUT_MS });
  try {
    refuseForeign(db);
    refuseNewerSchema(db);
    const schema = schemaOf(db);
    return new SqliteStore(db, { log: q.log, migrated: { from: schema, to: schema }, unlock: () => {} });
  } catch (error) {
    db.close();
    throw error;
  }
}
