import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { tallyLine, type Tally } from './steps.ts';
import { faultsRun } from '../soak/copies.ts';
import { fenceRun } from '../soak/fence.ts';
import { MUTANTS } from '../soak/mutants.ts';
import { tell } from '../soak/report.ts';

/**
 * `npm run faults`: runs three instances of the real process over a real MongoDB replica set and injects faults by seeded
 * schedules, 200 by default. The history is checked after every twenty schedules. Each schedule's seed is printed before
 * it runs. With `--mutant`, one promise is broken on purpose and the checks must fail. The last line is the tally.
 */
const DEFAULT_SCHEDULES = 200;
/** How many schedules share one world and one check of its history. */
const TOGETHER = 20;

const { values } = parseArgs({
  options: {
    schedules: { type: 'string', default: String(DEFAULT_SCHEDULES) },
    seed: { type: 'string' },
    mutant: { type: 'string' },
  },
});
const schedules = Number(values.schedules);
const seed = values.seed === undefined ? randomInt(1, 1_000_000) : Number(values.seed);
const mutant = MUTANTS.find((name) => name === values.mutant);
const wrong = [
  schedules >= 1 && Number.isSafeInteger(schedules) ? undefined : `--schedules ${values.schedules} is not a number`,
  Number.isSafeInteger(seed) ? undefined : `--seed ${values.seed ?? ''} is not a whole number`,
  values.mutant === undefined || mutant ? undefined : `--mutant is one of ${MUTANTS.join(', ')}`,
].filter((line) => line !== undefined);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(143));

const withMutant = mutant ? ` --mutant ${mutant}` : '';
console.log(`Faults on Node ${process.versions.node}: ${schedules} schedules, seed ${seed}${withMutant}`);
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const say = (line: string) => console.log(`  ${line}`);

if (mutant === 'no-fence') {
  // Processes rarely overtake each other at the wrong moment; on a clock moved by hand, workers do it often.
  count(tell(await fenceRun({ seed, forMs: 20_000, mutant }), `npm run faults -- --seed ${seed}${withMutant}`));
}
for (let done = 0; done < schedules; done += TOGETHER) {
  const some = Math.min(TOGETHER, schedules - done);
  const its = seed + done / TOGETHER;
  console.log(`\n== schedules ${done + 1} to ${done + some}, seed ${its}`);
  const outcome = await faultsRun({ seed: its, schedules: some, forMs: Infinity, say, ...(mutant ? { mutant } : {}) });
  if (outcome) count(tell(outcome, `npm run faults -- --schedules ${some} --seed ${its}${withMutant}`));
  else tally.skipped += 1;
  if (!outcome) break;
}
console.log(tallyLine(tally));
const unwanted = tally.failed > 0 || (process.env['CI'] === 'true' && tally.skipped > 0);
process.exit(unwanted ? 1 : 0);

function count({ passed, failed }: { passed: number; failed: number }): void {
  tally.passed += passed;
  tally.failed += failed;
}
