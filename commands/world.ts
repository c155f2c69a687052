import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkOut, entryOf } from '../harness/world-run/checkout.ts';
import { runWorld, type RunResult } from '../harness/world-run/run.ts';
import { comparison, tableOf } from '../harness/world-run/table.ts';

const HELP = `npm run world -- [--seed N] [--days D | --hours H] [--checkout DIR | --commit REV] [--out FILE]
npm run world -- --compare A.json B.json

Runs one simulated world against the product of a commit and prints what came of it. The simulators of HaloPSA, Teams
and Microsoft 365 and the people run in this process, from this checkout. The product runs as a child process. So two
commits meet the same world:

  npm run world -- --commit HEAD~1 --out before.json
  npm run world -- --out after.json
  npm run world -- --compare before.json after.json

  --seed N        the world: the same number, the same tickets, people and moods. Default 1.
  --days D        how many days tickets come, from Monday 08:00 on; the last one ends at 19:00. Default 1.
  --hours H       instead: how many hours.
  --checkout DIR  whose product runs, with the packages installed there. Default: this one.
  --commit REV    instead: checks the commit out for the run, and installs its packages if they are not those here.
  --out FILE      writes the result as JSON.
  --compare       prints two results side by side.

Time is simulated in both processes and moves in lock-step: it stands still while either has something to do, and then
jumps to the next timer. A commit needs nothing for that; it is put into its process from outside.
`;
const FIRST_DAY_HOURS = 11;
const LONGEST_DAYS = 60;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    days: { type: 'string' },
    hours: { type: 'string' },
    checkout: { type: 'string', default: join(import.meta.dirname, '..') },
    commit: { type: 'string' },
    out: { type: 'string' },
    compare: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
if (values.compare) {
  const [one, other] = positionals.map((file) => JSON.parse(readFileSync(file, 'utf8')) as RunResult);
  if (!one || !other) wrong('--compare needs two files');
  console.log(comparison(one, other));
  process.exit(0);
}

const seed = Number(values.seed);
const days = Number(values.days ?? 1);
const hours = values.hours === undefined ? FIRST_DAY_HOURS + 24 * (days - 1) : Number(values.hours);
if (!Number.isSafeInteger(seed)) wrong(`--seed ${values.seed} is not a whole number`);
if (values.days !== undefined && !(Number.isInteger(days) && days >= 1 && days <= LONGEST_DAYS))
  wrong(`--days ${values.days} is not a whole number from 1 to ${LONGEST_DAYS}`);
if (!(hours > 0 && hours <= LONGEST_DAYS * 24)) wrong(`--hours ${values.hours ?? ''} is not a number above 0`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(143));

const commit = values.commit === undefined ? undefined : checkOut(values.commit);
process.once('exit', () => commit?.remove());
const checkout = resolve(commit?.folder ?? values.checkout);
const entry = entryOf(checkout);
if (entry === undefined) wrong(`${checkout} is no checkout of Callboard: it has no main.mjs and no main.ts`);

const result = await runWorld({
  seed,
  span: hours * 3_600_000,
  entry,
  say: (line) => process.stderr.write(`${line}\n`),
});
console.log(tableOf(result));
for (const line of [...result.harnessErrors, ...result.errors]) process.stderr.write(`${line.slice(0, 500)}\n`);
if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(result, null, 2)}\n`);
process.exit(result.harnessErrors.length > 0 ? 1 : 0);

function wrong(what: string): never {
  process.stderr.write(`${what}\n\n${HELP}`);
  process.exit(2);
}
