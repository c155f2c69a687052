import { ENOUGH_VISITS, type VisitPeriod } from '../../../model/visit-view.ts';
import type { Visit } from '../../../model/visit.ts';

/** The counted fields of a visit: times and codes, no ids of people. */
export type CountedVisit = Pick<
  Visit,
  'state' | 'slot' | 'moves' | 'assignedAt' | 'confirmedAt' | 'confirmedBy' | 'unansweredAt' | 'cancelledAt'
>;

/**
 * What happened to visits in `[from, to)`, ms. A visit counts in each period in which something happened: it was first
 * confirmed, first remained unanswered, was cancelled, or took place. Its moves count when it took place, because only
 * then their number is final. The order of `visits` does not matter; pass each once.
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

/** `sorted` has at least one element. */
function spread(sorted: readonly number[]): NonNullable<VisitPeriod['waitMs']> {
  const [least = 0] = sorted;
  const range = { least, most: sorted.at(-1) ?? least };
  return sorted.length < ENOUGH_VISITS ? range : { ...range, median: rank(sorted, 0.5), p90: rank(sorted, 0.9) };
}

/** The nearest rank: a waiting time that really occurred, and which that share of visits did not exceed. */
function rank(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? 0;
}
