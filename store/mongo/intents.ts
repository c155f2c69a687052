import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Claim, Settlement, Write } from '../../desk/ports/store.ts';

/** A commit that involves more than one document. It is carried out as a whole or not at all. */
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
 * The documents that it changes. Two intents in one transaction must not change the same document, because the second
 * would be checked against a state that the first has not written yet. Lanes may be shared: they are updated in memory,
 * in order.
 */
export function documentsOf(intent: Intent): string[] {
  return intent.writes.flatMap((write) =>
    write.op === 'insert' || write.op === 'put' || write.op === 'remove' ? [`${write.c}/${write.id}`] : [],
  );
}

/** The documents that it requires to be unchanged. */
export function checksOf(intent: Intent): string[] {
  return intent.writes.flatMap((write) => (write.op === 'check' ? [`${write.c}/${write.id}`] : []));
}

/** The versions that it expects. With any other version it cannot be applied. */
export function expectationsOf(intent: Intent): { c: CollectionName; id: string; v: number }[] {
  return intent.writes.flatMap((write) =>
    (write.op === 'put' || write.op === 'remove' || write.op === 'check') && write.expect !== undefined
      ? [{ c: write.c, id: write.id, v: write.expect }]
      : [],
  );
}
