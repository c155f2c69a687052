import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

const row = z.object({ text: z.string(), topic: z.string().default('') });

/** `topic` is a label of the file, used to group what is printed and for nothing else. */
export type RealTicket = z.infer<typeof row>;

/** The first `rows` tickets of a CSV file with the columns text and, if it has one, topic; gzip by its ending. */
export async function readTickets(file: string, rows: number): Promise<RealTicket[]> {
  const bytes = await readFile(file);
  return row.array().parse(parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, to: rows }));
}
