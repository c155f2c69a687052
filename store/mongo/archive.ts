import type { AnyBulkWriteOperation, MongoClient } from 'mongodb';
import type { Effect } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Archive, CopyRecord, Page, Section } from '../copy/archive.ts';
import { readCopyRecord } from '../copy/record.ts';
import { clientFor } from './client.ts';
import { reconcileCollections } from './collections.ts';
import { storedOf } from './commit-plan.ts';
import { asEffect, asSettled } from './effect-shape.ts';
import { asStoreError, coded } from './errors.ts';
import { readyAt, systemOf } from './lane.ts';
import { ATTEMPTS_KEPT_MS } from './start-attempts.ts';
import { type EngineRecord, migrate, SCHEMA } from './migrations.ts';
import { refuseUnfit, sayHello } from './replica-set.ts';
import { Collections, type QueuedEffect, type SettledEffect, type StoredDoc, type StoredLane } from './stored.ts';

/** The name that a copy writes into documents as their writer. */
const WRITER = { by: 'store:copy', schema: SCHEMA };

/**
 * Opens a MongoDB database for copying.
 *
 * @throws STORE_LOCKED while instances of Callboard hold leases in it; STORE_BROKEN when it is not a replica set.
 */
export async function openMongoArchive(q: { uri: string; as: 'source' | 'target' }): Promise<Archive> {
  const client = clientFor(q.uri);
  try {
    const db = client.db();
    const said = await sayHello(db);
    refuseUnfit(said);
    if (q.as === 'target') {
      await migrate(db);
      await reconcileCollections(db);
    }
    const at = new Collections(db);
    const busy = await at.leases.findOne({ owner: { $ne: null }, until: { $gt: said.localTime.getTime() } });
    if (busy) {
      throw new CallboardError('STORE_LOCKED', `The database ${db.databaseName} is in use by ${String(busy.owner)}.`, {
        next: 'Stop every copy of Callboard that uses it; their leases end within a minute.',
      });
    }
    return new MongoArchive(client, at);
  } catch (error) {
    await client.close().catch(() => undefined);
    throw asStoreError(error);
  }
}

class MongoArchive implements Archive {
  readonly name: string;
  readonly #client: MongoClient;
  readonly #at: Collections;

  constructor(client: MongoClient, at: Collections) {
    const hosts = client.options.srvHost ?? client.options.hosts.map(String).sort().join(',');
    this.name = `mongodb://${hosts}/${at.db.databaseName}`;
    this.#client = client;
    this.#at = at;
  }

