import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Claim, Lease, Query, Settlement, Store, StoreHealth, Write } from '../../desk/ports/store.ts';
import type { Log } from '../../model/log.ts';
import { concernsWorkers } from '../concerns-workers.ts';
import { backupTo } from './backup.ts';
import { Claims } from './claims.ts';
import { tableOf } from './collections.ts';
import { CommitGroup } from './commit-group.ts';
import { CommitWriter } from './commit.ts';
import type { Database } from './database.ts';
import { DocumentReader } from './documents.ts';
import { EffectChanges } from './effect-changes.ts';
import { EffectViews } from './effect-views.ts';
import { LeaseTable } from './leases.ts';
import { schemaOf } from './migrations.ts';

/** Attempts are kept longer than the longest rate window that budgets use (Teams counts an hour). */
const ATTEMPTS_KEPT_MS = 2 * 3_600_000;

/**
 * The `Store` port on one SQLite connection. Reads are done when a call returns its promise. Writes of one turn of the
 * event loop are carried out together at its end, and are durable (fsync) when their promises resolve.
 */
export class SqliteStore implements Store {
  readonly #db: Database;
  readonly #log: Log;
  readonly #migrated: { from: number; to: number };
  readonly #unlock: () => void;
  readonly #documents: DocumentReader;
  readonly #views: EffectViews;
  readonly #claims: Claims;
  readonly #leases: LeaseTable;
  readonly #writer: CommitWriter;
  readonly #group: CommitGroup;
  readonly #listeners = new Set<() => void>();

  constructor(db: Database, o: { log: Log; migrated: { from: number; to: number }; unlock: () => void }) {
    this.#db = db;
    this.#log = o.log;
    this.#migrated = o.migrated;
    this.#unlock = o.unlock;
    const changes = new EffectChanges(db);
    this.#documents = new DocumentReader(db);
    this.#views = new EffectViews(db);
    this.#claims = new Claims(db, changes);
    this.#leases = new LeaseTable(db);
    this.#writer = new CommitWriter(db, changes, this.#leases);
    this.#group = new CommitGroup(db);
  }

  // Documents

  async get<C extends CollectionName>(c: C, id: string) {
    return this.#documents.get(c, id);
  }

  async getMany<C extends CollectionName>(c: C, ids: readonly string[]) {
    return this.#documents.getMany(c, ids);
  }

  async query<C extends CollectionName>(c: C, q: Query) {
    return this.#documents.query(c, q);
  }

  async count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>) {
    return this.#documents.count(c, q);
  }

  async commit(writes: readonly Write[]) {
    await this.#group.run(() => this.#writer.apply(writes));
    if (concernsWorkers(writes)) this.#wake();
  }

  async sweep(now: number, settledBefore: number) {
    return this.#group.run(() => {
      let gone = 0;
      for (const c of Object.keys(COLLECTIONS) as CollectionName[]) {
        gone += this.#db.run(`DELETE FROM ${tableOf(c)} WHERE expires_at <= ?`, now);
      }
      gone += this.#db.run("DELETE FROM effects WHERE state = 'done' AND settled_at < ?", settledBefore);
      this.#db.run('DELETE FROM attempts WHERE at < ?', now - ATTEMPTS_KEPT_MS);
      return gone;
    });
  }

  // Effects

  async claimEffects(q: Parameters<Store['claimEffects']>[0]) {
    // A claim alone has no effect outside: `beginEffect` makes it durable before the first byte is sent.
    return this.#db.hasty(() => this.#claims.take(q));
  }

  async beginEffect(claim: Claim, q: { now: number; deadline: number; leaseUntil: number }) {
    return this.#group.run(() => this.#claims.begin(claim, q));
  }

  async settleEffect(claim: Claim, settlement: Settlement, now: number, writes: readonly Write[] = []) {
    const settled = await this.#group.run(() => {
      if (!this.#claims.settle(claim, settlement, now)) return false;
      this.#writer.apply(writes);
      return true;
    });
    if (settled) this.#wake();
    return settled;
  }

  async getEffect(id: string) {
    return this.#views.get(id);
  }

  async listEffects(q: Parameters<Store['listEffects']>[0]) {
    return this.#views.list(q);
  }

  async countEffects() {
    return this.#views.count();
  }

  async attemptsSince(destPrefix: string, since: number) {
    return this.#views.attemptsSince(destPrefix, since);
  }

  async nextEffectAt(q: { notDest?: readonly string[] } = {}) {
    return this.#views.nextAt(q.notDest ?? []);
  }

  // Leases

  async lease(name: string, owner: string, q: { now: number; ms: number }) {
    return this.#leases.take(name, owner, q);
  }

  async release(lease: Lease) {
    this.#leases.release(lease);
  }

  // The engine itself

  onWake(listener: () => void) {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The database is brought up to date when it is opened; this returns what was done then. */
  async migrate() {
    return this.#migrated;
  }

  async backup(to: string) {
    await backupTo(this.#db, to);
  }

  async health(): Promise<StoreHealth> {
    const engine = 'sqlite';
    try {
      const trouble = this.#group.trouble;
      return { ok: true, engine, schema: schemaOf(this.#db), ...(trouble ? { trouble: trouble.message } : {}) };
    } catch (error) {
      return { ok: false, engine, schema: 0, detail: error instanceof Error ? error.message : String(error) };
    }
  }

  async close() {
    this.#group.flush();
    this.#listeners.clear();
    this.#db.close();
    this.#unlock();
  }

  /** A listener's error must not look like a failed commit: what was written stays written. */
  #wake(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#log.error('store.listener-failed', { error: error instanceof Error ? error.message : String(error) });
      }
    }
  }
}
