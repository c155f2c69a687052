import type { VisitNumbersView } from '../../../model/visit-view.ts';
import type { DeskDeps } from '../../deps.ts';
import { firstStartAt } from '../../intake/index.ts';
import type { Query } from '../../ports/store.ts';
import { visitNumbers, type CountedVisit } from './numbers.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const DAYS = 30;
const PERIOD_MS = DAYS * 24 * 3_600_000;
/** A few dozen pages on the largest desk; only the counted fields of each visit stay in memory. */
const PAGE = 500;

/**
 * What happened to visits in the last 30 days, and in the 30 before, read from the visits themselves, so that every
 * instance gives the same answer, also after a restart.
 */
export async function visitNumbersView(deps: DeskDeps, { policy }: VisitDeps): Promise<VisitNumbersView> {
  const now = deps.clock.now();
  const between = now - PERIOD_MS;
  const from = between - PERIOD_MS;
  const visits = await visitsOf(deps, from, now);
  const installed = await firstStartAt(deps.store);
  return {
    days: DAYS,
    now: visitNumbers(visits, { from: between, to: now }),
    before: visitNumbers(visits, { from, to: between }),
    callMinutes: policy.callMinutes,
    ...(installed === undefined || installed <= from ? {} : { since: installed }),
  };
}

/** Every visit to which something countable happened in `[from, to)`, once each. */
async function visitsOf({ store }: DeskDeps, from: number, to: number): Promise<readonly CountedVisit[]> {
  const found = new Map<string, CountedVisit>();
  const questions: readonly Pick<Query, 'index' | 'eq'>[] = [
    { index: 'byConfirmed' },
    { index: 'byUnanswered' },
    { index: 'byCancelled' },
    { index: 'byState', eq: ['done'] },
  ];
  for (const question of questions) {
    let after: string | undefined;
    do {
      const page = await store.query('visits', {
        ...question,
        gte: from,
        lt: to,
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      });
      for (const { id, data } of page.docs) found.set(id, counted(data));
      after = page.next;
    } while (after !== undefined);
  }
  return [...found.values()];
}

function counted(visit: CountedVisit): CountedVisit {
  const { state, slot, moves, assignedAt, confirmedAt, confirmedBy, unansweredAt, cancelledAt } = visit;
  return {
    state,
    moves,
    assignedAt,
    ...(slot ? { slot } : {}),
    ...(confirmedAt === undefined ? {} : { confirmedAt }),
    ...(confirmedBy === undefined ? {} : { confirmedBy }),
    ...(unansweredAt === undefined ? {} : { unansweredAt }),
    ...(cancelledAt === undefined ? {} : { cancelledAt }),
  };
}
