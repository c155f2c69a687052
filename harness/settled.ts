import type { Store } from '../desk/ports/store.ts';
import { QUEUE_CARD } from '../desk/posts/index.ts';
import type { Phase } from '../model/desk-ticket.ts';

const QUEUE_LANE = `card:${QUEUE_CARD}`;

/** Nothing that is due is left to do. The queue card, which gathers changes for seconds, may still have an edit ahead. */
export async function isSettled(store: Store): Promise<boolean> {
  // One row of an index: the look must not slow down what is looked at.
  const next = await store.nextEffectAt();
  if (next === undefined) return true;
  if (next <= Date.now()) return false;
  // An effect that begins, or is put off, between two looks would be seen by neither: waiting, begun, waiting.
  return (await onlyQueueWaits(store)) && !(await anyBegun(store)) && (await onlyQueueWaits(store));
}

async function onlyQueueWaits(store: Store): Promise<boolean> {
  const waiting = await store.listEffects({ state: 'waiting', limit: 2 });
  return waiting.every((effect) => effect.lane === QUEUE_LANE);
}

async function anyBegun(store: Store): Promise<boolean> {
  return (await store.listEffects({ state: 'begun', limit: 1 })).length > 0;
}

/** How many tickets are in one of these phases. */
export async function ticketsIn(store: Store, ...phases: readonly Phase[]): Promise<number> {
  let sum = 0;
  for (const phase of phases) sum += await store.count('tickets', { index: 'byPhase', eq: [phase] });
  return sum;
}
