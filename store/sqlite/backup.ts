import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { backup } from 'node:sqlite';
import { CallboardError } from '../../model/errors.ts';
import { Database } from './database.ts';
import { asStoreError } from './errors.ts';
import { makePrivateFile } from './private-file.ts';
import { verifyDatabase } from './verify.ts';

/** A checkpoint of the writer can lock the file for a moment while a reader joins. */
const TIMEOUT_MS = 5_000;

/**
 * Makes a consistent copy while the database is in use, page by page beside the running work
 * (https://www.sqlite.org/backup.html). The copy appears under its name only once it is complete and checked.
 *
 * @throws INPUT_INVALID when the file exists: a backup never replaces another one.
 */
export async function backupTo(db: Database, to: string): Promise<void> {
  if (existsSync(to)) throw new CallboardError('INPUT_INVALID', `${to} exists already; name a new file.`);
  const partial = `${to}.partial`;
  await rm(partial, { force: true });
  try {
    makePrivateFile(partial);
    await copyPages(db, partial);
    verifyDatabase(partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw asStoreError(error, to);
  }
}

/**
 * Copies through a separate read-only connection: docs/platform/node.md, “A backup gives up beside a write of its own
 * connection”. A database in memory has a single connection, so no other writer can be in the middle of a transaction.
 */
async function copyPages(db: Database, to: string): Promise<void> {
  if (db.path === ':memory:') {
    await backup(db.raw, to);
    return;
  }
  const reader = new Database(db.path, { readOnly: true, timeoutMs: TIMEOUT_MS });
  try {
    await reader.snapshot(() => backup(reader.raw, to));
  } finally {
    reader.close();
  }
}
