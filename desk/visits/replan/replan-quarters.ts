import { HOLD_GRID_MS } from '../../../model/visit.ts';
import type { Store, Write } from '../../ports/store.ts';

/**
 * The quarters of an hour in a plan's commit. A quarter that one visit of the plan leaves passes directly to the visit
 * that takes its place, so nobody else can take it in between. A slot that another visit holds only for travel stays
 * with that visit; the plan has taken its travel into account. A quarter in which another visit takes place blocks the
 * commit, and the plan is made again.
 */
export async function quartersOf(
  store: Store,
  writes: readonly Write[],
  leaving: ReadonlySet<string>,
): Promise<readonly Write[]> {
  const wanted = writes.flatMap((write) => (write.op === 'insert' && write.c === 'holds' ? [write.id] : []));
  const taken = new Map((await store.getMany('holds', wanted)).map((doc) => [doc.id, doc]));
  const owners = [...new Set([...taken.values()].map(({ data }) => data.visitId))];
  const visits = new Map((await store.getMany('visits', owners)).map((doc) => [doc.id, doc.data]));
  const seen = new Set<string>();
  return writes.flatMap((write): Write[] => {
    if (write.op === 'remove' && write.c === 'holds') return taken.has(write.id) ? [] : [write];
    if (write.op !== 'insert' || write.c !== 'holds') return [write];
    if (seen.has(write.id)) return [];
    seen.add(write.id);
    const held = taken.get(write.id);
    if (!held) return [write];
    if (leaving.has(held.data.visitId)) {
      return [{ op: 'put', c: 'holds', id: write.id, data: write.data, expect: held.v }];
    }
    const slot = visits.get(held.data.visitId)?.slot;
    const there = slot && slot.start < held.data.start + HOLD_GRID_MS && slot.end > held.data.start;
    return there === false ? [] : [write];
  });
}
