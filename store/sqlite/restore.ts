import { existsSync } from 'node:fs';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CallboardError } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';
import { lockForWriting } from './lock.ts';
import { makePrivateFile, makePrivateFolder } from './private-file.ts';
import { verifyDatabase } from './verify.ts';

/**
 * Replaces the database with a backup. The former database and its journal are kept beside it, under the name returned
 * as `kept`, so that restoring the wrong backup can be undone.
 *
 * @throws STORE_LOCKED while a Callboard process uses the database; STORE_BROKEN when the backup is not usable (then
 * nothing has been touched).
 */
export async function restoreSqlite(q: {
  from: string;
  to: string;
  now: number;
  pid: number;
}): Promise<{ schema: number; kept?: string }> {
  if (!existsSync(q.from)) throw new CallboardError('INPUT_INVALID', `${q.from} does not exist.`);
  const partial = partialOf(q.to);
  makePrivateFolder(dirname(q.to));
  const unlock = lockForWriting(q.to, q.pid);
  try {
    const schema = await copyChecked(q.from, partial);
    // The database is moved aside first. Until the new one is in place, `refuseHalfRestored` keeps anybody from
    // starting with an empty one, and the next try moves a journal that is left behind.
    const parts = ['', '-wal', '-shm'].filter((part) => existsSync(q.to + part));
    const kept = `${q.to}.before-restore-${q.now}`;
    for (const part of parts) await rename(q.to + part, kept + part);
    await rename(partial, q.to);
    await flush(dirname(q.to));
    return parts.length === 0 ? { schema } : { schema, kept };
  } finally {
    unlock();
  }
}

/**
 * @throws STORE_BROKEN when a restore ended after it had moved the database aside: the next step is to restore again.
 */
export function refuseHalfRestored(path: string): void {
  if (existsSync(path) || !existsSync(partialOf(path))) return;
  throw new CallboardError('STORE_BROKEN', `A restore of ${path} was interrupted.`, {
    next: 'Restore again: npm run restore -- --from FILE.',
  });
}

function partialOf(path: string): string {
  return `${path}.restoring`;
}

/** Puts a checked copy on disk that only its owner can read, whatever the backup's mode is; returns its schema. */
async function copyChecked(from: string, partial: string): Promise<number> {
  try {
    makePrivateFile(partial);
    await copyFile(from, partial);
    await chmod(partial, 0o600);
    const { schema } = verifyDatabase(partial);
    await flush(partial);
    return schema;
  } catch (error) {
    await rm(partial, { force: true });
    throw asStoreError(error, partial);
  }
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
