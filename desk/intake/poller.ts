import { asCoded } from '../../model/errors.ts';
import { Change, ticketsInPhase, raiseBarrier } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { recordFirstStart } from './first-start.ts';
import { withdraw } from './reconcile-assignee.ts';
import { takeIn } from './intake.ts';
import type { TicketQuery } from '../ports/psa.ts';
import { keepMeta, untilCommitted } from '../records/index.ts';
import { catchUp, redrawCards, showTrouble, postedCardsOf } from '../posts/index.ts';

const MINUTE = 60_000;

/**
 * Polls the PSA once: the changes since the last poll (with an overlap, because clocks differ and pages shift), the
 * unassigned tickets (so that missing ones are noticed within one poll), and from time to time all open tickets.
 * Polling is authoritative; pushes only make it faster. Never throws: an unreachable PSA is a normal state. Returns
 * whether everything could be read.
 */
export async function pollOnce(deps: DeskDeps): Promise<boolean> {
  const { store, clock, policy, log } = deps;
  const began = clock.now();
  const doc = await store.get('meta', 'poll');
  const last = doc?.data.is === 'poll' ? doc.data : undefined;
  const first = last?.firstDone !== true;
  try {
    await recordFirstStart(deps);
    let heard = 0;
    if (!first)
      heard += await readAll(deps, { openOnly: false, updatedSince: last.since - policy.pollOverlapSeconds * 1000 });
    const sweep = first || began - last.sweptAt >= policy.sweepMinutes * MINUTE;
    const seen = new Set<string>();
    heard += await readAll(deps, { openOnly: true, ...(sweep ? {} : { unassigned: true }) }, seen);
    await missing(deps, seen, sweep);
    await keepMeta(deps.store, { is: 'poll', since: began, sweptAt: sweep ? began : last.sweptAt, firstDone: true });
    if (last) {
      const silence = began - (last.downSince ?? last.since);
      // Only a gap that the polling interval cannot explain counts as an outage.
      if (silence >= Math.max(policy.catchUpAfterMinutes * MINUTE, 3_000 * policy.pollSeconds)) {
        await catchUp(deps, began - silence, last.downSince === undefined ? 'callboard' : 'psa', heard);
      } else if (last.downSince !== undefined) {
        await showTrouble(deps);
      }
    }
    return true;
  } catch (error) {
    log.warn('poll.failed', { code: asCoded(error).code, cause: error });
    if (last && last.downSince === undefined) {
      await keepMeta(deps.store, { ...last, downSince: last.since });
      await showTrouble(deps);
    }
    return false;
  }
}

/**
 * Reads all changes since the last poll began, a hundred tickets per request. Used for many hints at once. It leaves
 * the poll's own record alone, so any instance may call it. Before the first poll it does nothing, because that poll is
 * about to read everything.
 */
export async function readChanged(deps: DeskDeps): Promise<void> {
  const doc = await deps.store.get('meta', 'poll');
  if (doc?.data.is !== 'poll' || !doc.data.firstDone) return;
  await readAll(deps, { openOnly: false, updatedSince: doc.data.since - deps.policy.pollOverlapSeconds * 1000 });
}

/** Reads all pages and takes each in. A page that fails throws, so that a partial list never looks complete. */
async function readAll(deps: DeskDeps, query: TicketQuery, seen?: Set<string>): Promise<number> {
  let heard = 0;
  let cursor: string | undefined;
  do {
    const page = await deps.psa.listTickets({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    for (const ticket of page.items) seen?.add(ticket.id);
    const { fresh, changed } = await takeIn(deps.store, page.items, deps.clock.now(), deps.visits !== undefined);
    heard += fresh;
    if (fresh > 0) deps.metrics.count('tickets_heard_total', { by: 'poll' }, fresh);
    if (fresh + changed > 0) deps.log.info('poll.heard', { fresh, changed });
    cursor = page.next;
  } while (cursor !== undefined);
  return heard;
}

/**
 * Rereads tickets that we consider open (all, or only untaken ones) but the PSA did not list: they were closed, merged
 * or deleted there.
 */
async function missing(deps: DeskDeps, seen: ReadonlySet<string>, all: boolean): Promise<void> {
  const phases = ['waiting', 'triaged', 'offered', 'approval', 'coordinator'] as const;
  const held = await ticketsInPhase(deps.store, ...phases, ...(all ? (['taken'] as const) : []));
  for (const doc of held) if (!seen.has(doc.id)) await lookAgain(deps, doc.id);
}

/**
 * Reads one ticket from the PSA and applies it. If the PSA no longer has it, it is marked as gone. For hints, and for
 * tickets missing from a list.
 */
export async function lookAgain(deps: DeskDeps, ticketId: string): Promise<void> {
  const ticket = await deps.psa.getTicket(ticketId);
  if (ticket) {
    const { fresh } = await takeIn(deps.store, [ticket], deps.clock.now(), deps.visits !== undefined);
    if (fresh > 0) deps.metrics.count('tickets_heard_total', { by: 'hook' }, fresh);
    return;
  }
  await untilCommitted(async () => {
    const doc = await deps.store.get('tickets', ticketId);
    if (!doc?.data.open) return;
    const now = deps.clock.now();
    const change = new Change(doc, now);
    withdraw(change, now);
    change.set({ phase: 'gone', open: false }).log('gone', 'psa', { phase: doc.data.phase, merged: null });
    if (doc.data.phase === 'waiting') change.also(await raiseBarrier(deps.store, -1));
    redrawCards(change, await postedCardsOf(deps.store, ticketId), []);
    await deps.store.commit(change.writes());
  });
}