  count(section: Section): Promise<number> {
    return coded(() => this.#collection(section).countDocuments());
  }

  async read(section: Section, after: string | undefined, limit: number): Promise<{ page: Page; next?: string }> {
    return coded(async () => {
      const behind = {
        filter: after === undefined ? {} : { _id: { $gt: after } },
        options: { sort: { _id: 1 }, limit },
      } as const;
      switch (section.kind) {
        case 'documents': {
          const rows = await this.#at.documents(section.c).find(behind.filter, behind.options).toArray();
          const items = rows.map(({ _id: id, v, data, expiresAt }) => ({
            id,
            v,
            data,
            ...(expiresAt === undefined ? {} : { expiresAt }),
          }));
          return withNext({ kind: 'documents', c: section.c, items }, limit, rows.at(-1)?._id);
        }
        case 'settled': {
          const rows = await this.#at.effects.find(behind.filter, behind.options).toArray();
          return withNext({ kind: 'settled', items: rows.map(asSettled) }, limit, rows.at(-1)?._id);
        }
        case 'lanes': {
          const rows = await this.#at.lanes.find(behind.filter, behind.options).toArray();
          const items = rows.map(({ _id: lane, head, rest }) => ({
            lane,
            effects: [head, ...rest].map((one) => asEffect(lane, one)),
          }));
          return withNext({ kind: 'lanes', items }, limit, rows.at(-1)?._id);
        }
        case 'attempts': {
          const first = Number(after ?? 0);
          const rows = await this.#at.attempts
            .find({}, { sort: { at: 1, dest: 1, _id: 1 }, skip: first, limit })
            .toArray();
          const items = rows.map(({ dest, at }) => ({ dest, at }));
          return withNext({ kind: 'attempts', first, items }, limit, String(first + items.length));
        }
      }
    });
  }

  /**
   * Writes the page before the progress record: after a crash in between, the same page is written again with the same
   * result.
   */
  async write(page: Page, record: CopyRecord): Promise<void> {
    await coded(async () => {
      // Keeps Callboard from opening the database during the copy.
      if ((await this.record()) === undefined) await this.#note({ ...record, from: record.from });
      if (page.items.length > 0) await this.#writePage(page);
      await this.#note(record);
    });
  }

  async record(): Promise<CopyRecord | undefined> {
    const found = await coded(() => this.#engine().findOne({ _id: 'copy' }));
    return found ? readCopyRecord(found) : undefined;
  }

  async finish(): Promise<void> {
    await coded(() => this.#engine().deleteOne({ _id: 'copy' }));
  }

  async close(): Promise<void> {
    await this.#client.close();
  }

  async #writePage(page: Page): Promise<void> {
    switch (page.kind) {
      case 'documents': {
        const ops = page.items.map(({ id, v, data, expiresAt }): AnyBulkWriteOperation<StoredDoc> => {
          const expires = expiresAt === undefined ? {} : { expiresAt };
          const { _id, ...replacement } = storedOf({ c: page.c, id, data, ...expires }, v, WRITER);
          return { replaceOne: { filter: { _id }, replacement, upsert: true } };
        });
        await this.#at.documents(page.c).bulkWrite(ops, { ordered: false });
        return;
      }
      case 'settled': {
        const ops = page.items.map((effect): AnyBulkWriteOperation<SettledEffect> => {
          const { id, state: _state, ...rest } = queued(effect);
          const replacement = { ...rest, lane: effect.lane, state: 'done' as const, s: SCHEMA };
          return { replaceOne: { filter: { _id: id }, replacement, upsert: true } };
        });
        await this.#at.effects.bulkWrite(ops, { ordered: false });
        return;
      }
      case 'lanes': {
        const ops = page.items.flatMap(({ lane, effects }): AnyBulkWriteOperation<StoredLane>[] => {
          const [head, ...rest] = effects.map(queued);
          if (!head) return [];
          const at = readyAt(head);
          const ready = at === undefined ? head : { ...head, readyAt: at };
          const replacement = { head: ready, rest, n: 1, by: WRITER.by, s: SCHEMA };
          return [{ replaceOne: { filter: { _id: lane }, replacement, upsert: true } }];
        });
        await this.#at.lanes.bulkWrite(ops, { ordered: false });
        return;
      }
      case 'attempts': {
        const ops = page.items.map(({ dest, at }, i) => {
          const replacement = { dest, at, expireAt: new Date(at + ATTEMPTS_KEPT_MS) };
          return { replaceOne: { filter: { _id: `copy#${page.first + i}` }, replacement, upsert: true } };
        });
        await this.#at.attempts.bulkWrite(ops, { ordered: false });
      }
    }
  }

  async #note({ from, section, after }: CopyRecord): Promise<void> {
    const note = { from, section, ...(after === undefined ? {} : { after }) };
    await this.#engine().replaceOne({ _id: 'copy' }, note, { upsert: true });
  }

  #engine() {
    return this.#at.db.collection<EngineRecord & Partial<CopyRecord>>('engine');
  }

  #collection(section: Section) {
    const { db, lanes, effects, attempts } = this.#at;
    switch (section.kind) {
      case 'documents':
        return db.collection(section.c);
      case 'settled':
        return db.collection(effects.collectionName);
      case 'lanes':
        return db.collection(lanes.collectionName);
      case 'attempts':
        return db.collection(attempts.collectionName);
    }
  }
}

/** An effect in its lane without a claim: the worker that had claimed it is gone. */
function queued(effect: Effect): QueuedEffect {
  const { lane: _lane, coalesce, urgency, state, ...rest } = effect;
  return {
    ...rest,
    system: systemOf(effect.dest),
    coalesce: coalesce === true,
    urgency: urgency ?? 0,
    state: state === 'done' ? 'waiting' : state,
    fence: 0,
  };
}

function withNext(page: Page, limit: number, last: string | undefined): { page: Page; next?: string } {
  return page.items.length < limit || last === undefined ? { page } : { page, next: last };
}
