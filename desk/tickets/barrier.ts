import type { Store, Write } from '../ports/store.ts';
import type { Change } from './change.ts';
import { metaWrite } from '../records/index.ts';

/**
 * The write that counts tickets without a triage record up or down: all waiting tickets are triaged before any is
 * dispatched.
 */
export async function raiseBarrier(store: Store, by: number): Promise<Write> {
  const doc = await store.get('meta', 'barrier');
  if (!doc) return metaWrite(doc, { is: 'barrier', untriaged: Math.max(0, by) });
  const untriaged = doc.data.is === 'barrier' ? doc.data.untriaged : 0;
  return metaWrite(doc, { is: 'barrier', untriaged: untriaged + by });
}

/** The barrier's write for a change that brings a ticket to triage, or takes it out of triage's hands. */
export async function barrierFor(store: Store, { before, next }: Change): Promise<readonly Write[]> {
  const by = Number(next.phase === 'waiting') - Number(before.data.phase === 'waiting');
  return by === 0 ? [] : [await raiseBarrier(store, by)];
}
