import { randomUUID } from 'node:crypto';
import type { MongoClient } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { whileBusy } from '../../model/while-busy.ts';
import { clientFor } from './client.ts';
import { reconcileCollections } from './collections.ts';
import { asStoreError, coded } from './errors.ts';
import { migrate, MIGRATIONS, refuseUnfinishedCopy, schemaIn, type Migration } from './migrations.ts';
import { pause } from './patience.ts';
import { refuseUnfit, sayHello } from './replica-set.ts';
import { MongoStore } from './store.ts';
import { Collections } from './stored.ts';

/** How long a start waits for a primary, in ms: docs/platform/mongodb.md, “An election takes about ten seconds”. */
const START_PATIENCE_MS = 30_000;
/** At this point there is no shared clock yet, and this one must not jump. */
const STEADY = { now: () => performance.now(), sleep: pause };

/**
 * Opens a database of a MongoDB replica set, to be shared with other instances, and brings it up to date.
 *
 * @throws STORE_BROKEN when it is not a replica set, is too old, was written by a much newer Callboard, or refuses the
 * user; STORE_UNREACHABLE when nobody answers; CONFIG_INVALID for an invalid address.
 */
export async function openMongoStore(q: {
  uri: string;
  log: Log;
  /** For tests of upgrades: the migrations that this process knows. */
  migrations?: readonly Migration[];
}): Promise<MongoStore> {
  const until = STEADY.now() + START_PATIENCE_MS;
  const client = await whileBusy(STEADY, until, () => connected(q.uri));
  const migrations = q.migrations ?? MIGRATIONS;
  try {
    const db = client.db();
    const upToDate = async () => {
      const done = await migrate(db, migrations);
      await refuseUnfinishedCopy(db);
      await reconcileCollections(db);
      return done;
    };
    const migrated = await whileBusy(STEADY, until, () => coded(upToDate));
    if (migrated.from !== migrated.to) q.log.info('store.migrated', migrated);
    const writer = { by: randomUUID(), schema: schemaIn(migrations) };
    return new MongoStore(client, new Collections(db), { log: q.log, migrated, writer });
  } catch (error) {
    await client.close().catch(() => undefined);
    throw asStoreError(error);
  }
}

/**
 * A client that has reached the database. A client that failed with its first request may stay closed, so it is
 * discarded.
 */
async function connected(uri: string): Promise<MongoClient> {
  const client = clientFor(uri);
  try {
    refuseUnfit(await sayHello(client.db()));
    return client;
  } catch (error) {
    await client.close().catch(() => undefined);
    throw asStoreError(error);
  }
}
