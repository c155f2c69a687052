import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const { CALLBOARD_OLD_NODE, PATH = '' } = process.env;

/** A Node on this machine that cannot run TypeScript: the one named, or one on the path. */
function oldNode(): string | undefined {
  const candidates = [CALLBOARD_OLD_NODE ?? '', ...PATH.split(delimiter).map((folder) => join(folder, 'node'))];
  return candidates.find((path) => {
    if (path === '' || !existsSync(path)) return false;
    const [major = 0, minor = 0] = execFileSync(path, ['-p', 'process.versions.node'], { encoding: 'utf8' })
      .split('.')
      .map(Number);
    return major < 22 || (major === 22 && minor < 18);
  });
}

describe('on a Node older than 22.18', () => {
  const old = oldNode();
  if (old === undefined) console.log('skipped: no older Node on the path; CALLBOARD_OLD_NODE can name one');

  it.skipIf(old === undefined)('node main.ts says what to do, without a stack trace', () => {
    const ran = spawnSync(old ?? '', ['main.ts'], { cwd: root, encoding: 'utf8' });
    expect(ran.stderr).toContain('NODE_TOO_OLD');
    expect(ran.stderr).toContain('npm start');
    expect(ran.stderr).not.toMatch(/\n\s+at |ERR_UNKNOWN_FILE_EXTENSION|SyntaxError/);
    expect(ran.status).toBe(1);
  });
});
