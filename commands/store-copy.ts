import { parseArgs } from 'node:util';
import { asCoded } from '../model/errors.ts';
import { engineAt } from '../start/engines.ts';
import type { Archive } from '../store/copy/archive.ts';
import { copyStore } from '../store/copy/copy.ts';

/**
 * `npm run store:copy -- --from sqlite:FILE --to mongodb://…`, or the other way round: moves an installation from one
 * engine to the other. Callboard must be stopped. If the copy is interrupted, the same command continues it. At the end
 * both are read again and compared by counts and hashes.
 */
const usage =
  'npm run store:copy -- --from sqlite:FILE --to mongodb://HOSTS/DATABASE?replicaSet=NAME (or the other way)';

let from: Archive | undefined;
let to: Archive | undefined;
try {
  const { values } = parseArgs({ options: { from: { type: 'string' }, to: { type: 'string' } } });
  if (values.from === undefined || values.to === undefined) throw new Error(`Say from where to where: ${usage}`);
  from = await engineAt(values.from, '--from').archive(values.from, 'source');
  to = await engineAt(values.to, '--to').archive(values.to, 'target');
  if (from.name === to.name) throw new Error(`From ${from.name} into itself? ${usage}`);
  console.log(`Copies ${from.name} to ${to.name}.`);
  await copyStore(from, to, (line) => console.log(`  ${line}`));
  console.log(`${to.name} holds what ${from.name} holds. Name it in the settings and start Callboard.`);
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
} finally {
  await from?.close();
  await to?.close();
}
