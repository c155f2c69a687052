import type { Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import type { Archive } from '../store/copy/archive.ts';

/** A clock that a database keeps in step for all instances that share it. */
export interface SharedClock extends Clock {
  stop(): void;
}

/** A database engine. Its address may contain a password. */
export interface Engine {
  /** Its name in the log. */
  readonly key: string;
  /** The form of its addresses, for people. */
  readonly form: string;
  readonly addresses: RegExp;
  /** Several instances of Callboard may share it. */
  readonly shared: boolean;
  /** Names the data for people, without a password. */
  called(address: string): string;
  /** `sharedClock`: instances compare times, so all of them use the database's clock. */
  open(address: string, log: Log): Promise<{ store: Store; sharedClock?: (base: Clock) => Promise<SharedClock> }>;
  /** Opens it beside a running Callboard: takes no lock and changes nothing. */
  read(address: string, log: Log): Promise<Store>;
  archive(address: string, as: 'source' | 'target'): Promise<Archive>;
  /** Restores a backup and keeps the former data. Rejects if the engine's own tools have to be used. */
  restore(address: string, from: string): Promise<{ kept?: string }>;
  /** Removes erased data from free space; absent where the database does so itself. */
  compact?(address: string): Promise<void>;
}

const fileOf = (address: string) => address.replace(/^sqlite:/, '');

/** The engines, chosen by address. Each is loaded only when needed: loading MongoDB's driver takes a fifth of a second. */
const ENGINES: readonly Engine[] = [
  {
    key: 'sqlite',
    form: 'sqlite:FILE',
    addresses: /^sqlite:./,
    shared: false,
    called: fileOf,
    async open(address, log) {
      const { openSqliteStore } = await import('../store/sqlite/index.ts');
      return { store: await openSqliteStore({ path: fileOf(address), log }) };
    },
    async read(address, log) {
      const { openSqliteReader } = await import('../store/sqlite/index.ts');
      return openSqliteReader({ path: fileOf(address), log });
    },
    async archive(address, as) {
      const { openSqliteArchive } = await import('../store/sqlite/index.ts');
      return openSqliteArchive({ path: fileOf(address), as });
    },
    async restore(address, from) {
      const { restoreSqlite } = await import('../store/sqlite/index.ts');
      return restoreSqlite({ from, to: fileOf(address), now: Date.now(), pid: process.pid });
    },
    async compact(address) {
      const { compactSqlite } = await import('../store/sqlite/index.ts');
      compactSqlite({ path: fileOf(address), pid: process.pid });
    },
  },
  {
    key: 'mongodb',
    form: 'mongodb://HOSTS/DATABASE?replicaSet=NAME',
    addresses: /^mongodb(\+srv)?:\/\//,
    shared: true,
    called: () => 'MongoDB',
    async open(address, log) {
      const { databaseClock, openMongoStore } = await import('../store/mongo/index.ts');
      const store = await openMongoStore({ uri: address, log });
      return { store, sharedClock: (base) => databaseClock(store, base, log) };
    },
    async read(address, log) {
      const { openMongoStore } = await import('../store/mongo/index.ts');
      return openMongoStore({ uri: address, log });
    },
    async archive(address, as) {
      const { openMongoArchive } = await import('../store/mongo/index.ts');
      return openMongoArchive({ uri: address, as });
    },
    restore: () =>
      Promise.reject(
        new CallboardError('INPUT_INVALID', 'MONGODB_URI is set: a replica set is not restored by Callboard.', {
          next: 'Use mongorestore --oplogReplay, or your provider’s snapshots; see docs/guides/operate.md.',
        }),
      ),
  },
];

/**
 * The engine for an address. `what` names the address in an error, which must not quote it: it may contain a password.
 *
 * @throws INPUT_INVALID when no engine has such addresses.
 */
export function engineAt(address: string, what = 'the address of the database'): Engine {
  const engine = ENGINES.find(({ addresses }) => addresses.test(address));
  if (engine) return engine;
  const forms = ENGINES.map(({ form }) => form);
  throw new CallboardError('INPUT_INVALID', `${what} is neither ${forms.join(' nor ')}`, {
    next: `Give an address of the form ${forms.join(' or ')}.`,
  });
}
