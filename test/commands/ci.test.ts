import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const script = resolve(import.meta.dirname, '../../.ci/run');

/** Runs .ci/run with an npm whose commands say and return what we want; gives its last line and its exit code. */
function ci(npm: { ci?: string; test: string; soak: string }) {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-ci-'));
  const path = join(folder, 'npm');
  const cases = `case "$1 $2" in "ci "*) ${npm.ci ?? ':'} ;; "test "*) ${npm.test} ;; "run soak") ${npm.soak} ;; *) exit 9 ;; esac`;
  writeFileSync(path, `#!/bin/sh\n${cases}\n`);
  chmodSync(path, 0o755);
  const PATH = `${folder}${delimiter}${process.env['PATH'] ?? ''}`;
  const ran = spawnSync('sh', [script], { env: { ...process.env, PATH }, encoding: 'utf8' });
  rmSync(folder, { recursive: true, force: true });
  return { status: ran.status, last: ran.stdout.trimEnd().split('\n').at(-1), output: ran.stdout };
}

describe('.ci/run', () => {
  it.each([
    [
      'adds both tallies up',
      { test: 'echo 10 passed, 0 failed, 1 skipped', soak: 'echo 5 passed, 0 failed, 2 skipped' },
      0,
      '15 passed, 0 failed, 3 skipped',
    ],
    [
      'takes the last tally of each',
      {
        test: 'echo 99 passed, 9 failed, 9 skipped; echo 1 passed, 0 failed, 0 skipped',
        soak: 'echo 1 passed, 0 failed, 0 skipped',
      },
      0,
      '2 passed, 0 failed, 0 skipped',
    ],
    [
      'fails when tests fail, and still soaks',
      { test: 'echo 10 passed, 2 failed, 0 skipped; exit 1', soak: 'echo 5 passed, 0 failed, 0 skipped' },
      1,
      '15 passed, 2 failed, 0 skipped',
    ],
    [
      'a crash without a tally is a failure',
      { test: 'echo 10 passed, 0 failed, 0 skipped', soak: 'echo Killed; exit 137' },
      1,
      '10 passed, 1 failed, 0 skipped',
    ],
    [
      'silence is a failure',
      { test: ':', soak: 'echo 5 passed, 0 failed, 0 skipped' },
      1,
      '5 passed, 1 failed, 0 skipped',
    ],
    [
      'an exit code counts although the tally is fine',
      { test: 'echo 10 passed, 0 failed, 0 skipped; exit 3', soak: 'echo 5 passed, 0 failed, 0 skipped' },
      1,
      '15 passed, 1 failed, 0 skipped',
    ],
    [
      'stops when nothing can be installed',
      { ci: 'exit 1', test: 'exit 0', soak: 'exit 0' },
      1,
      '0 passed, 1 failed, 0 skipped',
    ],
  ] as const)('%s', (_what, npm, status, last) => {
    expect(ci(npm)).toMatchObject({ status, last });
  });

  it('sets CI=true for the commands it runs', () => {
    expect(ci({ test: 'echo "CI is $CI"', soak: ':' }).output).toContain('CI is true');
  });
});
