import { HOLD_GRID_MS } from '../../../model/visit.ts';
import type { Store, Write } from '../../ports/store.ts';

/**
 * The quarters of an hour in a plan's commit. One that a visit of the plan leaves goes straight to the one that takes its
 * place, so that nobody else can have it in between; one that another visit keeps for its way only stays with that
 * visit, whose way the plan has taken into account. A quarter in which another visit takes place stays in the way: the
 * commit fails, and the plan is made anew.
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
