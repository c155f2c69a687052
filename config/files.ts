import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The files that configuration may come from. */
export interface Files {
  /** Undefined: there is no such file. Throws when the file cannot be read. */
  read(path: string): string | undefined;
  /** Whether others than its owner may read or write it. Undefined: this system has no such file modes. */
  open(path: string): boolean | undefined;
}

/** Files of this machine; relative paths start from `folder`. */
export function machineFiles(folder: string): Files {
  return {
    read: (path) => {
      try {
        return readFileSync(resolve(folder, path), 'utf8');
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
        throw error;
      }
    },
    // Windows reports 0666 for every file, so the mode says nothing there.
    open: (path) => (process.platform === 'win32' ? undefined : (statSync(resolve(folder, path)).mode & 0o077) !== 0),
  };
}
