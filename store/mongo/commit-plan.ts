import type { AnyBulkWriteOperation } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Write } from '../../desk/ports/store.ts';
import type { StoredDoc } from './stored.ts';

export type DocumentWrite = Extract<Write, { op: 'insert' | 'put' | 'remove' | 'check' }>;

/** One request to one collection, and the counts that its answer must show for all of it to have applied. */
export interface Bulk {
  readonly c: CollectionName;
  readonly ops: AnyBulkWriteOperation<StoredDoc>[];
  /** The write that each operation is for. */
  readonly writes: DocumentWrite[];
  matched: number;
  /** How many documents must be removed; undefined when they may be gone already. */
  deleted: number | undefined;
}

/** Who wrote the documents: stored in documents that wake other instances. */
export interface Writer {
  readonly by: string;
  readonly schema: number;
}

export function isDocumentWrite(write: Write): write is DocumentWrite {
  return write.op === 'insert' || write.op === 'put' || write.op === 'remove' || write.op === 'check';
}

/** A write to a single document: docs/platform/mongodb.md, “One document is written whole without a transaction”. */
export function isAlone(write: Write): write is Exclude<DocumentWrite, { op: 'check' }> {
  return isDocumentWrite(write) && write.op !== 'check';
}

/**
 * Puts the document writes of a transaction into as few requests as possible: one per collection, in the order of the
 * writes, and one more for removals of documents that may be gone already, because their count proves nothing.
 */
export function bulksOf(writes: readonly DocumentWrite[], writer: Writer): Bulk[] {
  const bulks: Bulk[] = [];
  const latest = new Map<CollectionName, Bulk>();
  for (const write of writes) {
    const loose = write.op === 'remove' && write.expect === undefined;
    let bulk = latest.get(write.c);
    if (!bulk || (bulk.deleted === undefined) !== loose) {
      bulk = { c: write.c, ops: [], writes: [], matched: 0, deleted: loose ? undefined : 0 };
      latest.set(write.c, bulk);
      bulks.push(bulk);
    }
    append(bulk, write, writer);
    while (bulk.writes.length < bulk.ops.length) bulk.writes.push(write);
  }
  return bulks;
}

function append(bulk: Bulk, write: DocumentWrite, writer: Writer): void {
  switch (write.op) {
    case 'insert':
      bulk.ops.push({ insertOne: { document: storedOf(write, 1, writer) } });
      return;
    case 'put': {
      const replacement = storedOf(write, write.expect + 1, writer);
      bulk.ops.push({ replaceOne: { filter: { _id: write.id, v: write.expect }, replacement } });
      bulk.matched += 1;
      return;
    }
    case 'remove': {
      const version = write.expect === undefined ? {} : { v: write.expect };
      bulk.ops.push({ deleteOne: { filter: { _id: write.id, ...version } } });
      if (bulk.deleted !== undefined) bulk.deleted += 1;
      return;
    }
    case 'check':
      // Reading is not enough: docs/platform/mongodb.md, “Reading does not hold a document”. A document that must not
      // exist is inserted and removed again.
      if (write.expect > 0) {
        const filter = { _id: write.id, v: write.expect };
        bulk.ops.push({ updateOne: { filter, update: { $inc: { held: 1 } } } });
        bulk.matched += 1;
      } else {
        bulk.ops.push({ insertOne: { document: { _id: write.id, v: 0, data: {}, s: writer.schema } } });
        bulk.ops.push({ deleteOne: { filter: { _id: write.id, v: 0 } } });
        if (bulk.deleted !== undefined) bulk.deleted += 1;
      }
  }
}

/** A document as it is stored. The date serves only the TTL index; `sweep` uses the number. */
export function storedOf(
  write: { c: CollectionName; id: string; data: object; expiresAt?: number },
  v: number,
  { by, schema }: Writer,
): StoredDoc {
  return {
    _id: write.id,
    v,
    data: { ...write.data },
    ...(write.expiresAt === undefined ? {} : { expiresAt: write.expiresAt, expireAt: new Date(write.expiresAt) }),
    ...(write.c === 'timers' ? { by } : {}),
    s: schema,
  };
}
