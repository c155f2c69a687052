import { parseArgs } from 'node:util';
import { processDatabase } from '../config/process.ts';
import { asCoded, CallboardError } from '../model/errors.ts';
import { restoreSqlite } from '../store/sqlite/index.ts';

/**
 * `npm run restore -- --from FILE`: puts a backup in the place of the embedded database (CALLBOARD_DATA). Callboard
 * must be stopped; the database that stood there is kept beside it.
 */
try {
  const { values } = parseArgs({ options: { from: { type: 'string' } } });
  if (values.from === undefined) throw new Error('Say what to restore: npm run restore -- --from FILE');
  const database = await processDatabase(process.cwd());
  if ('uri' in database) {
    throw new CallboardError('INPUT_INVALID', 'MONGODB_URI is set: a replica set is not restored by Callboard.', {
      next: 'Use mongorestore --oplogReplay, or your provider’s snapshots; see docs/guides/operate.md.',
    });
  }
  const to = database.path;
  const { kept } = await restoreSqlite({ from: values.from, to, now: Date.now(), pid: process.pid });
  console.log(`Restored ${to} from ${values.from}.${kept === undefined ? '' : ` The former one is ${kept}.`}`);
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
}
