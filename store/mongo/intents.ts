import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Claim, Settlement, Write } from '../../desk/ports/store.ts';

/** What somebody wants of the store that takes more than one document: it is carried out whole or not at all. */
export type Intent =
  | { readonly do: 'commit'; readonly writes: readonly Write[] }
  | {
      readonly do: 'settle';
      readonly claim: Claim;
      readonly settlement: Settlement;
      readonly now: number;
      readonly writes: readonly Write[];
    };

/**
 * The documents that it changes. Two intents of one transaction must not change the same one: the second would be
 * judged by what the first has not yet brought about. Lanes may be shared: they are worked out in memory, in order.
 */
export function documentsOf(intent: Intent): string[] {
  return intent.writes.flatMap((write) =>
    write.op === 'insert' || write.op === 'put' || write.op === 'remove' ? [`${write.c}/${write.id}`] : [],
  );
}

/** The documents that it only insists on. */
export function checksOf(intent: Intent): string[] {
  return intent.writes.flatMap((write) => (write.op === 'check' ? [`${write.c}/${write.id}`] : []));
}

/** The versions that it expects: another one, and it cannot stand. */
export function expectationsOf(intent: Intent): { c: CollectionName; id: string; v: number }[] {
  return intent.writes.flatMap((write) =>
    (write.op === 'put' || write.op === 'remove' || write.op === 'check') && write.expect !== undefined
      ? [{ c: write.c, id: write.id, v: write.expect }]
      : [],
  );
}
