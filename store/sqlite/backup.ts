import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { backup } from 'node:sqlite';
import { CallboardError } from '../../model/errors.ts';
import type { Database } from './database.ts';
import { asStoreError } from './errors.ts';
import { makePrivateFile } from './private-file.ts';
import { verifyDatabase } from './verify.ts';

/**
 * A consistent copy while the database is in use, page by page beside the running work
 * (https://www.sqlite.org/backup.html). The copy appears under its name only when it is whole and has been checked.
 *
 * @throws INPUT_INVALID when the file exists: a backup never replaces another one.
 */
export async function backupTo(db: Database, to: string): Promise<void> {
  if (existsSync(to)) throw new CallboardError('INPUT_INVALID', `${to} exists already; name a new file.`);
  const partial = `${to}.partial`;
  await rm(partial, { force: true });
  try {
    makePrivateFile(partial);
    if (db.readOnly) await db.snapshot(() => backup(db.raw, partial));
    else await backup(db.raw, partial);
    verifyDatabase(partial);
    await rename(partial, to);
  } catch (error) {
    await rm(partial, { force: true });
    throw asStoreError(error, to);
  }
}
