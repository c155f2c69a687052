import type { CollectionName } from '../../desk/ports/collections.ts';
import type { StoredDoc } from './stored.ts';

/** So many of the last that were read, a few MB. */
const AT_MOST = 500;

/**
 * What is written once and never changed again: read once, it need not be read anew. Every card of a ticket and the
 * note that tells why look into the ticket's decision record, which is the longest document of all.
 */
const UNCHANGING: ReadonlySet<CollectionName> = new Set<CollectionName>(['decisions']);

/** The documents of unchanging collections that were read last. One that was removed meanwhile is asked for by nobody. */
export class ImmutableCache {
  readonly #docs = new Map<string, StoredDoc>();

  get(c: CollectionName, id: string): StoredDoc | undefined {
    if (!UNCHANGING.has(c)) return undefined;
    const doc = this.#docs.get(id);
    // The last used go last.
    if (doc && this.#docs.delete(id)) this.#docs.set(id, doc);
    return doc;
  }

  keep(c: CollectionName, doc: StoredDoc): void {
    if (!UNCHANGING.has(c)) return;
    this.#docs.set(doc._id, doc);
    const [oldest] = this.#docs.keys();
    if (this.#docs.size > AT_MOST && oldest !== undefined) this.#docs.delete(oldest);
  }

  forget(id: string): void {
    this.#docs.delete(id);
  }
}
