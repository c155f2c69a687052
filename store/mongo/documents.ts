import type { CollectionName, Documents } from '../../desk/ports/collections.ts';
import type { Doc, Found, Key, Query, Write } from '../../desk/ports/store.ts';
import { writeCursor } from './cursor.ts';
import { ImmutableCache } from './immutable-cache.ts';
import { patiently } from './patience.ts';
import { People } from './people.ts';
import { indexedFilter } from './query-filter.ts';
import type { Collections, StoredDoc } from './stored.ts';
import { RequestBatcher } from './request-batcher.ts';

/**
 * Reads documents by id or by a declared index. Only data that a majority has is seen; people may be up to a second old
 * (people.ts), and documents that never change come from a cache (immutable-cache.ts).
 */
export class DocumentReader {
  readonly #at: Collections;
  readonly #byId = new RequestBatcher<string, StoredDoc | undefined>(async (keys) => {
    const found = await this.#fetch([...new Set(keys)]);
    return (key) => found.get(key);
  });
  readonly #byValue = new RequestBatcher<OfOneValue, StoredDoc[]>(async (asked) => {
    const found = await this.#findOfValues(asked);
    return (one) => found.get(one) ?? [];
  });
  readonly #kept = new ImmutableCache();
  readonly #people = new People((limit) => this.#find('people', { index: 'byName', limit: limit - 1 }));

  constructor(at: Collections) {
    this.#at = at;
  }

  /** This process changed the document, or the outcome is unknown: cached knowledge of it is dropped. */
  forget(writes: readonly Write[]): void {
    for (const write of writes) {
      if (!('c' in write)) continue;
      if (write.c === 'people') this.#people.forget();
      else this.#kept.forget(write.id);
    }
  }

  async get<C extends CollectionName>(c: C, id: string): Promise<Doc<Documents[C]> | undefined> {
    const stored = await this.#one(c, id);
    return stored && asDoc<C>(stored);
  }

  /** In the order of the ids; ids that do not exist are left out. */
  async getMany<C extends CollectionName>(c: C, ids: readonly string[]): Promise<Doc<Documents[C]>[]> {
    const found = await Promise.all(ids.map((id) => this.#one(c, id)));
    return found.flatMap((stored) => (stored ? [asDoc<C>(stored)] : []));
  }

  async query<C extends CollectionName>(c: C, q: Query): Promise<Found<Documents[C]>> {
    const { fields } = indexedFilter(c, q);
    const alike = ofOneValue(c, q, fields);
    const ask = () => (alike ? this.#byValue.ask(alike) : this.#find(c, q));
    const rows = await (c === 'people' ? this.#people.query(q, ask) : ask());
    const page = rows.slice(0, q.limit);
    const last = page.at(-1);
    const docs = page.map((row) => asDoc<C>(row));
    if (rows.length <= q.limit || !last) return { docs };
    return { docs, next: writeCursor([...fields.map((field) => keyAt(last.data, field)), last._id]) };
  }

  async count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>): Promise<number> {
    const { filter, hint } = indexedFilter(c, q);
    return patiently(() => this.#at.documents(c).countDocuments(filter, { hint }));
  }

  /** Current versions, by `collection/id`, with one request per collection. */
  async versions(wanted: readonly { c: CollectionName; id: string }[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    await Promise.all(
      [...new Set(wanted.map(({ c }) => c))].map(async (c) => {
        const ids = [...new Set(wanted.flatMap((one) => (one.c === c ? [one.id] : [])))];
        const rows = await patiently(() =>
          this.#at
            .documents(c)
            .find({ _id: { $in: ids } }, { projection: { v: 1 } })
            .toArray(),
        );
        for (const { _id, v } of rows) found.set(`${c}/${_id}`, v);
      }),
    );
    return found;
  }

  async #one(c: CollectionName, id: string): Promise<StoredDoc | undefined> {
    const known = c === 'people' ? await this.#people.get(id) : this.#kept.get(c, id);
    if (known) return known;
    const found = await this.#byId.ask(keyOf(c, id));
    if (found) this.#kept.keep(c, found);
    return found;
  }

  /** Asks for one more than the limit: if it exists, there is a next page. */
  #find(c: CollectionName, q: Query): Promise<StoredDoc[]> {
    const { filter, sort, hint } = indexedFilter(c, q);
    return patiently(() =>
      this.#at
        .documents(c)
        .find(filter, { sort, hint, limit: q.limit + 1, batchSize: q.limit + 2 })
        .toArray(),
    );
  }

  /** Queries of one index for one value each, in one request per index: for example the cards of ten tickets. */
  async #findOfValues(asked: readonly OfOneValue[]): Promise<ReadonlyMap<OfOneValue, StoredDoc[]>> {
    const found = new Map<OfOneValue, StoredDoc[]>();
    const byIndex = Map.groupBy(asked, ({ c, q }) => `${c}/${q.index}`);
    await Promise.all([...byIndex.values()].map((group) => this.#findOfIndex(group, found)));
    return found;
  }

  async #findOfIndex(group: readonly OfOneValue[], found: Map<OfOneValue, StoredDoc[]>): Promise<void> {
    const [first] = group;
    if (!first) return;
    const { c, field } = first;
    const values = [...new Set(group.map(({ value }) => value))];
    const limit = group.reduce((sum, { q }) => sum + q.limit + 1, 0);
    if (values.length > 1) {
      const { sort, hint } = indexedFilter(c, first.q);
      const filter = { [`data.${field}`]: { $exists: true, $in: values } };
      const options = { sort, hint, limit, batchSize: limit + 1 };
      const rows = await patiently(() => this.#at.documents(c).find(filter, options).toArray());
      if (rows.length < limit) {
        const byValue = Map.groupBy(rows, ({ data }) => keyAt(data, field));
        for (const one of group) found.set(one, (byValue.get(one.value) ?? []).slice(0, one.q.limit + 1));
        return;
      }
      // One value has so many documents that they may have crowded out another's: each is queried alone.
    }
    await Promise.all(group.map(async (one) => found.set(one, await this.#find(c, one.q))));
  }

  /**
   * Everything that is requested by id, from any number of collections, in one request: a card needs five collections.
   */
  async #fetch(keys: readonly string[]): Promise<ReadonlyMap<string, StoredDoc>> {
    const [first, ...others] = [...byCollection(keys)].map(([c, ids]) => ({ c, filter: { _id: { $in: ids } } }));
    if (!first) return new Map();
    const from = this.#at.documents(first.c);
    const batchSize = keys.length + 1;
    if (others.length === 0) {
      const rows = await patiently(() => from.find(first.filter, { batchSize }).toArray());
      return new Map(rows.map((row) => [keyOf(first.c, row._id), row]));
    }
    const pipeline = [
      { $match: first.filter },
      { $set: { c: first.c } },
      ...others.map(({ c, filter }) => ({ $unionWith: { coll: c, pipeline: [{ $match: filter }, { $set: { c } }] } })),
    ];
    const rows = await patiently(() => from.aggregate<StoredDoc & Named>(pipeline, { batchSize }).toArray());
    return new Map(rows.map((row) => [keyOf(row.c, row._id), row]));
  }
}

/** A first page of documents with one value in the only field of an index. */
interface OfOneValue {
  readonly c: CollectionName;
  readonly q: Query;
  readonly field: string;
  readonly value: Key;
}

function ofOneValue(c: CollectionName, q: Query, fields: readonly string[]): OfOneValue | undefined {
  const [[field, more], [value]] = [fields, q.eq ?? []];
  if (field === undefined || more !== undefined || value === undefined) return undefined;
  const plain = q.after === undefined && q.gte === undefined && q.lt === undefined && q.desc !== true;
  return plain ? { c, q, field, value } : undefined;
}

/** The collection that a document of several belongs to. */
interface Named {
  readonly c: CollectionName;
}

function keyOf(c: CollectionName, id: string): string {
  return `${c}/${id}`;
}

function byCollection(keys: readonly string[]): Map<CollectionName, string[]> {
  const wanted = new Map<CollectionName, string[]>();
  for (const key of keys) {
    const end = key.indexOf('/');
    // Names of collections contain no slash; ids may.
    const c = key.slice(0, end) as CollectionName;
    const ids = wanted.get(c);
    if (ids) ids.push(key.slice(end + 1));
    else wanted.set(c, [key.slice(end + 1)]);
  }
  return wanted;
}

function asDoc<C extends CollectionName>({ _id, v, data }: StoredDoc): Doc<Documents[C]> {
  return { id: _id, v, data: data as unknown as Documents[C] };
}

/** The value of an index's field. Documents without it are not in the index. */
function keyAt(data: Readonly<Record<string, unknown>>, path: string): Key {
  let at: unknown = data;
  for (const part of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : '';
}
