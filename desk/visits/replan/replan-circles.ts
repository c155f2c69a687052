import type { Slot } from '../../../model/visit.ts';

const MINUTE = 60_000;

interface Seat {
  readonly personId: string;
  readonly slot: Slot;
}

/** Who leaves which time, and who comes to which; an absent one leaves or comes to nothing. */
export interface Leg {
  readonly visitId: string;
  readonly from?: Seat | undefined;
  readonly to?: Seat | undefined;
}

/** Whether one can be booked only after the other has left: they belong to the same person and overlap. */
export function waitsFor({ visitId, to }: Leg, other: Leg): boolean {
  const { from } = other;
  if (!to || !from || other.visitId === visitId || from.personId !== to.personId) return false;
  const start = to.slot.start - to.slot.beforeMinutes * MINUTE;
  const end = to.slot.end + to.slot.afterMinutes * MINUTE;
  return from.slot.start < end && start < from.slot.end;
}

/**
 * Moves that wait for each other in a circle, or none. A swap cannot be booked: neither calendar is free before the
 * other, and if one visit were given up first and the second step failed, it would have no time at all.
 */
export function circleOf<L extends Leg>(legs: readonly L[]): readonly L[] | undefined {
  const settled = new Set<L>();
  const path: L[] = [];
  const walk = (leg: L): readonly L[] | undefined => {
    if (settled.has(leg)) return undefined;
    const at = path.indexOf(leg);
    if (at >= 0) return path.slice(at);
    path.push(leg);
    for (const other of legs) {
      const circle = waitsFor(leg, other) ? walk(other) : undefined;
      if (circle) return circle;
    }
    path.pop();
    settled.add(leg);
    return undefined;
  };
  for (const leg of legs) {
    const circle = walk(leg);
    if (circle) return circle;
  }
  return undefined;
}
