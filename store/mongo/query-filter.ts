import type { Document, Filter } from 'mongodb';
import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Key, Query } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';
import { readCursor } from './cursor.ts';
import { indexName } from './collections.ts';
import type { StoredDoc } from './stored.ts';

/** A query of the port as a MongoDB filter, tied to the index that it names. */
export interface IndexedFilter {
  readonly filter: Filter<StoredDoc>;
  readonly sort: Readonly<Record<string, 1 | -1>>;
  readonly hint: string;
  readonly fields: readonly string[];
}

/** @throws INTERNAL when the index is not declared or has no such field; INPUT_INVALID for a wrong `after`. */
export function indexedFilter(c: CollectionName, q: Omit<Query, 'limit'>): IndexedFilter {
  const declared = COLLECTIONS[c].indexes[q.index];
  if (!declared)
    throw new CallboardError('INTERNAL', `${c} has no index ${q.index}; declare it in desk/ports/collections.ts.`);
  const fields = declared.fields.map((field) => `data.${field}`);
  const eq = q.eq ?? [];
  const next = fields[eq.length];
  const bounded = q.gte !== undefined || q.lt !== undefined;
  if (eq.length > fields.length || (bounded && next === undefined)) {
    throw new CallboardError('INTERNAL', `index ${q.index} has only the fields ${declared.fields.join(', ')}.`);
  }
  // docs/platform/mongodb.md, “A partial index serves only queries that name its condition”.
  const terms: Filter<StoredDoc>[] = fields.map((field, i) => {
    const value = eq[i];
    return { [field]: { $exists: true, ...(value === undefined ? {} : { $eq: value }) } };
  });
  if (next !== undefined && bounded) {
    const bounds = { ...(q.gte === undefined ? {} : { $gte: q.gte }), ...(q.lt === undefined ? {} : { $lt: q.lt }) };
    terms.push({ [next]: bounds });
  }
  const direction = q.desc === true ? -1 : 1;
  // The fields of a unique index order its documents completely, so its entries end without the id.
  const columns = declared.unique === true ? fields : [...fields, '_id'];
  const sort = Object.fromEntries(columns.map((column) => [column, direction] as const));
  const hint = indexName(q.index, declared);
  const filter = { $and: terms };
  if (q.after === undefined) return { filter, sort, hint, fields: declared.fields };
  const place = readCursor(q.after, fields.length).slice(0, columns.length);
  return { filter: behind(filter, columns, place, eq.length, direction), sort, hint, fields: declared.fields };
}

/**
 * Everything after a position: one branch for each column in which a later entry can first differ. With branches at the
 * top level, MongoDB reads each from its own part of the index and merges them in order, instead of reading from the
 * start.
 */
function behind(
  filter: Filter<StoredDoc>,
  columns: readonly string[],
  place: readonly Key[],
  fixed: number,
  direction: 1 | -1,
): Filter<StoredDoc> {
  const past = direction === 1 ? '$gt' : '$lt';
  const branches = columns.slice(fixed).map((column, n): Document => {
    const same = columns.slice(fixed, fixed + n).map((before, i) => ({ [before]: { $eq: place[fixed + i] } }));
    return { $and: [filter, ...same, { [column]: { [past]: place[fixed + n] } }] };
  });
  // Nothing follows the only document that all fields of a unique index determine.
  return branches.length === 0 ? { _id: { $in: [] } } : { $or: branches };
}
