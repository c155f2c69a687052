import type { Db } from 'mongodb';
import { CallboardError } from '../../model/errors.ts';

/**
 * A migration of what is stored beside documents. Instances of the previous version continue to work next to it, so a
 * step only adds: an optional field, an index, a collection. Whatever it writes into existing data can be written
 * twice. A released step is never changed. (Collections and indexes follow desk/ports/collections.ts and need no step.)
 */
export interface Migration {
  readonly to: number;
  readonly what: string;
  readonly run: (db: Db) => Promise<void>;
}

export const MIGRATIONS: readonly Migration[] = [
  { to: 1, what: 'effects in lanes, attempts, leases', run: () => Promise.resolve() },
];

/** The schema that this version of Callboard reads and writes. */
export const SCHEMA = schemaIn(MIGRATIONS);

export function schemaIn(migrations: readonly Migration[]): number {
  return migrations.reduce((highest, step) => Math.max(highest, step.to), 0);
}

/**
 * Records about the database in the collection `engine`: `_id: 'schema'` holds its schema, `copy` an unfinished copy.
 */
export interface EngineRecord {
  readonly _id: string;
  readonly schema?: number;
}

export async function schemaOf(db: Db): Promise<number> {
  return (await db.collection<EngineRecord>('engine').findOne({ _id: 'schema' }))?.schema ?? 0;
}

/**
 * A database one step ahead belongs to instances that are being upgraded around this one, which continues beside them.
 *
 * @throws STORE_BROKEN when it is more than one step ahead: this version cannot know what it would destroy.
 */
export function refuseMuchNewer(found: number, known: number, name: string): void {
  if (found <= known + 1) return;
  throw new CallboardError(
    'STORE_BROKEN',
    `The database ${name} has schema ${found}; this Callboard knows ${known} and works beside ${known + 1}.`,
    { next: 'Upgrade this copy, too; the version between the two first, if there is one.' },
  );
}

/** @throws STORE_BROKEN when a copy into this database was started and not finished: part of the data is missing. */
export async function refuseUnfinishedCopy(db: Db): Promise<void> {
  const record = await db.collection<EngineRecord & { from?: string }>('engine').findOne({ _id: 'copy' });
  if (!record) return;
  throw new CallboardError(
    'STORE_BROKEN',
    `The database ${db.databaseName} is an unfinished copy of ${record.from ?? ''}.`,
    {
      next: 'Run npm run store:copy again, with the same source and target; it goes on where it was.',
    },
  );
}

/** Brings the database up to date. Several instances may do so at the same time: every step may run twice. */
export async function migrate(
  db: Db,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<{ from: number; to: number }> {
  const from = await schemaOf(db);
  const known = schemaIn(migrations);
  refuseMuchNewer(from, known, db.databaseName);
  for (const step of migrations) {
    if (step.to <= from) continue;
    await step.run(db);
    await db
      .collection<EngineRecord>('engine')
      .updateOne({ _id: 'schema' }, { $max: { schema: step.to } }, { upsert: true });
  }
  return { from, to: Math.max(from, known) };
}
