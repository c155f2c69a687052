import { Change } from '../tickets/change.ts';
import type { Timer } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { barrierFor } from '../tickets/barrier.ts';
import type { Doc } from '../ports/store.ts';
import { untilCommitted } from '../records/until-committed.ts';
import { followCards, surfacesOf } from '../posts/posted-cards.ts';
import { answerAsk, openAsk } from '../tickets/transitions.ts';
import { extended, teamsIsDown } from '../posts/teams-outage.ts';
import { fireVisitTimer } from '../visits/timers.ts';

/**
 * Lets everything happen whose time has come, in the order of the times. Timers are rows that were committed with the
 * state that wanted them, so they survive restarts and clock jumps; each does its work and goes in one commit.
 * Gives how many fired.
 */
export async function fireTimers(deps: DeskDeps): Promise<number> {
  const { store, clock } = deps;
  let fired = 0;
  for (;;) {
    const due = await store.query('timers', { index: 'byDue', lt: clock.now() + 1, limit: 100 });
    if (due.docs.length === 0) return fired;
    for (const timer of due.docs) {
      await untilCommitted(() => fire(deps, timer));
      fired += 1;
    }
  }
}

/** When the next timer is due, ms; `undefined` when there is none. */
export async function nextTimerAt({ store }: Pick<DeskDeps, 'store'>): Promise<number | undefined> {
  return (await store.query('timers', { index: 'byDue', limit: 1 })).docs[0]?.data.dueAt;
}

async function fire(deps: DeskDeps, timer: Doc<Timer>): Promise<void> {
  const { store, clock, metrics } = deps;
  const remove = { op: 'remove', c: 'timers', id: timer.id } as const;
  if (deps.visits && (await fireVisitTimer(deps, deps.visits, timer))) return;
  const ticketId = timer.data.ticketId;
  const doc = ticketId === undefined ? undefined : await store.get('tickets', ticketId);
  if (doc && timer.data.kind === 'undo-ends') {
    // The button on the cards is dead now: let them be drawn without it.
    const change = new Change(doc, clock.now()).also(remove);
    followCards(change, await surfacesOf(store, doc.id), [], timer.id);
    await store.commit(change.effects());
    return;
  }
  if (!doc || timer.data.kind !== 'offer-ends') {
    // The planner wakes after each timer: a first slot that has come needs no more.
    await store.commit([remove]);
    return;
  }
  const ask = openAsk(doc.data);
  if (ask === undefined || ask.endsAt > clock.now()) {
    await store.commit([remove]);
    return;
  }
  if (await teamsIsDown(store)) {
    // Nobody can have said yes or no: their time begins again, and once more when Teams is back.
    await store.commit(extended(doc, clock.now(), deps.policy).also(remove).writes());
    return;
  }
  const change = new Change(doc, clock.now());
  answerAsk(change, 'unanswered');
  change.log('unanswered', 'callboard', { to: ask.personId }).also(remove);
  change.also(...(await barrierFor(store, change)));
  followCards(change, await surfacesOf(store, doc.id), []);
  await store.commit(change.writes());
  metrics.count('offers_ended_total', { how: 'unanswered' });
}
