import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { asStoreError } from './errors.ts';

/**
 * Creates an empty file that only its owner can read, unless it exists: databases and backups contain names and mail
 * addresses. SQLite gives its journals the mode of their database.
 *
 * @throws STORE_BROKEN when the file system does not allow it.
 */
export function makePrivateFile(path: string): void {
  makePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw asStoreError(error, path);
  }
}

/** Creates a folder and its parents, unless they exist. Also throws STORE_BROKEN. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asStoreError(error, path);
  }
}
