import type { Meta } from '../ports/collections.ts';
import type { Doc, Store, Write } from '../ports/store.ts';
import { untilCommitted } from './until-committed.ts';

/** Writes one of the desk's single records, whose id is its kind. `known` is the version that was read. */
export function metaWrite(known: Doc<Meta> | undefined, data: Meta): Write {
  return known
    ? { op: 'put', c: 'meta', id: known.id, data, expect: known.v }
    : { op: 'insert', c: 'meta', id: data.is, data };
}

/** Writes one of the desk's single records, replacing any earlier version. */
export function keepMeta(store: Store, data: Meta): Promise<void> {
  return untilCommitted(async () => store.commit([metaWrite(await store.get('meta', data.is), data)]));
}
