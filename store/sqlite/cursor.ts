import { z } from 'zod';
import { CallboardError } from '../../model/errors.ts';

const shape = z.array(z.union([z.string(), z.number()])).min(1);

/** Where a page ended: the values of the index's fields and the id. Opaque to callers, who may pass it to browsers. */
export function writeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/** @throws INPUT_INVALID when it is not a cursor of an index with that many fields. */
export function readCursor(text: string, fields: number): (string | number)[] {
  try {
    const values = shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
    if (values.length === fields + 1) return values;
  } catch {
    // Falls through: whatever is wrong with it, it is not a cursor of this query.
  }
  throw new CallboardError('INPUT_INVALID', 'after: this is not a place in the list that was asked for.');
}
