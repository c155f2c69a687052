import type { CoordinatorReason } from '../../model/decision.ts';
import { hadTheirSay, type DeskTicket } from '../../model/desk-ticket.ts';
import { CallboardError } from '../../model/errors.ts';
import { contentHash } from '../../model/hash.ts';
import { boundSnapshot, decide, record as toRecord, type Verdict } from '../../routing/index.ts';
import { coordinatorsOf, type createAvailability } from '../people/index.ts';
import { Change, ticketsInPhase } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { gatherFacts } from './facts.ts';
import { canWait, isPaused, isQuiet } from './pause.ts';
import type { Doc, Write } from '../ports/store.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';

/** Half a year: long enough for questions from clients or auditors, and short enough to limit storage. */
const KEEP_DECISIONS_MS = 183 * 24 * 3_600_000;

/**
 * This many offers are committed concurrently. The store combines them into few transactions, with one disk flush each.
 */
const TOGETHER = 20;

/**
 * Steps 3 and 4 of a ticket's life: one routing pass over all untaken tickets, then an offer to the best person for
 * each. Does nothing while any waiting ticket has no triage record. Each commit checks that again, so a ticket that
 * arrives meanwhile stops the pass. Returns true when the pass was stopped and must run again.
 */
export async function decidePass(
  deps: DeskDeps,
  availability: ReturnType<typeof createAvailability>,
): Promise<boolean> {
  const { store, clock, policy, ids, log, metrics } = deps;
  const barrier = await store.get('meta', 'barrier');
  if (!barrier || (barrier.data.is === 'barrier' && barrier.data.untriaged > 0)) return false;
  if (await isPaused(store)) return false;
  const quiet = isQuiet(policy, clock.now());
  const untaken = (await ticketsInPhase(store, 'triaged')).filter((doc) => !quiet || !canWait(doc.data));
  if (untaken.length === 0) return false;

  const full = boundSnapshot(await gatherFacts(deps, availability, untaken));
  const docs = new Map(untaken.map((doc) => [doc.id, doc]));
  const verdicts = decide(full);
  const changes = verdicts.map((verdict) => {
    const doc = docs.get(verdict.ticketId);
    return doc && changeFor(deps, doc, verdict);
  });
  const last = changes.findLastIndex((change) => change !== undefined);
  if (last < 0) return false;
  // Tickets are decided in sequence, so tickets after the last one that changed influenced none of the decisions.
  const seen = new Set(verdicts.slice(0, last + 1).map((verdict) => verdict.ticketId));
  const snapshot = { ...full, tickets: full.tickets.filter((ticket) => seen.has(ticket.ticketId)) };
  const snapshotId = contentHash(snapshot);
  const expiresAt = clock.now() + KEEP_DECISIONS_MS;
  const snapshotStored = (await store.get('snapshots', snapshotId)) !== undefined;
  const guard: Write = { op: 'check', c: 'meta', id: 'barrier', expect: barrier.v };
  const storing: Write = { op: 'insert', c: 'snapshots', id: snapshotId, data: snapshot, expiresAt };

  async function offer(verdict: Verdict, change: Change, ...more: readonly Write[]): Promise<boolean> {
    const record = toRecord(verdict, { id: ids.next('decision'), snapshot, snapshotHash: snapshotId });
    change.set({
      decisionId: record.id,
      asks: change.next.asks.map((ask) => (ask.decisionId === '' ? { ...ask, decisionId: record.id } : ask)),
    });
    change.also({ op: 'insert', c: 'decisions', id: record.id, data: record, expiresAt }, guard, ...more);
    const tell =
      change.next.phase === 'coordinator'
        ? await coordinatorsOf(deps, change.next.category)
        : change.next.phase === 'offered' && record.chosen !== undefined
          ? [record.chosen]
          : [];
    redrawCards(change, await postedCardsOf(store, verdict.ticketId), tell);
    try {
      await store.commit(change.writes());
    } catch (error) {
      if (!(error instanceof CallboardError) || error.code !== 'STORE_CONFLICT') throw error;
      // Lost a race, or a new ticket raised the barrier: the next pass sees the current state.
      log.debug('decide.raced', { ticketId: verdict.ticketId });
      return false;
    }
    metrics.count('decisions_total', { outcome: verdict.outcome });
    return true;
  }

  const moves = verdicts.flatMap((verdict, at) => {
    const change = changes[at];
    return change ? [{ verdict, change }] : [];
  });
  // The first commit also stores the snapshot that all decisions refer to. The others are independent and run
  // concurrently.
  const [first, ...others] = moves;
  if (first && !(await offer(first.verdict, first.change, ...(snapshotStored ? [] : [storing])))) return true;
  for (let start = 0; start < others.length; start += TOGETHER) {
    const part = others.slice(start, start + TOGETHER);
    const stand = await clock.all(
      part.map(
        ({ verdict, change }) =>
          () =>
            offer(verdict, change),
      ),
    );
    if (stand.includes(false)) return true;
  }
  return false;
}

/** The change that the verdict makes to the ticket. `undefined` when it changes nothing. */
function changeFor(deps: DeskDeps, doc: Doc<DeskTicket>, verdict: Verdict): Change | undefined {
  const { policy, clock } = deps;
  const now = clock.now();
  const ticket = doc.data;
  const change = new Change(doc, now);
  if (policy.mode === 'shadow') {
    return ticket.decisionId === undefined ? change.log('decided', 'callboard', summary(verdict)) : undefined;
  }
  if (verdict.outcome === 'wait') return undefined;
  const asked = ticket.asks.filter(hadTheirSay).length;
  if (verdict.outcome === 'coordinator' || asked >= policy.maxAsks) {
    const because: CoordinatorReason = verdict.because ?? 'everybody-asked';
    return change
      .set({ phase: 'coordinator', coordinator: { because, since: now }, firstSlot: undefined })
      .log('to-coordinator', 'callboard', { because, asked });
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
