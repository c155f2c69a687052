import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { asStoreError } from './errors.ts';

/**
 * Makes an empty file for its owner's eyes only, unless there is one: databases and backups hold names and mail
 * addresses. SQLite gives its journals the mode of their database.
 *
 * @throws STORE_BROKEN when the file system does not let it.
 */
export function makePrivateFile(path: string): void {
  makePrivateFolder(dirname(path));
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw asStoreError(error, path);
  }
}

/** Makes a folder and those above it, unless they are there. Throws STORE_BROKEN as well. */
export function makePrivateFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw asStoreError(error, path);
  }
}
