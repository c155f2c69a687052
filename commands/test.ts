import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run, tallyLine, type Ran, type Tally } from './steps.ts';
import type { TypesAndLint } from './types-and-lint.ts';
import { NEEDS_SHARED, readReport } from './vitest-report.ts';

/**
 * `npm test`: types, lint, format and all tests. The checks run beside the first tests, which spend much of their time
 * waiting for other processes. Under CI=true a skipped test counts as failed, except for tests that need data only the
 * authors have. The last line is the tally; the exit code is 0 only when nothing failed.
 */
const root = resolve(import.meta.dirname, '..');
const bin = (name: string) => join(root, 'node_modules', name);
const ci = process.env['CI'] === 'true';
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const failedSteps: string[] = [];
const scratch = mkdtempSync(join(tmpdir(), 'callboard-test-'));
const started = performance.now();
const SLOWEST = 10;

function note(name: string, ran: Ran, problem?: string): void {
  const bad = ran.code !== 0 || problem !== undefined;
  if (bad) tally.failed += 1;
  else tally.passed += 1;
  if (bad) failedSteps.push(name);
  console.log(`${bad ? 'FAILED' : 'ok    '} ${name} (${ran.seconds.toFixed(1)} s)`);
  if (bad) console.log(`${problem ?? ran.output}\n`);
}

console.log(`Callboard's tests on Node ${process.versions.node}`);
await Promise.all([checks(), tests()]);

async function checks(): Promise<void> {
  const both = await run(process.execPath, [join(root, 'commands/types-and-lint.ts')]);
  // Node may have printed warnings before it.
  const said = both.output.split('\n').find((line) => line.startsWith('{"types":'));
  const { types, lint } = said === undefined ? { types: both, lint: both } : (JSON.parse(said) as TypesAndLint);
  note('types', types);
  note('lint', lint);
  const format = ['--check', '--log-level', 'warn', '--cache', '--cache-location'];
  const cache = 'node_modules/.cache/prettier-check.json';
  note('format', await run(process.execPath, [bin('prettier/bin/prettier.cjs'), ...format, cache, '.']));
}

async function tests(): Promise<void> {
  const file = join(scratch, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const ran = await run(process.execPath, [bin('vitest/vitest.mjs'), 'run', ...reporters, ...process.argv.slice(2)], {
    show: true,
  });
  if (!existsSync(file)) {
    note('tests', ran, 'vitest ended without a report');
    return;
  }
  const report = readReport(readFileSync(file, 'utf8'), root);
  tally.passed += report.passed;
  const excused = (test: string) => !ci || test.includes(NEEDS_SHARED);
  const refused = report.skipped.filter((test) => !excused(test));
  tally.skipped += report.skipped.length - refused.length;
  tally.failed += report.failed.length + refused.length;
  for (const test of report.failed) console.log(`FAILED ${test.test}\n       ${test.why.split('\n')[0] ?? ''}`);
  for (const test of report.skipped)
    console.log(`${excused(test) ? 'skipped' : 'FAILED (skipped, which CI=true does not allow)'} ${test}`);
  // An unhandled error fails vitest's run even though every test passed.
  const unexplained = ran.code !== 0 && report.failed.length === 0;
  note(
    'tests',
    { ...ran, code: unexplained ? ran.code : 0 },
    unexplained ? 'vitest failed although no test did; see above' : undefined,
  );
  console.log(`\nThe slowest files:`);
  for (const { name, seconds } of report.files.slice(0, SLOWEST))
    console.log(`${seconds.toFixed(1).padStart(7)} s  ${name}`);
}

rmSync(scratch, { recursive: true, force: true });
console.log(`\nin ${((performance.now() - started) / 1000).toFixed(0)} s`);
// Failures of the checks were printed long before; name them again at the end.
if (failedSteps.length > 0) console.log(`FAILED ${failedSteps.join(', ')}: see above`);
console.log(tallyLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
