import { parseArgs } from 'node:util';
import { canonicalJson } from '../model/canonical.ts';
import { silentLog } from '../model/log.ts';
import { replay } from '../routing/index.ts';
import { openSqliteReader } from '../store/sqlite/index.ts';
import { openProcessStore } from './open-store.ts';

/**
 * `npm run replay -- <decision id>`: computes a decision again from what was known then, and says whether the same
 * bytes come out. Reads beside a running Callboard. Exit code 0: the same; 1: another answer; 2: cannot be replayed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});
const [id] = positionals;
if (id === undefined) {
  console.error(
    'Which decision? npm run replay -- <decision id> [--data FILE]; the id stands in the note on the ticket.',
  );
  process.exit(2);
}

const { store, name } =
  values.data === undefined
    ? await openProcessStore('read')
    : { store: await openSqliteReader({ path: values.data, log: silentLog }), name: values.data };
const decision = await store.get('decisions', id);
if (!decision) {
  console.error(`There is no decision ${id} in ${name}.`);
  process.exit(2);
}
const snapshot = await store.get('snapshots', decision.data.snapshot);
if (!snapshot) {
  console.error(`What decision ${id} was made from (snapshot ${decision.data.snapshot}) is not kept any more.`);
  process.exit(2);
}
const kept = canonicalJson(decision.data);
const again = canonicalJson(replay(decision.data, snapshot.data));
console.log(kept);
if (kept === again) {
  console.log(
    `The same ${Buffer.byteLength(kept)} bytes come out again: ${decision.data.outcome}, policy ${decision.data.policy}.`,
  );
} else {
  console.log(again);
  console.log(
    'Another answer comes out. Either this version of Callboard decides differently, or the record was changed.',
  );
}
await store.close();
process.exit(kept === again ? 0 : 1);
