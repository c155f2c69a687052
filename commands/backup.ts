import { parseArgs } from 'node:util';
import { processDataPath } from '../config/process.ts';
import { asCoded } from '../model/errors.ts';
import { silentLog } from '../model/log.ts';
import { openSqliteReader } from '../store/sqlite/index.ts';

/**
 * `npm run backup -- --to FILE`: a checked copy of the embedded database (CALLBOARD_DATA), while Callboard runs.
 */
try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new Error('Say where to: npm run backup -- --to FILE');
  const path = processDataPath(process.cwd());
  const store = await openSqliteReader({ path, log: silentLog });
  try {
    await store.backup(values.to);
  } finally {
    await store.close();
  }
  console.log(`Backed up ${path} to ${values.to}.`);
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
}
