import { COLLECTIONS, type CollectionName, type Documents } from '../../desk/collections.ts';
import type { Doc, Found, Key, Query } from '../../desk/ports/store.ts';
import { writeCursor } from './cursor.ts';
import { patiently } from './patience.ts';
import { People } from './people.ts';
import { indexedFilter } from './query-filter.ts';
import type { Collections, StoredDoc } from './stored.ts';
import { Together } from './together.ts';

/**
 * Reading documents: by id, or by a declared index and nothing else. Only what a majority has is seen; of people, as it
 * was a second ago at most (people.ts).
 */
export class DocumentReader {
  readonly #at: Collections;
  readonly #byId: ReadonlyMap<CollectionName, Together<string, StoredDoc | undefined>>;
  readonly #people = new People();

  constructor(at: Collections) {
    this.#at = at;
    const names = Object.keys(COLLECTIONS) as CollectionName[];
    this.#byId = new Map(names.map((c) => [c, new Together((ids) => this.#fetch(c, ids))]));
  }

  /** People were changed by this process, or nobody knows. */
  forgetPeople(): void {
    this.#people.forget();
  }

  async get<C extends CollectionName>(c: C, id: string): Promise<Doc<Documents[C]> | undefined> {
    const stored = await this.#one(c, id);
    return stored && asDoc<C>(stored);
  }

  /** In the order asked for; ids that do not exist are left out. */
  async getMany<C extends CollectionName>(c: C, ids: readonly string[]): Promise<Doc<Documents[C]>[]> {
    const found = await Promise.all(ids.map((id) => this.#one(c, id)));
    return found.flatMap((stored) => (stored ? [asDoc<C>(stored)] : []));
  }

  async query<C extends CollectionName>(c: C, q: Query): Promise<Found<Documents[C]>> {
    const { fields } = indexedFilter(c, q);
    const ask = () => this.#find(c, q);
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

  /** Present versions, by `collection/id`: one request a collection. */
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
    return (c === 'people' ? await this.#people.get(id) : undefined) ?? this.#byId.get(c)?.ask(id);
  }

  /** One more than asked for, when there is one: it tells that there is a next page. */
  #find(c: CollectionName, q: Query): Promise<StoredDoc[]> {
    const { filter, sort, hint } = indexedFilter(c, q);
    return patiently(() =>
      this.#at
        .documents(c)
        .find(filter, { sort, hint, limit: q.limit + 1, batchSize: q.limit + 2 })
        .toArray(),
    );
  }

  async #fetch(c: CollectionName, asked: readonly string[]): Promise<(id: string) => StoredDoc | undefined> {
    const ids = [...new Set(asked)];
    const [only] = ids;
    const filter = ids.length === 1 && only !== undefined ? { _id: only } : { _id: { $in: ids } };
    const rows = await patiently(() =>
      this.#at
        .documents(c)
        .find(filter, { batchSize: ids.length + 1 })
        .toArray(),
    );
    const found = new Map(rows.map((row) => [row._id, row]));
    return (id) => found.get(id);
  }
}

function asDoc<C extends CollectionName>({ _id, v, data }: StoredDoc): Doc<Documents[C]> {
  return { id: _id, v, data: data as unknown as Documents[C] };
}

/** The value of an index's field; documents without it are not in the index. */
function keyAt(data: Readonly<Record<string, unknown>>, path: string): Key {
  let at: unknown = data;
  for (const part of path.split('.'))
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined;
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean' ? at : '';
}
