import { availableParallelism, cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { reportClaims, reportFirstDecision, reportLatency } from './report.ts';

/**
 * `npm run bench`: what Callboard promises, measured in one run on this machine, as ratios where that is possible.
 * `-- --only claims|latency|scheduling|data` runs one part; `-- --data FILE [--rows N]` streams real tickets through the desk.
 */
const PARTS = ['claims', 'latency', 'scheduling', 'data'] as const;
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    data: { type: 'string' },
    rows: { type: 'string', default: '2000' },
    claims: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
    'cpu-prof': { type: 'string' },
  },
});
const only = PARTS.find((part) => part === values.only);
if (values.only !== undefined && only === undefined) {
  console.error(`--only ${values.only}: there is ${PARTS.join(', ')}.`);
  process.exit(2);
}
if (only === 'data' && values.data === undefined) {
  console.error('--only data needs --data FILE.');
  process.exit(2);
}
const wanted = (part: (typeof PARTS)[number]) => only === undefined || only === part;

console.log(
  `Callboard, measured on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), Node ${process.versions.node}.`,
);
if (wanted('claims')) {
  const { measureClaims } = await import('./claims.ts');
  const profile = values['cpu-prof'];
  reportClaims(await measureClaims({ claims: Number(values.claims), rounds: Number(values.rounds), profile }));
}
if (wanted('latency')) {
  const { measureFirstDecision, measureLatency } = await import('./latency.ts');
  reportLatency(await measureLatency({ tickets: 40 }));
  reportFirstDecision(await measureFirstDecision({ tickets: 20 }));
}
if (wanted('scheduling')) {
  const { measureSlots, saySlots } = await import('./scheduling/slots.ts');
  const { measureRoutes, sayRoutes } = await import('./scheduling/routes.ts');
  console.log(saySlots(measureSlots()));
  console.log(sayRoutes(measureRoutes()));
}
if (values.data !== undefined && wanted('data')) {
  const { measureTriage, sayTriage } = await import('./triage.ts');
  console.log(`\nTriage alone, on the whole file:\n${sayTriage(measureTriage(values.data))}`);
  const { readTickets, reportStream, streamTickets } = await import('./data/index.ts');
  reportStream(await streamTickets(await readTickets(values.data, Number(values.rows))));
}
