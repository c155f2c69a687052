import type { Timer, VisitTimer } from '../ports/collections.ts';
import type { TimerHandler } from '../runtime/index.ts';
import type { DeskDeps } from '../deps.ts';
import { coordinatorsOf } from '../people/index.ts';
import type { Doc, Write } from '../ports/store.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';
import { onVisitDue, mailEffect, replanEnds, statusEffect, stepOf, VisitChange } from './booking/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

const HOUR = 3_600_000;

/** What happens to a visit when its timer is due. A timer whose visit has moved on is only removed. */
export function visitTimers(visitDeps: VisitDeps): Record<VisitTimer, TimerHandler> {
  return {
    'visit-due': (deps, timer, remove) => onVisitDue(deps, visitDeps, timer, remove),
    'visit-chase': (deps, timer, remove) => chase(deps, visitDeps, timer, remove),
    'visit-remind': (deps, timer, remove) => remind(deps, visitDeps, timer, remove),
    'visit-ends': (deps, timer, remove) => ends(deps, visitDeps, timer, remove),
    'hold-ends': holdEnds,
    'replan-ends': replanEnds,
  };
}

/** Nobody has chosen a time yet: sends a friendly reminder, and after the last one a dispatcher calls. */
async function chase(deps: DeskDeps, { policy }: VisitDeps, timer: Doc<Timer>, remove: Write): Promise<void> {
  const { store, clock } = deps;
  const change = await current(deps, timer);
  if (change?.before?.data.state !== 'offered') return gone(deps, remove);
  const { chased, offeredAt, unansweredAt } = change.next;
  const next = policy.chaseAfterHours[chased + 1];
  change.set({ chased: chased + 1 }).also(remove);
  if (chased >= policy.chaseAfterHours.length - 1) {
    const first = unansweredAt ?? change.at;
    change.set({ unanswered: true, unansweredAt: first }).log('visit-unanswered', 'callboard', { chased });
    await change.commit(store, await coordinatorsOf(deps, change.ticket.next.category));
  }
  change
    .log('visit-chased', 'callboard', { chased: chased + 1 })
    .effect(mailEffect(change.of, 'visit-chase', { ordinal: chased + 1 }));
  if (next !== undefined) change.timer('visit-chase', Math.max(clock.now(), (offeredAt ?? clock.now()) + next * HOUR));
  await change.commit(store);
}

async function remind(deps: DeskDeps, { policy }: VisitDeps, timer: Doc<Timer>, remove: Write): Promise<void> {
  const change = await current(deps, timer, true);
  const start = change?.before?.data.slot?.start;
  const stands = change?.before?.data.state === 'confirmed' && start !== undefined;
  const itsTime =
    stands &&
    start > deps.clock.now() &&
    policy.remindBeforeHours.some((hours) => timer.data.dueAt === start - hours * HOUR);
  if (!change || !itsTime) return gone(deps, remove);
  change.log('visit-reminded', 'callboard', { start }).also(remove);
  if (policy.mailsBy === 'callboard')
    change.effect(mailEffect(change.of, 'visit-reminder', { ordinal: timer.data.dueAt }));
  await change.commit(deps.store);
}

/** The visit's time is over: it counts as done until somebody says otherwise. */
async function ends(deps: DeskDeps, { policy }: VisitDeps, timer: Doc<Timer>, remove: Write): Promise<void> {
  const change = await current(deps, timer, true);
  const visit = change?.before?.data;
  if (!change || visit?.state !== 'confirmed' || visit.slot?.end !== timer.data.dueAt) return gone(deps, remove);
  change
    .set({ state: 'done', open: false })
    .log('visit-done', 'callboard', { start: visit.slot.start })
    .note()
    .effect(statusEffect(change, policy.statuses.done))
    .also(remove);
  await change.commit(deps.store);
  deps.metrics.count('visits_total', { step: 'done' });
}

/** A chosen time is still not booked: a dispatcher sees it, and the client keeps the time while we go on trying. */
async function holdEnds(deps: DeskDeps, timer: Doc<Timer>, remove: Write): Promise<void> {
  const change = await current(deps, timer, true);
  const state = change?.before?.data.state;
  if (!change || (state !== 'held' && state !== 'moving')) return gone(deps, remove);
  // The visit's own step must not advance, because its effects are still running.
  change.ticket
    .log('visit-stuck', 'callboard', { visit: change.next.visitId, step: state, code: 'GRAPH_UNREACHABLE' })
    .also(remove);
  const tell = await coordinatorsOf(deps, change.ticket.next.category);
  redrawCards(change.ticket, await postedCardsOf(deps.store, change.next.ticketId), tell);
  await deps.store.commit(change.ticket.writes());
}

async function current(deps: DeskDeps, timer: Doc<Timer>, anyStep = false): Promise<VisitChange | undefined> {
  const change = await stepOf(deps.store, timer.data.visitId ?? '', deps.clock.now());
  if (!change) return undefined;
  return anyStep || change.before?.data.n === timer.data.n ? change : undefined;
}

async function gone({ store }: DeskDeps, remove: Write): Promise<void> {
  await store.commit([remove]);
}
