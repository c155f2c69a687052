import { CallboardError } from '../../model/errors.ts';
import type { Database } from './database.ts';

/** Written into the file's header, so that a restore can recognise a Callboard database: "CLBD". */
export const APPLICATION_ID = 0x434c4244;

/**
 * The tables that are not documents, step by step, forward only. A released step is never changed. (Tables and indexes
 * of documents follow desk/ports/collections.ts and need no step: collections.ts.)
 */
const MIGRATIONS: readonly { readonly to: number; readonly what: string; readonly sql: string }[] = [
  {
    to: 1,
    what: 'effects, attempts, leases',
    // `head` marks the oldest unsettled effect of its lane, which alone may leave. `ready_at` is when it may be
    // claimed, NULL for never. Both are in the indexes that claims read, which contain only heads.
    sql: `
      CREATE TABLE effects (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        id TEXT NOT NULL UNIQUE,
        lane TEXT NOT NULL,
        dest TEXT NOT NULL,
        kind TEXT NOT NULL,
        payload TEXT NOT NULL,
        coalesce INTEGER NOT NULL,
        urgency REAL NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'begun', 'done', 'dead')),
        head INTEGER NOT NULL,
        due_at INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        first_begun_at INTEGER,
        begun_at INTEGER,
        deadline INTEGER,
        unclear INTEGER NOT NULL DEFAULT 0,
        error TEXT,
        settled_at INTEGER,
        owner TEXT,
        fence INTEGER NOT NULL DEFAULT 0,
        lease_until INTEGER,
        ready_at INTEGER AS (
          CASE
            WHEN state = 'begun' OR (state = 'waiting' AND unclear)
              THEN max(due_at, ifnull(lease_until, due_at), ifnull(deadline, due_at))
            WHEN state = 'waiting' THEN max(due_at, ifnull(lease_until, due_at))
          END
        )
      );
      CREATE INDEX effects_by_lane ON effects (lane, seq) WHERE state <> 'done';
      CREATE INDEX effects_by_turn ON effects (urgency DESC, seq, ready_at, dest) WHERE head = 1;
      CREATE INDEX effects_by_readiness ON effects (ready_at, dest) WHERE head = 1;
      CREATE INDEX effects_by_state ON effects (state, seq);
      CREATE INDEX effects_by_end ON effects (settled_at) WHERE state = 'done';
      CREATE TABLE attempts (n INTEGER PRIMARY KEY, dest TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE INDEX attempts_by_time ON attempts (at);
      CREATE TABLE leases (
        name TEXT PRIMARY KEY,
        owner TEXT,
        fence INTEGER NOT NULL,
        until INTEGER NOT NULL
      );
    `,
  },
];

/** The schema that this version of Callboard reads and writes. */
export const SCHEMA = MIGRATIONS.reduce((highest, step) => Math.max(highest, step.to), 0);

export function schemaOf(db: Database): number {
  return db.all<{ user_version: number }>('PRAGMA user_version')[0]?.user_version ?? 0;
}

/**
 * @throws STORE_BROKEN for a file that a newer Callboard has written: this version cannot know what it would destroy.
 */
export function refuseNewerSchema(db: Database): void {
  const found = schemaOf(db);
  if (found <= SCHEMA) return;
  throw new CallboardError('STORE_BROKEN', `${db.path} has schema ${found}; this Callboard knows up to ${SCHEMA}.`, {
    next: 'Install the Callboard version that wrote it, or restore the backup made before the upgrade.',
  });
}

/** @throws STORE_BROKEN for a database of another program. */
export function refuseForeign(db: Database): void {
  const application = db.all<{ application_id: number }>('PRAGMA application_id')[0]?.application_id;
  const tables = db.all<{ n: number }>('SELECT count(*) AS n FROM sqlite_master')[0]?.n ?? 0;
  if (application === APPLICATION_ID || (application === 0 && tables === 0 && schemaOf(db) === 0)) return;
  throw new CallboardError('STORE_BROKEN', `${db.path} is not a Callboard database.`, {
    next: 'Name another file in CALLBOARD_DATA.',
  });
}

/** Brings the file to this version's schema. Each step is all-or-nothing, so a crash between steps is harmless. */
export function migrate(db: Database): { from: number; to: number } {
  refuseNewerSchema(db);
  const from = schemaOf(db);
  for (const step of MIGRATIONS) {
    if (step.to <= from) continue;
    db.transaction(() => {
      db.exec(step.sql);
      db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
      db.exec(`PRAGMA user_version = ${step.to}`);
    });
  }
  return { from, to: SCHEMA };
}
