import type { Meta } from '../ports/collections.ts';
import type { Doc, Store, Write } from '../ports/store.ts';
import { untilCommitted } from './until-committed.ts';

/** The desk's own records have one document each, named for what it is; `known` is what was read of it. */
export function metaWrite(known: Doc<Meta> | undefined, data: Meta): Write {
  return known
    ? { op: 'put', c: 'meta', id: known.id, data, expect: known.v }
    : { op: 'insert', c: 'meta', id: data.is, data };
}

/** Writes one of them down, whatever it said before. */
export function keepMeta(store: Store, data: Meta): Promise<void> {
  return untilCommitted(async () => store.commit([metaWrite(await store.get('meta', data.is), data)]));
}
