import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { DeskDeps } from '../deps.ts';
import type { Timer } from '../ports/collections.ts';
import type { Doc } from '../ports/store.ts';
import { extended, redrawCards, postedCardsOf, teamsIsDown } from '../posts/index.ts';
import { untilCommitted } from '../records/index.ts';
import type { TimerHandler, TimerHandlers } from '../runtime/index.ts';
import { answerAsk, barrierFor, Change, openAsk } from '../tickets/index.ts';

/**
 * Handlers for a ticket's timers. `first-slot` and `plan` timers have none: they only request a pass, and the planner
 * runs one after each timer anyway.
 */
export const TICKET_TIMERS: TimerHandlers = {
  'undo-ends': undoEnds,
  'offer-ends': offerEnds,
};

/**
 * Handles all due timers, earliest first. Timers are rows committed together with the state that set them, so they
 * survive restarts and clock jumps. Returns how many were due.
 */
export async function fireTimers(deps: DeskDeps, handlers: TimerHandlers): Promise<number> {
  const { store, clock } = deps;
  let fired = 0;
  for (;;) {
    const due = await store.query('timers', { index: 'byDue', lt: clock.now() + 1, limit: 100 });
    if (due.docs.length === 0) return fired;
    for (const timer of due.docs) {
      const handle = handlers[timer.data.kind] ?? removeOnly;
      await untilCommitted(() => handle(deps, timer, { op: 'remove', c: 'timers', id: timer.id }));
      fired += 1;
    }
  }
}

/** When the next timer is due, ms. `undefined` when there is none. */
export async function nextTimerAt({ store }: Pick<DeskDeps, 'store'>): Promise<number | undefined> {
  return (await store.query('timers', { index: 'byDue', limit: 1 })).docs[0]?.data.dueAt;
}

const removeOnly: TimerHandler = ({ store }, _timer, remove) => store.commit([remove]);

/** The undo period has ended: redraws the ticket's cards without the button. */
async function undoEnds(...[deps, timer, remove]: Parameters<TimerHandler>): Promise<void> {
  const doc = await ticketOf(deps, timer);
  if (!doc) return removeOnly(deps, timer, remove);
  const change = new Change(doc, deps.clock.now()).also(remove);
  redrawCards(change, await postedCardsOf(deps.store, doc.id), [], timer.id);
  await deps.store.commit(change.effects());
}

/** The offer expired without an answer: the ticket goes to the next technician. */
async function offerEnds(...[deps, timer, remove]: Parameters<TimerHandler>): Promise<void> {
  const { store, clock, metrics } = deps;
  const doc = await ticketOf(deps, timer);
  const ask = doc && openAsk(doc.data);
  if (!doc || ask === undefined || ask.endsAt > clock.now()) return removeOnly(deps, timer, remove);
  if (await teamsIsDown(store)) {
    // Nobody can answer during a Teams outage: the offer restarts now, and again when Teams is back.
    await store.commit(extended(doc, clock.now(), deps.policy).also(remove).writes());
    return;
  }
  const change = new Change(doc, clock.now());
  answerAsk(change, 'unanswered');
  change.log('unanswered', 'callboard', { to: ask.personId }).also(remove);
  change.also(...(await barrierFor(store, change)));
  redrawCards(change, await postedCardsOf(store, doc.id), []);
  await store.commit(change.writes());
  metrics.count('offers_ended_total', { how: 'unanswered' });
}

async function ticketOf({ store }: DeskDeps, { data }: Doc<Timer>): Promise<Doc<DeskTicket> | undefined> {
  return data.ticketId === undefined ? undefined : store.get('tickets', data.ticketId);
}
