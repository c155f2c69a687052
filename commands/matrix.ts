import { stripVTControlCharacters } from 'node:util';
import { run, tallyLine, type Tally } from './steps.ts';

/**
 * `npm run matrix`: runs the tests on every Node version that Callboard supports, each fetched by npx. Types, lint and
 * format do not depend on the Node version, so only vitest runs here.
 */
/** The oldest supported version, and the newest of each line. */
const VERSIONS = ['22.18', '22', '24', '26'];
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };

for (const version of VERSIONS) {
  // npx puts its Node first on PATH; node_modules/.bin, which npm scripts put there, holds our own Node 24.
  const PATH = (process.env['PATH'] ?? '')
    .split(':')
    .filter((entry) => !entry.endsWith('node_modules/.bin'))
    .join(':');
  const command = `node -e "process.exit(process.versions.node.startsWith('${version}.') ? 0 : 99)" && node node_modules/vitest/vitest.mjs run`;
  const ran = await run('npx', ['-y', '-p', `node@${version}`, '-c', command], { env: { PATH } });
  const tests = /Tests\s+(.*)/.exec(stripVTControlCharacters(ran.output))?.[1] ?? 'no tests ran';
  console.log(`${ran.code === 0 ? 'ok    ' : 'FAILED'} Node ${version} (${ran.seconds.toFixed(0)} s): ${tests}`);
  if (ran.code === 0) tally.passed += 1;
  else {
    tally.failed += 1;
    console.log(ran.output);
  }
}
console.log(tallyLine(tally));
process.exitCode = tally.failed === 0 ? 0 : 1;
