import { z } from 'zod';
import type { Key } from '../../desk/ports/store.ts';
import { CallboardError } from '../../model/errors.ts';

const shape = z.array(z.union([z.string(), z.number(), z.boolean()])).min(1);

/** Where a page ended: the values of the index's fields and the id. Opaque to callers, who may pass it to browsers. */
export function writeCursor(values: readonly Key[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * Reads a cursor. Only values can come out of it, never a MongoDB operator.
 *
 * @throws INPUT_INVALID when it is not a cursor of an index with that many fields.
 */
export function readCursor(text: string, fields: number): Key[] {
  try {
    const values = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (values.length === fields + 1 && typeof values.at(-1) === 'string') return values;
  } catch {
    // Falls through: whatever is wrong with it, it is not a cursor of this query.
  }
  throw new CallboardError('INPUT_INVALID', 'after: this is not a place in the list that was asked for.');
}
