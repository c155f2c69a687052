import { z } from 'zod';
import type { CopyRecord } from './archive.ts';

const shape = z.object({ from: z.string(), section: z.number(), after: z.string().optional() });

/** A progress record, read back from the target. */
export function readCopyRecord(found: unknown): CopyRecord {
  const { from, section, after } = shape.parse(found);
  return { from, section, ...(after === undefined ? {} : { after }) };
}
