import type { Secret } from '../config/secret.ts';
import type { Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { whileBusy } from '../model/while-busy.ts';

/** How long a start waits for a replica set that changes over just then, ms: an election takes some ten seconds. */
export const START_PATIENCE_MS = 30_000;

/** The store that was chosen, and the clock that all who share it go by. */
export interface OpenedStore {
  readonly store: Store;
  readonly clock: Clock;
  /** Stops keeping the clock right. */
  readonly stop: () => void;
}

/**
 * Opens the embedded database, or with an address MongoDB. Copies that share a database compare their instants, so
 * there the database's clock is everybody's.
 */
export async function openStore(
  database: { readonly dataPath: string; readonly mongodbUri?: Secret },
  clock: Clock,
  log: Log,
): Promise<OpenedStore> {
  if (database.mongodbUri === undefined) {
    const { openSqliteStore } = await import('../store/sqlite/index.ts');
    return { store: await openSqliteStore({ path: database.dataPath, log }), clock, stop: () => undefined };
  }
  // Loaded on demand: the driver costs a fifth of a second, and the embedded database needs none of it.
  const { databaseClock, openMongoStore } = await import('../store/mongo/index.ts');
  const store = await openMongoStore({ uri: database.mongodbUri.reveal(), log });
  // From a clock that nobody sets: somebody who puts the machine's right while we run moves nothing here.
  const steady = { ...clock, now: () => performance.timeOrigin + performance.now() };
  const until = clock.now() + START_PATIENCE_MS;
  const shared = await whileBusy(clock, until, () => databaseClock(store, steady, log));
  return { store, clock: shared, stop: () => shared.stop() };
}
