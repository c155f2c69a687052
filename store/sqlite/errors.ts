import { CallboardError } from '../../model/errors.ts';

/**
 * The SQLite result codes that callers can tell apart (https://www.sqlite.org/rescode.html). The low byte is the class.
 */
const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
const UNIQUE = 2067;
const PRIMARYKEY = 1555;

function resultCode(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return undefined;
  return typeof thrown.errcode === 'number' ? thrown.errcode : undefined;
}

/** Whether another connection's lock was in the way. */
export function isBusy(thrown: unknown): boolean {
  const code = resultCode(thrown);
  return code !== undefined && ((code & 0xff) === BUSY || (code & 0xff) === LOCKED);
}

const FREE_SPACE = 'Free some disk space; what was committed is safe.';
const GIVE_RIGHTS = 'Give Callboard the right to write this file and its folder.';
const CHECK_PATH = 'Check the path of the database (CALLBOARD_DATA) and who may read it.';

/**
 * Errors of the file system, before SQLite has opened the file
 * (https://nodejs.org/api/errors.html#common-system-errors).
 */
const FILE_SYSTEM: Readonly<Record<string, string>> = {
  ENOSPC: FREE_SPACE,
  EDQUOT: FREE_SPACE,
  EACCES: GIVE_RIGHTS,
  EPERM: GIVE_RIGHTS,
  EROFS: GIVE_RIGHTS,
  EISDIR: CHECK_PATH,
  ENOTDIR: CHECK_PATH,
  EEXIST: CHECK_PATH,
  ENOENT: CHECK_PATH,
  EIO: 'Check the disk; then restart Callboard.',
};

/** Turns every error of SQLite or the file system into one with our code; other errors are passed on unchanged. */
export function asStoreError(thrown: unknown, path: string): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const code = resultCode(thrown);
  if (code === undefined) {
    const next = 'code' in thrown ? FILE_SYSTEM[String(thrown.code)] : undefined;
    return next === undefined ? thrown : broken(`${path}: ${thrown.message}`, thrown, next);
  }
  const said = `${path}: ${thrown.message}`;
  if (code === UNIQUE || code === PRIMARYKEY) return new CallboardError('STORE_DUPLICATE', said, { cause: thrown });
  switch (code & 0xff) {
    case BUSY:
    case LOCKED:
      return new CallboardError('STORE_LOCKED', said, { cause: thrown });
    case FULL:
      return broken(said, thrown, FREE_SPACE);
    case READONLY:
      return broken(said, thrown, GIVE_RIGHTS);
    case IOERR:
      return broken(said, thrown, 'Check the disk; then restart Callboard.');
    case CANTOPEN:
      return broken(said, thrown, CHECK_PATH);
    case CORRUPT:
    case NOTADB:
      return broken(said, thrown);
    default:
      return new CallboardError('INTERNAL', said, { cause: thrown });
  }
}

function broken(message: string, cause: unknown, next?: string): CallboardError {
  return new CallboardError('STORE_BROKEN', message, next === undefined ? { cause } : { cause, next });
}
