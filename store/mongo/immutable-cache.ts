import type { CollectionName } from '../../desk/ports/collections.ts';
import type { StoredDoc } from './stored.ts';

/** How many of the most recently read documents are kept: a few MB. */
const AT_MOST = 500;

/**
 * Documents that are written once and never change need to be read only once. Every card of a ticket, and the note that
 * explains it, read the ticket's decision record, which is the longest document.
 */
const UNCHANGING: ReadonlySet<CollectionName> = new Set<CollectionName>(['decisions']);

/** The most recently read documents of immutable collections. Removed documents are never requested. */
export class ImmutableCache {
  readonly #docs = new Map<string, StoredDoc>();

  get(c: CollectionName, id: string): StoredDoc | undefined {
    if (!UNCHANGING.has(c)) return undefined;
    const doc = this.#docs.get(id);
    // The most recently used come last.
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
