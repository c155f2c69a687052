import type { CoordinatorReason } from '../model/decision.ts';
import type { DeskTicket } from '../model/desk-ticket.ts';
import { CallboardError } from '../model/errors.ts';
import { contentHash } from '../model/hash.ts';
import { boundSnapshot, decide, record as toRecord, type Verdict } from '../routing/index.ts';
import type { createAvailability } from './availability.ts';
import { Change } from './change.ts';
import type { DeskDeps } from './deps.ts';
import { coordinatorsOf } from './directory.ts';
import { gatherFacts, inPhase } from './facts.ts';
import { isPaused, isQuiet } from './pause.ts';
import type { Doc, Write } from './ports/store.ts';
import { followCards, surfacesOf } from './surfaces.ts';

/**
 * Steps 3 and 4 of a ticket's way: one pass over everything untaken, then an offer to the best person of each.
 * Does nothing while any waiting ticket has no triage record, and each commit checks that again: a ticket that
 * comes in meanwhile stops the pass. Gives how many tickets moved.
 */
export async function decidePass(deps: DeskDeps, availability: ReturnType<typeof createAvailability>): Promise<number> {
  const { store, clock, policy, ids, log, metrics } = deps;
  const barrier = await store.get('meta', 'barrier');
  if (!barrier || (barrier.data.is === 'barrier' && barrier.data.untriaged > 0)) return 0;
  if (await isPaused(store)) return 0;
  const quiet = isQuiet(policy, clock.now());
  const untaken = (await inPhase(store, 'triaged')).filter((doc) => !quiet || doc.data.priority <= 2);
  if (untaken.length === 0) return 0;

  const snapshot = boundSnapshot(await gatherFacts(deps, availability, untaken));
  const docs = new Map(untaken.map((doc) => [doc.id, doc]));
  const snapshotId = contentHash(snapshot);
  let snapshotStored = (await store.get('snapshots', snapshotId)) !== undefined;
  let moved = 0;
  for (const verdict of decide(snapshot)) {
    const doc = docs.get(verdict.ticketId);
    if (!doc) continue;
    const change = changeFor(deps, doc, verdict);
    if (!change) continue;
    const record = toRecord(verdict, { id: ids.next('decision'), snapshot, snapshotHash: snapshotId });
    change.set({
      decisionId: record.id,
      asks: change.next.asks.map((ask) => (ask.decisionId === '' ? { ...ask, decisionId: record.id } : ask)),
    });
    const guards: Write[] = [{ op: 'check', c: 'meta', id: 'barrier', expect: barrier.v }];
    if (!snapshotStored) guards.push({ op: 'insert', c: 'snapshots', id: snapshotId, data: snapshot });
    change.also({ op: 'insert', c: 'decisions', id: record.id, data: record }, ...guards);
    const tell =
      change.next.phase === 'coordinator'
        ? await coordinatorsOf(deps, change.next.category)
        : change.next.phase === 'offered' && record.chosen !== undefined
          ? [record.chosen]
          : [];
    followCards(change, await surfacesOf(store, doc.id), tell);
    try {
      await store.commit(change.writes());
    } catch (error) {
      if (!(error instanceof CallboardError) || error.code !== 'STORE_CONFLICT') throw error;
      // Somebody was faster, or a new ticket raised the barrier: the next pass sees the truth.
      log.debug('decide.raced', { ticketId: doc.id });
      break;
    }
    snapshotStored = true;
    moved += 1;
    metrics.count('decisions_total', { outcome: verdict.outcome });
  }
  return moved;
}

/** What the verdict does to the ticket; nothing when it says what is known already. */
function changeFor(deps: DeskDeps, doc: Doc<DeskTicket>, verdict: Verdict): Change | undefined {
  const { policy, clock } = deps;
  const now = clock.now();
  const ticket = doc.data;
  const change = new Change(doc, now);
  if (policy.mode === 'shadow') {
    return ticket.decisionId === undefined ? change.log('decided', 'callboard', summary(verdict)) : undefined;
  }
  if (verdict.outcome === 'wait') return undefined;
  if (verdict.outcome === 'coordinator' || ticket.asks.length >= policy.maxAsks) {
    const because: CoordinatorReason = verdict.because ?? 'everybody-asked';
    return change
      .set({ phase: 'coordinator', coordinator: { because, since: now }, firstSlot: undefined })
      .log('to-coordinator', 'callboard', { because, asked: ticket.asks.length });
  }
  const { chosen, startAt } = verdict;
  if (chosen === undefined) return undefined;
  if (verdict.outcome === 'first-slot') {
    const at = startAt ?? now;
    const known = ticket.firstSlot;
    if (known !== undefined && known.personId === chosen && known.at === at) return undefined;
    change
      .set({ firstSlot: { personId: chosen, at } })
      .log('decided', 'callboard', summary(verdict))
      .timer('first-slot', at);
    return change;
  }
  const endsAt = now + policy.offerMinutes[ticket.priority] * 60_000;
  return change
    .set({
      phase: 'offered',
      firstSlot: undefined,
      coordinator: undefined,
      asks: [...ticket.asks, { personId: chosen, at: now, endsAt, decisionId: '', outcome: 'open' }],
    })
    .log('decided', 'callboard', summary(verdict))
    .log('offered', 'callboard', { to: chosen, endsAt, hop: ticket.asks.length + 1 })
    .timer('offer-ends', endsAt);
}

function summary(verdict: Verdict) {
  return {
    outcome: verdict.outcome,
    chosen: verdict.chosen ?? null,
    because: verdict.because ?? null,
    total: verdict.ranked[0]?.total ?? null,
  };
}
