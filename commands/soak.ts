import { parseArgs } from 'node:util';
import { randomInt } from 'node:crypto';
import { tallyLine, type Tally } from './steps.ts';
import { burst } from '../soak/burst.ts';
import { crashRun, type Outcome } from '../soak/crashes.ts';
import { faultsRun } from '../soak/copies.ts';
import { fenceRun } from '../soak/fence.ts';
import { MUTANTS } from '../soak/mutants.ts';
import { tell } from '../soak/report.ts';

/**
 * `npm run soak`: the long random runs. The real process runs under traffic and faults and is killed 200 times in the
 * default 15 minutes; three workers share one store while two of them keep stalling; 1,000 tickets arrive in a burst; and
 * for five more minutes, three instances run over a MongoDB replica set with faults in both (commands/faults.ts). Then the
 * simulators' state is compared with the desk's. The last line is the tally.
 */
const DEFAULT_MINUTES = 15;
const KILLS_PER_MINUTE = 200 / DEFAULT_MINUTES;
const PARTS = ['fence', 'crashes', 'copies', 'burst'] as const;
const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: String(DEFAULT_MINUTES) },
    seed: { type: 'string' },
    mutant: { type: 'string' },
    only: { type: 'string' },
  },
});
const minutes = Number(values.minutes);
const seed = values.seed === undefined ? randomInt(1, 1_000_000_000) : Number(values.seed);
const mutant = MUTANTS.find((name) => name === values.mutant);
const wrong = [
  minutes > 0 && minutes <= 600 ? undefined : `--minutes ${values.minutes} is not a number from 0 to 600`,
  Number.isSafeInteger(seed) ? undefined : `--seed ${values.seed ?? ''} is not a whole number`,
  values.mutant === undefined || mutant ? undefined : `--mutant is one of ${MUTANTS.join(', ')}`,
  values.only === undefined || PARTS.some((part) => part === values.only)
    ? undefined
    : `--only is one of ${PARTS.join(', ')}`,
].filter((line) => line !== undefined);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(2);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(143));

const again = `npm run soak -- --minutes ${minutes} --seed ${seed}${mutant ? ` --mutant ${mutant}` : ''}`;
console.log(`Soak on Node ${process.versions.node}: ${minutes} min, seed ${seed}. Again: ${again}`);
const tally: Tally = { passed: 0, failed: 0, skipped: 0 };
const totalMs = minutes * 60_000;
/** A quarter of the time, three minutes at most. */
const burstMs = Math.min(180_000, totalMs / 4);
/** As many fault schedules as fit, in addition to --minutes. */
const copiesMs = totalMs / 3;
/** The rest is for starting, for work left when traffic ends, and for counting. */
const trafficMs = Math.max(20_000, (totalMs - burstMs) * 0.85 - 30_000);
const say = (line: string) => console.log(`  ${line}`);
const given = { seed, say, ...(mutant ? { mutant } : {}) };

await part('fence', () => fenceRun({ ...given, forMs: Math.min(20_000, totalMs / 8) }));
await part('crashes', () =>
  crashRun({ ...given, kills: Math.max(1, Math.round(KILLS_PER_MINUTE * minutes)), trafficMs }),
);
await part('burst', () => burst({ ...given, forMs: burstMs }));
await part('copies', () => faultsRun({ ...given, schedules: Infinity, forMs: copiesMs }));
console.log(tallyLine(tally));
const unwanted = tally.failed > 0 || (process.env['CI'] === 'true' && tally.skipped > 0);
process.exit(unwanted ? 1 : 0);

async function part(name: (typeof PARTS)[number], run: () => Promise<Outcome | undefined>): Promise<void> {
  if (values.only !== undefined && values.only !== name) return;
  console.log(`\n== ${name}`);
  try {
    const outcome = await run();
    if (!outcome) {
      tally.skipped += 1;
      return;
    }
    const { passed, failed } = tell(outcome, `${again} --only ${name}`);
    tally.passed += passed;
    tally.failed += failed;
  } catch (error) {
    tally.failed += 1;
    console.log(`FAILED ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}
