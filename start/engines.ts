import type { Store } from '../desk/ports/store.ts';
import type { Clock } from '../model/clock.ts';
import { CallboardError } from '../model/errors.ts';
import type { Log } from '../model/log.ts';
import type { Archive } from '../store/copy/archive.ts';

/** A clock that a database keeps right for all who share it. */
export interface SharedClock extends Clock {
  stop(): void;
}

/** A way to keep Callboard's data. The address may hold a password. */
export interface Engine {
  /** Its name in the log. */
  readonly key: string;
  /** What its addresses look like, for people. */
  readonly form: string;
  readonly addresses: RegExp;
  /** Several copies of Callboard may work over it. */
  readonly shared: boolean;
  /** Names the data for people, without a password. */
  called(address: string): string;
  /** `sharedClock`: copies compare their instants, so the database's clock is everybody's. */
  open(address: string, log: Log): Promise<{ store: Store; sharedClock?: (base: Clock) => Promise<SharedClock> }>;
  /** Opens it beside whoever works with it: takes no lock and changes nothing. */
  read(address: string, log: Log): Promise<Store>;
  archive(address: string, as: 'source' | 'target'): Promise<Archive>;
  /** Puts a backup in its place and keeps what was there. Rejects where its own tools do that. */
  restore(address: string, from: string): Promise<{ kept?: string }>;
  /** Takes what was erased out of free space; absent where the database sees to that. */
  compact?(address: string): Promise<void>;
}

const fileOf = (address: string) => address.replace(/^sqlite:/, '');

/** The engines to choose from, by address. Each is loaded only when it is chosen: MongoDB's driver costs a fifth of a second. */
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
 * The engine behind an address. `what` names the address in the refusal, which must not quote it: a password may be in it.
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
