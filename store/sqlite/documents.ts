import { COLLECTIONS, type CollectionName, type Documents } from '../../desk/ports/collections.ts';
import type { Doc, Found, Key, Query } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import { fieldSql, presentSql, tableOf } from './collections.ts';
import { readCursor, writeCursor } from './cursor.ts';
import type { Database, Value } from './database.ts';

interface Row {
  readonly id: string;
  readonly v: number;
  readonly json: string;
}

/** Reads documents by id or by a declared index. */
export class DocumentReader {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  get<C extends CollectionName>(c: C, id: string): Doc<Documents[C]> | undefined {
    const [row] = this.#db.all<Row>(`SELECT id, v, json FROM ${tableOf(c)} WHERE id = ?`, id);
    return row && asDoc<C>(row);
  }

  /** In the order of the ids; ids that do not exist are left out. */
  getMany<C extends CollectionName>(c: C, ids: readonly string[]): Doc<Documents[C]>[] {
    const rows = this.#db.all<Row>(
      `SELECT id, v, json FROM ${tableOf(c)} WHERE id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(ids),
    );
    const found = new Map(rows.map((row) => [row.id, row]));
    return ids.flatMap((id) => {
      const row = found.get(id);
      return row ? [asDoc<C>(row)] : [];
    });
  }

  query<C extends CollectionName>(c: C, q: Query): Found<Documents[C]> {
    const fields = fieldsOf(c, q.index);
    const where = condition(fields, q);
    const direction = q.desc === true ? 'DESC' : 'ASC';
    const columns = [...fields.map(fieldSql), 'id'];
    if (q.after !== undefined) {
      // One comparison of whole rows, so that the id breaks ties in the fields.
      where.terms.push(`(${columns.join(', ')}) ${q.desc === true ? '<' : '>'} (${columns.map(() => '?').join(', ')})`);
      where.values.push(...readCursor(q.after, fields.length));
    }
    const rows = this.#db.all<Row & Record<`f${number}`, string | number>>(
      `SELECT id, v, json, ${fields.map((field, i) => `${fieldSql(field)} AS f${i}`).join(', ')}
       FROM ${tableOf(c)} WHERE ${where.terms.join(' AND ')}
       ORDER BY ${columns.map((column) => `${column} ${direction}`).join(', ')} LIMIT ?`,
      ...where.values,
      q.limit + 1,
    );
    const page = rows.slice(0, q.limit);
    const last = page.at(-1);
    const docs = page.map((row) => asDoc<C>(row));
    if (rows.length <= q.limit || !last) return { docs };
    return { docs, next: writeCursor([...fields.map((_, i) => last[`f${i}`] ?? ''), last.id]) };
  }

  count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>): number {
    const where = condition(fieldsOf(c, q.index), q);
    const sql = `SELECT count(*) AS n FROM ${tableOf(c)} WHERE ${where.terms.join(' AND ')}`;
    return this.#db.all<{ n: number }>(sql, ...where.values)[0]?.n ?? 0;
  }
}

function asDoc<C extends CollectionName>(row: Row): Doc<Documents[C]> {
  return { id: row.id, v: row.v, data: JSON.parse(row.json) as Documents[C] };
}

function fieldsOf(c: CollectionName, index: string): readonly string[] {
  const declared = COLLECTIONS[c].indexes[index];
  if (!declared)
    throw new CallboardError('INTERNAL', `${c} has no index ${index}; declare it in desk/ports/collections.ts.`);
  return declared.fields;
}

function condition(fields: readonly string[], q: Pick<Query, 'index' | 'eq' | 'gte' | 'lt'>) {
  const eq = q.eq ?? [];
  const next = fields[eq.length];
  const bounded = q.gte !== undefined || q.lt !== undefined;
  if (eq.length > fields.length || (bounded && next === undefined)) {
    throw new CallboardError('INTERNAL', `index ${q.index} has only the fields ${fields.join(', ')}.`);
  }
  const terms = [presentSql(fields), ...eq.map((_, i) => `${fieldSql(fields[i] ?? '')} = ?`)];
  const values: Value[] = eq.map(asValue);
  if (next !== undefined && q.gte !== undefined) {
    terms.push(`${fieldSql(next)} >= ?`);
    values.push(asValue(q.gte));
  }
  if (next !== undefined && q.lt !== undefined) {
    terms.push(`${fieldSql(next)} < ?`);
    values.push(asValue(q.lt));
  }
  return { terms, values };
}

/** SQLite has no booleans; json_extract returns 1 and 0 for them. */
function asValue(key: Key): string | number {
  return typeof key === 'boolean' ? Number(key) : key;
}
