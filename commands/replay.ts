import { parseArgs } from 'node:util';
import { canonicalJson } from '../model/canonical.ts';
import { asCoded } from '../model/errors.ts';
import { silentLog } from '../model/log.ts';
import { replay } from '../routing/index.ts';
import { openStore } from '../start/open-store.ts';
import { openProcessStore } from './open-store.ts';

/**
 * `npm run replay -- <decision id>`: computes a decision again from its recorded facts and says whether the result is the
 * same, byte for byte. It may run beside Callboard. Exit code 0: the same; 1: a different answer; 2: cannot be replayed.
 */
const USAGE = 'Which decision? npm run replay -- <decision id> [--data FILE]; the id stands in the note on the ticket.';

/** Returns the exit code; throws when the decision cannot be replayed. */
async function main(): Promise<0 | 1> {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { data: { type: 'string' } } });
  const [id] = positionals;
  if (id === undefined) throw new Error(USAGE);
  const { store, name } =
    values.data === undefined
      ? await openProcessStore('read')
      : await openStore(`sqlite:${values.data}`, silentLog, 'read');
  try {
    const decision = await store.get('decisions', id);
    if (!decision) throw new Error(`There is no decision ${id} in ${name}.`);
    const snapshot = await store.get('snapshots', decision.data.snapshot);
    if (!snapshot) {
      throw new Error(`What decision ${id} was made from (snapshot ${decision.data.snapshot}) is not kept any more.`);
    }
    const kept = canonicalJson(decision.data);
    const again = canonicalJson(replay(decision.data, snapshot.data));
    console.log(kept);
    if (kept === again) {
      const { outcome, policy } = decision.data;
      console.log(`The same ${Buffer.byteLength(kept)} bytes come out again: ${outcome}, policy ${policy}.`);
      return 0;
    }
    console.log(again);
    console.log(
      'Another answer comes out. Either this version of Callboard decides differently, or the record was changed.',
    );
    return 1;
  } finally {
    await store.close();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 2;
}
