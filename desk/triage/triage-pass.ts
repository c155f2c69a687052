import type { Client } from '../../model/client.ts';
import { queueRank, type DeskTicket, type TicketText } from '../../model/desk-ticket.ts';
import { asCoded } from '../../model/errors.ts';
import type { Ticket } from '../../model/ticket.ts';
import type { TriageRecord } from '../../model/triage.ts';
import { triage, triageByDeadline } from '../../triage/index.ts';
import { Change, raiseBarrier } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { clientOf, coordinatorsOf } from '../people/index.ts';
import { priorityEffect } from '../outbox/index.ts';
import type { Doc, Write } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';

/** Records per commit: they share one change of the barrier and one disk write. */
const TOGETHER = 20;
/** Records wait at most this long to be committed together, ms. Reading a client from a slow PSA can take a while. */
const GATHERED_MS = 500;

/**
 * Step 2 of a ticket's life: gives every waiting ticket its triage record before anything is dispatched. A ticket whose
 * client cannot be read from the PSA before the deadline gets a record by rule, so that it does not block the others.
 * Returns how many tickets were triaged: 0 when none is waiting, or when all of them can still be read in time.
 */
export async function triagePass(deps: DeskDeps): Promise<number> {
  const { store, clock } = deps;
  const patience = { left: PATIENCE_MS };
  let done = 0;
  let after: string | undefined;
  do {
    const page = await store.query('tickets', {
      index: 'byPhase',
      eq: ['waiting'],
      limit: 100,
      ...(after === undefined ? {} : { after }),
    });
    const texts = await store.getMany(
      'texts',
      page.docs.map(({ id }) => id),
    );
    const words = new Map(texts.map(({ id, data }) => [id, data]));
    let read: Reading[] = [];
    let began = clock.now();
    for (const doc of page.docs) {
      const text = words.get(doc.id);
      const reading = text && (await readTicket(deps, doc.data, text, patience));
      if (reading) read.push(reading);
      if (read.length < TOGETHER && clock.now() - began < GATHERED_MS) continue;
      done += await writeRecords(deps, read);
      read = [];
      began = clock.now();
    }
    done += await writeRecords(deps, read);
    after = page.next;
  } while (after !== undefined);
  return done;
}

/**
 * How long one pass waits for an unresponsive PSA, ms. A request may take ten seconds; a hundred of them in a row would
 * delay every expiring offer and every deadline.
 */
const PATIENCE_MS = 15_000;

/** A text on which triage fails must not block the others. It counts as unclear and urgent, and the error is logged. */
function triaged({ policy, log }: DeskDeps, input: Parameters<typeof triage>[0]): ReturnType<typeof triage> {
  try {
    return triage(input, policy.triage);
  } catch (error) {
    log.error('triage.failed', { ticketId: input.ticket.id, code: asCoded(error).code, cause: error });
    return triageByDeadline(input, policy.triage);
  }
}

/** The result of triage for one ticket, not stored yet. */
interface Reading {
  readonly ticketId: string;
  readonly record: TriageRecord;
  readonly words: NonNullable<TicketText['words']>;
  /** The PSA's priority at that time. */
  readonly from: number | undefined;
  /** Triaged by rule, because the PSA did not answer in time. */
  readonly late: boolean;
}

/** Returns `undefined` when the PSA does not answer and the deadline has not passed yet. */
async function readTicket(
  deps: DeskDeps,
  waiting: DeskTicket,
  text: TicketText,
  patience: { left: number },
): Promise<Reading | undefined> {
  const { clock, policy, log } = deps;
  const { ticketId } = waiting;
  const ticket = knownOf(text);
  let client: Client | undefined;
  let late = false;
  const began = clock.now();
  try {
    client = await clientOf(deps, waiting.clientId, { ask: patience.left > 0 });
  } catch (error) {
    patience.left -= clock.now() - began;
    // Without the client, the ticket might get the wrong SLA clock: wait for the PSA, but not forever.
    late = clock.now() - waiting.heardAt >= policy.triageDeadlineMs;
    if (!late) return undefined;
    log.warn('triage.deadline', { ticketId, code: asCoded(error).code });
  }
  const input = { ticket, now: clock.now(), ...(client ? { client } : {}) };
  const { record, words } = late ? triageByDeadline(input, policy.triage) : triaged(deps, input);
  return { ticketId, record, words, from: ticket.priority?.rank, late };
}

