import { existsSync } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CallboardError } from '../../model/errors.ts';
import { lockForWriting } from './lock.ts';
import { makePrivateFile } from './private-file.ts';
import { verifyDatabase } from './verify.ts';

/**
 * Puts a backup in the place of the database. The database that stood there is kept beside it, with its journal, under
 * the name that comes back as `kept`: restoring the wrong backup can be undone.
 *
 * @throws STORE_LOCKED while a Callboard process uses the database; STORE_BROKEN when the backup is no good (then
 * nothing has been touched).
 */
export async function restoreSqlite(q: {
  from: string;
  to: string;
  now: number;
  pid: number;
}): Promise<{ schema: number; kept?: string }> {
  if (!existsSync(q.from)) throw new CallboardError('INPUT_INVALID', `${q.from} does not exist.`);
  const partial = `${q.to}.restoring`;
  makePrivateFile(partial);
  const unlock = lockForWriting(q.to, q.pid);
  try {
    await copyFile(q.from, partial);
    let schema: number;
    try {
      ({ schema } = verifyDatabase(partial));
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    await flush(partial);
    const kept = existsSync(q.to) ? `${q.to}.before-restore-${q.now}` : undefined;
    if (kept !== undefined) {
      for (const part of ['', '-wal', '-shm']) if (existsSync(q.to + part)) await rename(q.to + part, kept + part);
    }
    await rename(partial, q.to);
    await flush(dirname(q.to));
    return kept === undefined ? { schema } : { schema, kept };
  } finally {
    unlock();
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
