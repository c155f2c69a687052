/**
 * Ids as Outlook makes them: long, told apart by case, with `-`, `_` and a `=` at the end
 * (docs/platform/graph.md, “Ids are opaque and must be percent-encoded”).
 */
export function outlookId(kind: 'event' | 'message' | 'appointment', n: number): string {
  const body = Buffer.from(`${kind}/${n}/Qx-${(n * 7919) % 10_007}`).toString('base64url');
  return `AAkALg${body}-_AAA=`;
}

/** The id that a caller gets who did not ask for immutable ones. */
export const restId = (immutable: string): string => immutable.replace(/^AAkALg/, 'AAMkAD');

/** Either form, back to the immutable one. */
export const immutableId = (id: string): string => id.replace(/^AAMkAD/, 'AAkALg');

/** A GUID that counts up, so that runs repeat. `table` keeps those of different tables apart. */
export function guid(table: number, n: number): string {
  return `${(0x7f2c0000 + table).toString(16)}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}
