import { ENOUGH_VISITS, type VisitPeriod } from '../../../model/visit-view.ts';
import type { Visit } from '../../../model/visit.ts';

/** What is counted of a visit: instants, ids of nobody. */
export type CountedVisit = Pick<
  Visit,
  'state' | 'slot' | 'moves' | 'assignedAt' | 'confirmedAt' | 'confirmedBy' | 'unansweredAt' | 'cancelledAt'
>;

/**
 * What came of visits in `[from, to)`, ms. A visit is counted where each thing happened to it: in the period in which
 * it was confirmed first, had no answer first, was cancelled, or took place. Its moves are counted with the last of
 * these, since only then their number is final. The same for any order of `visits`; each is to be given once.
 */
export function visitNumbers(visits: readonly CountedVisit[], { from, to }: { from: number; to: number }): VisitPeriod {
  const within = (at: number | undefined): at is number => at !== undefined && at >= from && at < to;
  const confirmed = visits.filter(({ confirmedAt }) => within(confirmedAt));
  const tookPlace = visits.filter(({ state, slot }) => state === 'done' && within(slot?.start));
  const waits = confirmed
    .map(({ assignedAt, confirmedAt = 0 }) => Math.max(0, confirmedAt - assignedAt))
    .sort((a, b) => a - b);
  return {
    from,
    to,
    confirmed: confirmed.length,
    byClient: confirmed.filter(({ confirmedBy }) => confirmedBy === 'client').length,
    unanswered: visits.filter(({ unansweredAt }) => within(unansweredAt)).length,
    cancelled: visits.filter(({ cancelledAt }) => within(cancelledAt)).length,
    tookPlace: tookPlace.length,
    moves: tookPlace.reduce((sum, { moves }) => sum + moves, 0),
    ...(waits.length === 0 ? {} : { waitMs: spread(waits) }),
  };
}

/** `sorted` has at least one. */
function spread(sorted: readonly number[]): NonNullable<VisitPeriod['waitMs']> {
  const [least = 0] = sorted;
  const range = { least, most: sorted.at(-1) ?? least };
  return sorted.length < ENOUGH_VISITS ? range : { ...range, median: rank(sorted, 0.5), p90: rank(sorted, 0.9) };
}

/** The nearest rank: a time that somebody really waited, and so many of them waited no longer. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
