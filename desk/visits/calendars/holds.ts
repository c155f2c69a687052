import type { Interval } from '../../../model/technician.ts';
import { blocksOf, HOLD_GRID_MS, type Slot } from '../../../model/visit.ts';
import type { Store, Write } from '../../ports/store.ts';

/** The quarters of an hour that `[start, end)` touches. */
function quarters(start: number, end: number): number[] {
  const first = Math.floor(start / HOLD_GRID_MS);
  return Array.from({ length: Math.ceil(end / HOLD_GRID_MS) - first }, (_, at) => first + at);
}

/** What a hold on a person's time owns: whole quarters. Nobody else can hold the rest of one, so none is offered. */
export function ownedBy(block: Interval): Interval {
  return {
    start: Math.floor(block.start / HOLD_GRID_MS) * HOLD_GRID_MS,
    end: Math.ceil(block.end / HOLD_GRID_MS) * HOLD_GRID_MS,
  };
}

function idOf(personId: string, quarter: number): string {
  return `${personId}@${quarter}`;
}

/**
 * Reserves the slot's time for this visit: each quarter is a document whose id can exist only once, so when fifty
 * clients choose the same time, one commit succeeds and 49 fail (STORE_DUPLICATE). Quarters that the visit already
 * holds are left alone.
 */
export async function holdWrites(store: Store, visitId: string, slot: Slot): Promise<Write[]> {
  const wanted = idsOf(slot);
  const mine = new Set((await heldBy(store, visitId)).map((doc) => doc.id));
  return [...wanted]
    .filter(([id]) => !mine.has(id))
    .map(([id, { personId, start }]): Write => ({ op: 'insert', c: 'holds', id, data: { visitId, personId, start } }));
}

/** Releases what the visit holds, except what `keep` needs. */
export async function unholdWrites(store: Store, visitId: string, keep?: Slot): Promise<Write[]> {
  const kept = keep ? idsOf(keep) : new Map<string, never>();
  const mine = await heldBy(store, visitId);
  return mine
    .filter((doc) => !kept.has(doc.id))
    .map((doc): Write => ({ op: 'remove', c: 'holds', id: doc.id, expect: doc.v }));
}

/** A day of two people, travel included, is far below this. */
const MOST = 400;

async function heldBy(store: Store, visitId: string) {
  return (await store.query('holds', { index: 'byVisit', eq: [visitId], limit: MOST })).docs;
}

function idsOf(slot: Slot): ReadonlyMap<string, { personId: string; start: number }> {
  return new Map(
    blocksOf(slot).flatMap(({ personId, start, end }) =>
      quarters(start, end).map(
        (quarter) => [idOf(personId, quarter), { personId, start: quarter * HOLD_GRID_MS }] as const,
      ),
    ),
  );
}
