import type { Store } from '../../desk/ports/store.ts';
import type { Log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

/**
 * The empty store that the small MSP works on: SQLite in memory, or with CALLBOARD_TEST_STORE=mongo a real replica set
 * (`CALLBOARD_TEST_STORE=mongo npx vitest run test/stories` tells all of them there).
 */
export async function emptyStore(log: Log): Promise<Store> {
  if (process.env['CALLBOARD_TEST_STORE'] !== 'mongo') return openSqliteStore({ path: ':memory:', log });
  const { testDatabase } = await import('../mongod/index.ts');
  const { openMongoStore } = await import('../../store/mongo/index.ts');
  // One database a test file, by its process; emptied for each story.
  const database = await (shared ??= testDatabase(import.meta.url));
  if (database.missing !== undefined) throw new Error(`no MongoDB for the stories: ${database.missing}`);
  await database.clear();
  return openMongoStore({ uri: database.uri, log });
}
let shared: ReturnType<typeof import('../mongod/index.ts').testDatabase> | undefined;

/** Removes what the stories of this file left. */
export async function removeEmptyStores(): Promise<void> {
  await (await shared)?.remove();
  shared = undefined;
}
