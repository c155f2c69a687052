import type { Store, Write } from '../ports/store.ts';
import type { Change } from './change.ts';
import { metaWrite } from '../records/index.ts';

/**
 * The write that changes the number of tickets without a triage record. Nothing is dispatched while any waiting ticket
 * is untriaged.
 */
export async function raiseBarrier(store: Store, by: number): Promise<Write> {
  const doc = await store.get('meta', 'barrier');
  if (!doc) return metaWrite(doc, { is: 'barrier', untriaged: Math.max(0, by) });
  const untriaged = doc.data.is === 'barrier' ? doc.data.untriaged : 0;
  return metaWrite(doc, { is: 'barrier', untriaged: untriaged + by });
}

/** The barrier's write for a change that sends a ticket to triage, or removes it from triage. */
export async function barrierFor(store: Store, { before, next }: Change): Promise<readonly Write[]> {
  const by = Number(next.phase === 'waiting') - Number(before.data.phase === 'waiting');
  return by === 0 ? [] : [await raiseBarrier(store, by)];
}
