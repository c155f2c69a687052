import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
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

/** What main.mjs says on an old Node. Where none is installed, this Node pretends to be one. */
function runMain(old: string | undefined) {
  if (old !== undefined) return spawnSync(old, ['main.mjs'], { cwd: root, encoding: 'utf8', timeout: 60_000 });
  const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.20.2' } });\n";
  const text = older + readFileSync(join(root, 'main.mjs'), 'utf8');
  return spawnSync(process.execPath, ['--input-type=module', '-e', text], {
    cwd: root,
    encoding: 'utf8',
    timeout: 60_000,
  });
}

describe('on a Node older than 22.18', () => {
  const old = oldNode();
  if (old === undefined) console.log('no older Node on the path (CALLBOARD_OLD_NODE can name one): one is pretended');

  it('node main.mjs says what to do, without a stack trace', () => {
    const ran = runMain(old);
    expect(ran.stderr).toContain('NODE_TOO_OLD');
    expect(ran.stderr).toContain('npm start');
    expect(ran.stderr).not.toMatch(/\n\s+at |ERR_UNKNOWN_FILE_EXTENSION|SyntaxError/);
    expect(ran.status).toBe(1);
  });
});
