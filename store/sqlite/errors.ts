import { CallboardError } from '../../model/errors.ts';

/** SQLite's result codes that callers can tell apart (https://www.sqlite.org/rescode.html). The low byte is the class. */
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

/** Did a lock of another connection stand in the way? */
export function isBusy(thrown: unknown): boolean {
  const code = resultCode(thrown);
  return code !== undefined && ((code & 0xff) === BUSY || (code & 0xff) === LOCKED);
}

/** Gives every error that SQLite throws a code of ours; what is not SQLite's is passed on as it is. */
export function asStoreError(thrown: unknown, path: string): unknown {
  const code = resultCode(thrown);
  if (code === undefined || !(thrown instanceof Error)) return thrown;
  const said = `${path}: ${thrown.message}`;
  if (code === UNIQUE || code === PRIMARYKEY) return new CallboardError('STORE_DUPLICATE', said, { cause: thrown });
  switch (code & 0xff) {
    case BUSY:
    case LOCKED:
      return new CallboardError('STORE_LOCKED', said, { cause: thrown });
    case FULL:
      return broken(said, thrown, 'Free some disk space; what was committed is safe.');
    case READONLY:
      return broken(said, thrown, 'Give Callboard the right to write this file and its folder.');
    case IOERR:
      return broken(said, thrown, 'Check the disk; then restart Callboard.');
    case CANTOPEN:
      return broken(said, thrown, 'Check the path of the database (CALLBOARD_DATA) and who may read it.');
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
