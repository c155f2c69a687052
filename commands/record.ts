import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { play } from './record/play.ts';
import { SITUATIONS } from './record/situations.ts';

/**
 * `npm run record -- --out DIR`: plays the situations of record/situations.ts over real HTTP and writes every request
 * and answer exchanged with an outside system as JSON lines, so that external checkers can judge them:
 * teams.jsonl (requests to Teams' connector, answers to invokes, cards), teams-heard.jsonl (everything else that Teams
 * tells the bot), halopsa.jsonl (requests to HaloPSA and its answers), graph.jsonl (the same with Microsoft Graph). Secrets are masked by the simulators.
 */
const { values } = parseArgs({ options: { out: { type: 'string' } } });
if (values.out === undefined) {
  console.error('Say where to write: npm run record -- --out DIR');
  process.exit(2);
}
const folder = resolve(values.out);
await mkdir(folder, { recursive: true });
const recording = await play(SITUATIONS, (name) => console.log(`playing ${name}`));
for (const [file, records] of [
  ['teams.jsonl', recording.teams],
  ['teams-heard.jsonl', recording.heard],
  ['halopsa.jsonl', recording.halopsa],
  ['graph.jsonl', recording.graph],
] as const) {
  await writeFile(join(folder, file), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  console.log(`${join(folder, file)}: ${records.length} records`);
}
