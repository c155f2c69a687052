/**
 * Ids in Outlook's form: long, case-sensitive, with `-`, `_` and a trailing `=`
 * (docs/platform/graph.md, “Ids are opaque and must be percent-encoded”).
 */
export function outlookId(kind: 'event' | 'message' | 'appointment', n: number): string {
  const body = Buffer.from(`${kind}/${n}/Qx-${(n * 7919) % 10_007}`).toString('base64url');
  return `AAkALg${body}-_AAA=`;
}

/** The id for callers that did not ask for immutable ids. */
export const restId = (immutable: string): string => immutable.replace(/^AAkALg/, 'AAMkAD');

/** Turns either form into the immutable id. */
export const immutableId = (id: string): string => id.replace(/^AAMkAD/, 'AAkALg');

/** A GUID with a counter, so that runs are repeatable. `table` keeps the ids of different tables apart. */
export function guid(table: number, n: number): string {
  return `${(0x7f2c0000 + table).toString(16)}-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}
