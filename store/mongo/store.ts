import type { MongoClient } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Claim, Lease, Query, Settlement, Store, StoreHealth, Write } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';
import { concernsWorkers } from '../concerns-workers.ts';
import { StartAttempts } from './start-attempts.ts';
import { Claims } from './claims.ts';
import { CommitGroup } from './commit-group.ts';
import { isAlone, type Writer } from './commit-plan.ts';
import { DocumentReader } from './documents.ts';
import { EffectViews } from './effect-views.ts';
import { LeaseTable } from './leases.ts';
import { schemaOf } from './migrations.ts';
import { OrphanedTransactions } from './orphaned-transactions.ts';
import { patiently, PATIENCE_MS, SETTLE_PATIENCE_MS } from './patience.ts';
import { sayHello } from './replica-set.ts';
import type { Collections } from './stored.ts';
import { sweep } from './sweep.ts';
import { Wake } from './wake.ts';
import { IntentWriter } from './writer.ts';

/**
 * The `Store` port on a MongoDB replica set, shared with other instances. When a write's promise resolves, a majority
 * has it, and reads see nothing else. When the database does not answer in time (an election takes about ten seconds),
 * calls throw STORE_UNREACHABLE: an OutsideError whose `done` says whether a commit may have gone through.
 */
export class MongoStore implements Store {
  readonly #client: MongoClient;
  readonly #at: Collections;
  readonly #migrated: { from: number; to: number };
  readonly #documents: DocumentReader;
  readonly #views: EffectViews;
  readonly #claims: Claims;
  readonly #begins: StartAttempts;
  readonly #leases: LeaseTable;
  readonly #writer: IntentWriter;
  readonly #group: CommitGroup;
  readonly #wake: Wake;
  readonly #leftBehind: OrphanedTransactions;

  constructor(
    client: MongoClient,
    at: Collections,
    o: { log: Log; migrated: { from: number; to: number }; writer: Writer },
  ) {
    this.#client = client;
    this.#at = at;
    this.#migrated = o.migrated;
    this.#documents = new DocumentReader(at);
    this.#views = new EffectViews(at);
    this.#claims = new Claims(at);
    this.#begins = new StartAttempts(at);
    this.#leases = new LeaseTable(at);
    this.#writer = new IntentWriter(at, o.writer);
    this.#group = new CommitGroup(client, this.#writer, (wanted) => this.#documents.versions(wanted));
    this.#wake = new Wake(at.db, { by: o.writer.by, log: o.log });
    this.#leftBehind = new OrphanedTransactions(client, o.log);
  }

  // Documents

  get<C extends CollectionName>(c: C, id: string) {
    return this.#documents.get(c, id);
  }

  getMany<C extends CollectionName>(c: C, ids: readonly string[]) {
    return this.#documents.getMany(c, ids);
  }

  query<C extends CollectionName>(c: C, q: Query) {
    return this.#documents.query(c, q);
  }

  count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>) {
    return this.#documents.count(c, q);
  }

  async commit(writes: readonly Write[]) {
    const [only] = writes;
    if (!only) return;
    await this.#changing(writes, async () => {
      if (writes.length === 1 && isAlone(only) && this.#group.free)
        await patiently(() => this.#writer.writeAlone(only));
      else await this.#group.run({ do: 'commit', writes }, PATIENCE_MS);
    });
    if (concernsWorkers(writes)) this.#wake.ring();
  }

  /** This process sees its own changes immediately; after a lost race it reads again. */
  async #changing<T>(writes: readonly Write[], work: () => Promise<T>): Promise<T> {
    try {
      return await this.#leftBehind.outOfTheWayOf(work);
    } finally {
      this.#documents.forget(writes);
    }
  }

  sweep(now: number, settledBefore: number) {
    return sweep(this.#at, now, settledBefore);
  }

  // Effects

  claimEffects(q: Parameters<Store['claimEffects']>[0]) {
    return this.#leftBehind.outOfTheWayOf(() => this.#claims.take(q));
  }

  beginEffect(claim: Claim, q: { now: number; deadline: number; leaseUntil: number }) {
    return this.#leftBehind.outOfTheWayOf(() => this.#begins.run(claim, q));
  }

  async settleEffect(claim: Claim, settlement: Settlement, now: number, writes: readonly Write[] = []) {
    const { stands, goesOn } = await this.#changing(writes, () =>
      this.#group.run({ do: 'settle', claim, settlement, now, writes }, SETTLE_PATIENCE_MS),
    );
    // A lane that has ended leaves nothing to do, and each look costs requests.
    if (stands && (goesOn || concernsWorkers(writes))) this.#wake.ring();
    return stands;
  }

  getEffect(id: string) {
    return this.#views.get(id);
  }

  listEffects(q: Parameters<Store['listEffects']>[0]) {
    return this.#views.list(q);
  }

  countEffects() {
    return this.#views.count();
  }

  attemptsSince(destPrefix: string, since: number) {
    return this.#views.attemptsSince(destPrefix, since);
  }

  nextEffectAt(q: { notDest?: readonly string[] } = {}) {
    return this.#views.nextAt(q.notDest ?? []);
  }

  // Leases

  lease(name: string, owner: string, q: { now: number; ms: number }) {
    return this.#leftBehind.outOfTheWayOf(() => this.#leases.take(name, owner, q));
  }

  release(lease: Lease) {
    return this.#leftBehind.outOfTheWayOf(() => this.#leases.release(lease));
  }

  // The engine itself

  onWake(listener: () => void) {
    return this.#wake.listen(listener);
  }

  /** The database is brought up to date when it is opened; this returns what was done then. */
  async migrate() {
    return this.#migrated;
  }

  /** A replica set is backed up with its own tools: a copy read through one client would not be from one moment. */
  backup(): Promise<void> {
    return Promise.reject(
      new CallboardError('INPUT_INVALID', 'A MongoDB database is not backed up by Callboard.', {
        next: 'Use mongodump --oplog, or your provider’s snapshots; npm run store:copy makes an SQLite file of it.',
      }),
    );
  }

  async health(): Promise<StoreHealth> {
    const engine = 'mongodb';
    try {
      return { ok: true, engine, schema: await patiently(() => schemaOf(this.#at.db)) };
    } catch (error) {
      return { ok: false, engine, schema: 0, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** The primary's clock, ms since 1970 UTC: every instance can use it (database-clock.ts). */
  async serverTime(): Promise<number> {
    return (await patiently(() => sayHello(this.#at.db))).localTime.getTime();
  }

  async close() {
    await this.#group.idle();
    await this.#wake.close();
    await this.#client.close();
  }
}