/** Returns how many records were written. A ticket that was taken or closed meanwhile no longer needs one. */
async function writeRecords(deps: DeskDeps, read: readonly Reading[]): Promise<number> {
  if (read.length === 0) return 0;
  return untilCommitted(async () => {
    const made = await Promise.all(read.map(async (one) => ({ one, change: await changeFor(deps, one) })));
    const kept = made.flatMap(({ one, change }) => (change ? [{ by: one.record.by, writes: change.writes() }] : []));
    if (kept.length === 0) return 0;
    await deps.store.commit([...kept.flatMap(({ writes }) => writes), await raiseBarrier(deps.store, -kept.length)]);
    for (const { by } of kept) deps.metrics.count('triage_total', { by });
    return kept.length;
  });
}

async function changeFor(
  deps: DeskDeps,
  { ticketId, record, words, from, late }: Reading,
): Promise<Change | undefined> {
  const { store, clock, policy } = deps;
  const [doc, old, known, surfaces] = await Promise.all([
    store.get('tickets', ticketId),
    store.get('triage', ticketId),
    store.get('texts', ticketId),
    postedCardsOf(store, ticketId),
  ]);
  if (doc?.data.phase !== 'waiting') return undefined;
  const now = clock.now();
  const due = record.clock.respondBy ?? record.clock.resolveBy;
  const change = new Change(doc, now)
    .set({
      phase: late ? 'coordinator' : 'triaged',
      triagedAt: now,
      priority: record.priority,
      effort: record.effort,
      category: record.category,
      dueBy: due,
      rank: queueRank(record.priority, due ?? doc.data.createdAt),
      ...(late ? { coordinator: { because: 'triage-deadline' as const, since: now } } : {}),
    })
    .log('triaged', 'callboard', loggedOf(record));
  if (late) change.log('to-coordinator', 'callboard', { because: 'triage-deadline' });
  if (policy.writePriority && from !== record.priority && !late) {
    change.effect(priorityEffect({ ticketId, n: change.eventCount, now, ...(from === undefined ? {} : { from }) }));
  }
  change.also(...recordWrites(ticketId, record, old, known, words));
  redrawCards(change, surfaces, late ? await coordinatorsOf(deps, record.category) : []);
  return change;
}

/**
 * Triages a ticket that got its owner before triage ran. The person who assigned it has looked at it, so its priority
 * and phase stay; its category, effort and on-site probability are recorded. Returns whether the ticket has changed.
 *
 * @throws OutsideError while its client cannot be read, because the ticket might get the wrong SLA clock.
 */
export async function triageTaken(deps: DeskDeps, doc: Doc<DeskTicket>): Promise<boolean> {
  const { store, clock } = deps;
  const text = await store.get('texts', doc.id);
  if (!text || doc.data.phase !== 'taken') return false;
  const client = await clientOf(deps, doc.data.clientId);
  const now = clock.now();
  const { record, words } = triaged(deps, { ticket: knownOf(text.data), now, ...(client ? { client } : {}) });
  const change = new Change(doc, now)
    .set({ triagedAt: now, effort: record.effort, category: record.category })
    .log('triaged', 'callboard', loggedOf(record))
    .also(...recordWrites(doc.id, record, await store.get('triage', doc.id), text, words));
  redrawCards(change, await postedCardsOf(store, doc.id), []);
  await store.commit(change.writes());
  deps.metrics.count('triage_total', { by: record.by });
  return true;
}

/** Answers given since count as part of the ticket's text, after the client's own words. */
function knownOf({ psa, answers = {} }: TicketText): Ticket {
  const said = Object.values(answers);
  return said.length === 0 ? psa : { ...psa, description: [psa.description, ...said].join('\n') };
}

function loggedOf({ by, category, priority, type, effort, policy }: TriageRecord) {
  return { by, category, priority, type, effort, policy };
}

function recordWrites(
  ticketId: string,
  record: TriageRecord,
  old: Doc<TriageRecord> | undefined,
  text: Doc<TicketText> | undefined,
  words: NonNullable<TicketText['words']>,
): readonly Write[] {
  return [
    old
      ? { op: 'put', c: 'triage', id: ticketId, data: record, expect: old.v }
      : { op: 'insert', c: 'triage', id: ticketId, data: record },
    ...(text ? [{ op: 'put', c: 'texts', id: ticketId, data: { ...text.data, words }, expect: text.v } as const] : []),
  ];
}
