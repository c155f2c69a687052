import { UNTAKEN, type Phase } from '../../model/desk-ticket.ts';
import type { GaugeName } from '../../model/metrics.ts';
import type { VisitState } from '../../model/visit.ts';
import { firstStartAt } from '../intake/index.ts';
import type { Store } from '../ports/store.ts';
import { UNCONFIRMED } from '../visits/views/index.ts';

/**
 * All gauges, read from the store. Nothing is counted in memory, so every instance reports the same numbers, even right
 * after a start.
 */
export async function readGauges(store: Store, now: number): Promise<Readonly<Record<GaugeName, number>>> {
  const tickets = (phase: Phase) => store.count('tickets', { index: 'byPhase', eq: [phase] });
  const visits = (state: VisitState) => store.count('visits', { index: 'byStateOnly', eq: [state] });
  const [untriaged, untaken, unconfirmed, effects, polledAt] = await Promise.all([
    tickets('waiting'),
    Promise.all(UNTAKEN.map(tickets)),
    Promise.all(UNCONFIRMED.map(visits)),
    store.countEffects(),
    lastPollAt(store),
  ]);
  return {
    tickets_untriaged: untriaged,
    tickets_untaken: sum(untaken),
    visits_unconfirmed: sum(unconfirmed),
    effects_waiting: effects.waiting,
    effects_dead: effects.dead,
    poll_age_seconds: polledAt === undefined ? 0 : Math.max(0, (now - polledAt) / 1000),
  };
}

/** If no poll has ever completed, silence counts from the first attempt. */
async function lastPollAt(store: Store): Promise<number | undefined> {
  const poll = await store.get('meta', 'poll');
  return poll?.data.is === 'poll' ? poll.data.since : firstStartAt(store);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
