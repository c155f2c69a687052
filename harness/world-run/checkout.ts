import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const OWN = join(import.meta.dirname, '..', '..');

/** The file that starts the product of a checkout; undefined when the folder is not a checkout. */
export function entryOf(checkout: string): string | undefined {
  return ['main.mjs', 'main.ts'].map((name) => join(checkout, name)).find((path) => existsSync(path));
}

/**
 * Checks a commit out beside this one, with its packages: the ones installed here when both need the same, otherwise
 * its own. Throws when git does not know the commit or npm cannot install. `remove` deletes the checkout.
 */
export function checkOut(commit: string): { readonly folder: string; remove(): void } {
  const folder = join(mkdtempSync(join(tmpdir(), 'callboard-commit-')), 'checkout');
  git('worktree', 'add', '--quiet', '--detach', folder, commit);
  const remove = () => {
    git('worktree', 'remove', '--force', folder);
    rmSync(join(folder, '..'), { recursive: true, force: true });
  };
  try {
    const lock = (of: string) => readFileSync(join(of, 'package-lock.json'), 'utf8');
    if (lock(folder) === lock(OWN)) symlinkSync(join(OWN, 'node_modules'), join(folder, 'node_modules'));
    else execFileSync('npm', ['ci', '--omit=dev'], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  } catch (error) {
    remove();
    throw error;
  }
  return { folder, remove };
}

function git(...args: readonly string[]): void {
  execFileSync('git', args, { cwd: OWN, stdio: ['ignore', 'ignore', 'inherit'] });
}
