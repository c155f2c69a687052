import { fork } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { MongoClient } from 'mongodb';
import { announcement } from './announcement.ts';
import { lock } from './binary.ts';

/**
 * Real MongoDB for tests. One three-member replica set serves the whole run, each test file in a database of its own;
 * whoever wants to mistreat members starts a set of his own (`startReplicaSet`).
 */
export interface TestDatabase {
  /** Why there is none; then everything that needs it is skipped, and counted so by `npm test`. */
  readonly missing?: string;
  readonly uri: string;
  /** Empties every collection and keeps the indexes: building them for each test would take longer than the tests. */
  readonly clear: () => Promise<void>;
  /** Removes the database. */
  readonly remove: () => Promise<void>;
}

/** Gives an empty database for a test file (`import.meta.url`). Where there is no MongoDB it says so, loudly. */
export async function testDatabase(file: string): Promise<TestDatabase> {
  const server = await sharedServer();
  if ('none' in server) {
    saySkipped(basename(fileURLToPath(file)), server.none);
    return {
      missing: server.none,
      uri: 'mongodb://nowhere.invalid/none',
      clear: async () => {},
      remove: async () => {},
    };
  }
  const run = createHash('sha256').update(`${file} ${process.pid}`).digest('hex').slice(0, 8);
  const name = `test_${basename(fileURLToPath(file)).replace(/\W+/g, '_').slice(0, 40)}_${run}`;
  const uri = server.uri.replace(/\/(\?|$)/, `/${name}$1`);
  const client = new MongoClient(uri, { writeConcern: { w: 'majority' } });
  return {
    uri,
    async clear() {
      const names = await client.db().listCollections({}, { nameOnly: true }).toArray();
      const data = names.filter(({ name: one }) => one !== 'engine');
      await Promise.all(data.map(({ name: one }) => client.db().collection(one).deleteMany({})));
    },
    async remove() {
      await client.db().dropDatabase();
      await client.close();
    },
  };
}

export function saySkipped(name: string, why: string): void {
  const next = 'Set CALLBOARD_TEST_MONGODB_URI, or put mongod on PATH.';
  console.warn(`\n!!! SKIPPED: everything in ${name} that needs MongoDB. There is none: ${why}.\n!!! ${next}\n`);
}

/** The first file that needs it starts it, the others wait; it ends when the run has ended. */
async function sharedServer(): Promise<{ uri: string } | { none: string }> {
  const given = process.env['CALLBOARD_TEST_MONGODB_URI'] ?? '';
  if (given !== '') return { uri: given.replace(/^(mongodb(?:\+srv)?:\/\/[^/]+)$/, '$1/') };
  // vitest's workers are processes (or threads) of the one that runs them all.
  const lifeOf = isMainThread ? process.ppid : process.pid;
  const tell = join(tmpdir(), `callboard-mongod-run-${lifeOf}.json`);
  const unlock = await lock(`${tell}.lock`);
  try {
    if (!existsSync(tell)) {
      const job = JSON.stringify({ lifeOf, members: 3, electionMs: 10_000, tell });
      const keeper = fileURLToPath(new URL('keeper.ts', import.meta.url));
      const child = fork(keeper, [job], { detached: true, stdio: 'ignore', execArgv: [] });
      const ended = new Promise<never>((_resolve, reject) => {
        child.once('exit', () => reject(new Error('the process that keeps the replica set has ended')));
      });
      ended.catch(() => undefined);
      while (!existsSync(tell)) await Promise.race([new Promise((resolve) => setTimeout(resolve, 50)), ended]);
      child.removeAllListeners();
      child.disconnect();
      child.unref();
    }
    return announcement.parse(JSON.parse(readFileSync(tell, 'utf8')));
  } finally {
    unlock();
  }
}
