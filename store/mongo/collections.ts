import { createHash } from 'node:crypto';
import type { CreateIndexesOptions, Db, IndexDescription } from 'mongodb';
import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';

interface Declared {
  readonly fields: readonly string[];
  readonly unique?: true;
}

/**
 * How long after its expiry MongoDB itself removes a document that nobody swept, s: docs/platform/mongodb.md, “A TTL
 * index removes late”.
 */
const TTL_GRACE_S = 7 * 24 * 3_600;

/**
 * An index is named after its fields. A changed declaration therefore creates a second index, and an older process
 * beside a newer one keeps the index that its queries name.
 */
export function indexName(index: string, { fields, unique }: Declared): string {
  const over = createHash('sha256')
    .update(JSON.stringify([fields, unique === true]))
    .digest('hex')
    .slice(0, 8);
  return `${index}_${over}`;
}

/**
 * Documents without one of an index's fields are not in the index, in every engine. Here that takes a partial index.
 */
function documentIndexes(c: CollectionName): IndexDescription[] {
  const declared = Object.entries(COLLECTIONS[c].indexes).map(([index, one]): IndexDescription => {
    const fields = one.fields.map((field) => `data.${field}`);
    return {
      name: indexName(index, one),
      key: Object.fromEntries([...fields, ...(one.unique ? [] : ['_id'])].map((field) => [field, 1])),
      partialFilterExpression: Object.fromEntries(fields.map((field) => [field, { $exists: true }])),
      ...(one.unique ? { unique: true } : {}),
    };
  });
  return [...declared, ...EXPIRY];
}

const EXPIRY: readonly IndexDescription[] = [
  { name: 'expiry', key: { expiresAt: 1 }, partialFilterExpression: { expiresAt: { $exists: true } } },
  { name: 'ttl', key: { expireAt: 1 }, expireAfterSeconds: TTL_GRACE_S },
];

/**
 * The indexes of everything that is not a document. `claims` and `turns` hold the heads that may be claimed some day,
 * not dead letters: `claims` goes from destination to readiness and skips destinations that must not be called; `turns`
 * returns the most urgent first; claims.ts decides between them. `dests` tells when the next head of each destination
 * is due.
 */
export const ENGINE_INDEXES = {
  lanes: [
    {
      name: 'claims',
      key: { 'head.system': 1, 'head.dest': 1, 'head.readyAt': 1 },
      partialFilterExpression: { 'head.readyAt': { $exists: true } },
    },
    {
      name: 'turns',
      key: { 'head.urgency': -1, 'head.seq': 1, 'head.readyAt': 1, 'head.system': 1, 'head.dest': 1 },
      partialFilterExpression: { 'head.readyAt': { $exists: true } },
    },
    {
      name: 'dests',
      key: { 'head.dest': 1, 'head.readyAt': 1 },
      partialFilterExpression: { 'head.readyAt': { $exists: true } },
    },
    { name: 'states', key: { 'head.state': 1, 'head.seq': 1 } },
    { name: 'ages', key: { 'head.seq': 1 } },
    { name: 'heads', key: { 'head.id': 1 } },
    { name: 'queued', key: { 'rest.id': 1 } },
  ],
  effects: [
    { name: 'ages', key: { seq: 1 } },
    { name: 'lanes', key: { lane: 1, seq: 1 } },
    { name: 'ends', key: { settledAt: 1 } },
  ],
  attempts: [
    { name: 'times', key: { at: 1, dest: 1 } },
    { name: 'ttl', key: { expireAt: 1 }, expireAfterSeconds: 24 * 3_600 },
  ],
  leases: [],
} as const satisfies Record<string, readonly IndexDescription[]>;

/**
 * Builds missing collections and indexes, so that a new index is a line in desk/ports/collections.ts and no migration.
 * Several instances may do so at the same time. Indexes that are no longer declared stay: an older process may still
 * use them.
 */
export async function reconcileCollections(db: Db): Promise<void> {
  const there = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name));
  const documents = (Object.keys(COLLECTIONS) as CollectionName[]).map((c) => [c, documentIndexes(c)] as const);
  const wanted: (readonly [string, readonly IndexDescription[]])[] = [...documents, ...Object.entries(ENGINE_INDEXES)];
  // An index counts as built once a majority of the members has it, so a failover never finds it missing.
  const options: CreateIndexesOptions = { commitQuorum: 'majority' };
  await Promise.all(
    wanted.map(async ([name, indexes]) => {
      if (!there.has(name)) await createCollection(db, name);
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes], options);
    }),
  );
}

/** Another instance may be faster: docs/platform/mongodb.md, “Some server errors pass by themselves”. */
async function createCollection(db: Db, name: string): Promise<void> {
  try {
    await db.createCollection(name);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 48)) throw error;
  }
}
