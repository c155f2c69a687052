import type { ReplanMove } from '../../../model/replan.ts';
import type { DeskDeps } from '../../deps.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { stillFree } from '../appointments/index.ts';

/**
 * Which of a plan's visits can be put back: those that are still as the plan put them, whose old time has not begun,
 * and whose technician is free for it. `busy`: one of them is being booked right now.
 */
export async function undoable(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  moves: readonly ReplanMove[],
): Promise<ReadonlySet<string> | 'busy'> {
  const { store, clock } = deps;
  const can = new Set<string>();
  for (const { visitId, from, to, why } of moves) {
    const visit = (await store.get('visits', visitId))?.data;
    const asPlanned = visit?.slot?.start === to.slot.start && visit.personIds.includes(to.personId);
    if (!visit || !asPlanned) continue;
    if (visit.state === 'held' || visit.state === 'moving') return 'busy';
    if (visit.state !== 'confirmed') continue;
    if (from && from.slot.start <= clock.now()) continue;
    // A technician who made room gets it back from the visit that leaves in the same step; the others' time must be
    // free.
    if (from && why === 'handover') {
      const there = { ...visit, slot: from.slot };
      const free = await stillFree(deps, visitDeps, there, [from.personId]).catch(() => 'taken' as const);
      if (free === 'taken') continue;
    }
    can.add(visitId);
  }
  return can;
}
