import { describe, expect, it } from 'vitest';
import { readReport } from '../../commands/vitest-report.ts';

const file = (name: string, status: string, tests: readonly [string, string][], message?: string, took = 0) => ({
  name: `/repo/test/${name}`,
  startTime: 1_000,
  endTime: 1_000 + took,
  status,
  ...(message === undefined ? {} : { message }),
  assertionResults: tests.map(([fullName, result]) => ({
    fullName,
    status: result,
    failureMessages: result === 'failed' ? ['expected 1 to be 2\n  at x'] : [],
  })),
});
const report = (...testResults: ReturnType<typeof file>[]) => readReport(JSON.stringify({ testResults }), '/repo');

describe('reading vitest’s report', () => {
  it('counts passed tests and names the others', () => {
    expect(
      report(
        file('a.test.ts', 'passed', [
          ['takes it', 'passed'],
          ['waits', 'skipped'],
          ['later', 'todo'],
          ['hm', 'pending'],
        ]),
        file('b.test.ts', 'failed', [['breaks', 'failed']]),
      ),
    ).toEqual({
      passed: 1,
      failed: [{ test: 'test/b.test.ts: breaks', why: 'expected 1 to be 2\n  at x' }],
      skipped: ['test/a.test.ts: waits', 'test/a.test.ts: later', 'test/a.test.ts: hm'],
      files: [
        { name: 'test/a.test.ts', seconds: 0 },
        { name: 'test/b.test.ts', seconds: 0 },
      ],
    });
  });

  it('counts a file that cannot be loaded as a failure, not as zero tests', () => {
    expect(report(file('a.test.ts', 'failed', [], 'Cannot find module')).failed).toEqual([
      { test: 'test/a.test.ts', why: 'Cannot find module' },
    ]);
  });

  it('names the slowest files first', () => {
    const timed = (name: string, ms: number) => file(name, 'passed', [['works', 'passed']], undefined, ms);
    expect(report(timed('quick.test.ts', 20), timed('slow.test.ts', 61_500)).files).toEqual([
      { name: 'test/slow.test.ts', seconds: 61.5 },
      { name: 'test/quick.test.ts', seconds: 0.02 },
    ]);
  });
});
