import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Database } from './database.ts';

/** The table of a collection. The prefix separates the names of collections from the engine's own tables. */
export function tableOf(c: CollectionName): string {
  return `doc_${c}`;
}

/**
 * A declared field as SQL. Queries must use exactly this text: docs/platform/node.md, “Expression indexes match
 * literally”.
 */
export function fieldSql(path: string): string {
  return `json_extract(json, '$.${path}')`;
}

/**
 * Documents without one of an index's fields are not in the index, in every engine. Here that takes a partial index.
 */
export function presentSql(fields: readonly string[]): string {
  return fields.map((field) => `${fieldSql(field)} IS NOT NULL`).join(' AND ');
}

/**
 * Builds missing tables and indexes and replaces indexes whose declaration has changed, so that a new index is a line
 * in desk/ports/collections.ts and no migration. Tables of collections that are no longer declared are left alone.
 */
export function reconcileCollections(db: Database): void {
  const wanted = new Map<string, string>();
  for (const [name, { indexes }] of Object.entries(COLLECTIONS)) {
    const table = tableOf(name as CollectionName);
    db.exec(
      `CREATE TABLE IF NOT EXISTS ${table} (id TEXT PRIMARY KEY, v INTEGER NOT NULL, json TEXT NOT NULL, expires_at INTEGER)`,
    );
    wanted.set(`${table}_expiry`, `CREATE INDEX ${table}_expiry ON ${table} (expires_at) WHERE expires_at IS NOT NULL`);
    for (const [index, { fields, unique }] of Object.entries(indexes)) {
      const columns = [...fields.map(fieldSql), ...(unique ? [] : ['id'])].join(', ');
      wanted.set(
        `${table}_${index}`,
        `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${table}_${index} ON ${table} (${columns}) WHERE ${presentSql(fields)}`,
      );
    }
  }
  const existing = db.all<{ name: string; sql: string }>(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND name GLOB 'doc_*' AND sql IS NOT NULL",
  );
  for (const { name, sql } of existing) {
    if (wanted.get(name) === sql) wanted.delete(name);
    else db.exec(`DROP INDEX ${name}`);
  }
  for (const sql of wanted.values()) db.exec(sql);
}
