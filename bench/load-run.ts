import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { startReplicaSet } from '../harness/mongod/index.ts';
import { HEADINGS, reportGrowth, reportStarts, reportTeams, reportUnderLoad } from './under-load/report.ts';

/**
 * `npm run bench:load`: Callboard under load, on SQLite and on MongoDB with several copies, measured in one run on this
 * machine, as ratios where that is possible. `-- --only claims|growth|teams|start` runs one part, `-- --quick` all of
 * it on a tenth of the data.
 */
const PARTS = ['claims', 'growth', 'teams', 'start'] as const;
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    claims: { type: 'string', default: '150' },
    rounds: { type: 'string', default: '5' },
    'cpu-prof': { type: 'string' },
  },
});
const only = PARTS.find((part) => part === values.only);
const [claims, rounds] = [Number(values.claims), Number(values.rounds)];
const wrong = [
  values.only === undefined || only ? undefined : `--only ${values.only}: there is ${PARTS.join(', ')}.`,
  Number.isSafeInteger(claims) && claims > 0 ? undefined : `--claims ${values.claims} is not a number.`,
  Number.isSafeInteger(rounds) && rounds > 0 ? undefined : `--rounds ${values.rounds} is not a number.`,
].filter((line) => line !== undefined);
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exit(2);
}
// Processes of the part that runs end with this one, however it ends.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(143));
const wanted = (part: (typeof PARTS)[number]) => only === undefined || only === part;
const profile = values['cpu-prof'];
const past = values.quick ? 10_000 : 100_000;

console.log(
  `Callboard under load, measured on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}.`,
);
const started = await startReplicaSet();
const set = typeof started === 'string' ? undefined : started;
if (typeof started === 'string') console.log(`Without MongoDB (${started}): what needs it is left out.`);
else console.log(`MongoDB: three members, ${started.mongod}.`);
try {
  if (wanted('claims') && set) {
    const { measureUnderLoad } = await import('./under-load/claims.ts');
    console.log(HEADINGS.claims);
    for await (const result of measureUnderLoad(set, { claims, rounds, profile })) reportUnderLoad(result);
  }
  if (wanted('growth')) {
    const { measureGrowth } = await import('./under-load/growth.ts');
    console.log(HEADINGS.growth);
    const pasts = [past / 100, past / 10, past];
    for await (const grown of measureGrowth(set, { pasts, tickets: 30, rounds, profile })) reportGrowth(grown);
  }
  if (wanted('teams')) {
    const { measureTeams } = await import('./under-load/team.ts');
    console.log(HEADINGS.teams);
    reportTeams(await measureTeams({ sizes: [10, 100, 1_000], tickets: 20, rounds, profile }));
  }
  if (wanted('start')) {
    const { measureStarts } = await import('./under-load/start.ts');
    console.log(HEADINGS.start);
    for await (const lives of measureStarts(set, { past, lives: 5 })) reportStarts(lives);
  }
} finally {
  await set?.close();
}
