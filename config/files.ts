import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The files that configuration may come from. */
export interface Files {
  /** Undefined: there is no such file. Throws when it cannot be read. */
  read(path: string): string | undefined;
  /** May anybody but its owner read or write it? Undefined: this system has no such modes. */
  open(path: string): boolean | undefined;
}

/** Files of this machine, relative paths from `folder`. */
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
    // Windows reports 0666 for every file: its access lists say nothing here.
    open: (path) => (process.platform === 'win32' ? undefined : (statSync(resolve(folder, path)).mode & 0o077) !== 0),
  };
}
