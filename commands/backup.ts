import { parseArgs } from 'node:util';
import { asCoded } from '../model/errors.ts';
import { openProcessStore } from './open-store.ts';

/**
 * `npm run backup -- --to FILE`: writes a checked copy of the embedded database (CALLBOARD_DATA) while Callboard runs.
 * For a replica set it refers to MongoDB's own tools.
 */
try {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  if (values.to === undefined) throw new Error('Say where to: npm run backup -- --to FILE');
  const { store, name } = await openProcessStore('read');
  try {
    await store.backup(values.to);
  } finally {
    await store.close();
  }
  console.log(`Backed up ${name} to ${values.to}.`);
} catch (error) {
  const { code, message, next } = asCoded(error);
  console.error(code === 'INTERNAL' ? message : `${code}: ${message}\n${next}`);
  process.exitCode = 1;
}
