import type { NoticeKey } from '../cards/index.ts';
import { reasonCode } from '../cards/reasons.ts';
import type { Command } from '../model/command.ts';
import type { DeskTicket } from '../model/desk-ticket.ts';
import type { Person } from '../model/person.ts';
import type { ErrorCode } from '../model/errors.ts';
import { actOf, withAct } from './acts.ts';
import { Change } from './change.ts';
import type { DeskDeps } from './deps.ts';
import { syncAfter } from './effects/dead.ts';
import { syncEffect } from './lanes.ts';
import { may } from './permissions.ts';
import type { Surface } from './collections.ts';
import { decidersOf } from './directory.ts';
import { inPhase } from './facts.ts';
import type { Doc, Store, Write } from './ports/store.ts';
import { untilCommitted } from './retry.ts';
import { followCards, QUEUE_SURFACE, surfacesOf, ticketSurfaceId, TROUBLE_SURFACE, wantSurface } from './surfaces.ts';
import { barrierFor } from './barrier.ts';
import * as take from './take.ts';
import { isVisitCommand, visitCommand, type VisitCommand } from './visits/commands.ts';
import { isReplanCommand, replanCommand, type ReplanCommand } from './visits/replan-commands.ts';
import { metaWrite } from './meta.ts';

/** What became of a command: said to the person in words by cards/. Refusals are answers, not errors. */
export type CommandResult =
  | { readonly ok: true; readonly said: NoticeKey; readonly ticketId?: string; readonly replanId?: string }
  | {
      readonly ok: false;
      readonly code: ErrorCode;
      readonly ticketId?: string;
      readonly replanId?: string;
      /** Person id of who has it. */
      readonly owner?: string;
      readonly field?: string;
    };

type TicketCommand = Exclude<Extract<Command, { ticketId: string; version?: number }>, VisitCommand | ReplanCommand>;

/** Who else a command is about. */
function namedPerson(command: Command, ticket: DeskTicket): string | undefined {
  switch (command.do) {
    case 'override':
    case 'hand-over':
      return command.to;
    case 'approve':
      return take.openAsk(ticket)?.personId;
    case 'settle-proposal':
      return ticket.proposal?.personId;
    case 'undo':
      return ticket.before?.owner?.personId;
    default:
      return undefined;
  }
}

/**
 * Does what a person asks, if they may and the ticket is still as they saw it. One of many at once wins; the others
 * are told who did. Saying the same twice does it once; `key` names the activity that asks (acts.ts). Throws only when the store is ill.
 */
export async function handle(deps: DeskDeps, actor: Person, command: Command, key?: string): Promise<CommandResult> {
  const began = deps.clock.now();
  const result = await run(deps, actor, command, key);
  deps.metrics.count('commands_total', { command: command.do, outcome: result.ok ? 'done' : result.code });
  deps.metrics.time('command_seconds', deps.clock.now() - began, { command: command.do });
  return result;
}

async function run(deps: DeskDeps, actor: Person, command: Command, key?: string): Promise<CommandResult> {
  const ticketId = 'ticketId' in command ? command.ticketId : undefined;
  if (!may(actor, command.do))
    return { ok: false, code: 'NOT_ALLOWED', ...(ticketId === undefined ? {} : { ticketId }) };
  if (isVisitCommand(command)) {
    const { visits } = deps;
    if (!visits) return { ok: false, code: 'VISITS_OFF', ticketId: command.ticketId };
    return untilCommitted(() => visitCommand(deps, visits, actor, command));
  }
  if (isReplanCommand(command)) {
    const { visits } = deps;
    if (!visits) return { ok: false, code: 'VISITS_OFF' };
    return untilCommitted(() => replanCommand(deps, visits, actor, command));
  }
  switch (command.do) {
    case 'look':
      return { ok: true, said: 'done', ...(ticketId === undefined ? {} : { ticketId }) };
    case 'pause':
    case 'resume':
      return pause(deps, actor, command);
    case 'retry-effect':
    case 'dismiss-effect':
      return settleDead(deps, actor, command, key);
    default:
      return untilCommitted(() => ticketCommand(deps, actor, command, key));
  }
}

async function ticketCommand(
  deps: DeskDeps,
  actor: Person,
  command: Exclude<TicketCommand, { do: 'look' }>,
  key: string | undefined,
): Promise<CommandResult> {
  const { store, clock, policy } = deps;
  const doc = await store.get('tickets', command.ticketId);
  if (!doc) return { ok: false, code: 'TICKET_UNKNOWN', ticketId: command.ticketId };
  const done = actOf(doc.data, key);
  if (done) return { ok: true, said: done.said, ticketId: doc.id };
  const change = new Change(doc, clock.now());
  const named = namedPerson(command, doc.data);
  const other = named === undefined ? undefined : (await store.get('people', named))?.data;
  const context = { actor, policy, ...(other ? { other } : {}) };
  const outcome = await decideOn(deps, change, command, context);
  if ('refused' in outcome) {
    const { refused, owner, field } = outcome;
    return {
      ok: false,
      code: refused,
      ticketId: doc.id,
      ...(owner === undefined ? {} : { owner }),
      ...(field === undefined ? {} : { field }),
    };
  }
  if (change.changed) {
    change.also(...(await barrierFor(store, change)));
    const owner = change.next.owner;
    // Not before the choice stands: a client must not be written to for a slip of the thumb.
    if (deps.visits && owner && owner.personId !== doc.data.owner?.personId) {
      change.timer('visit-due', (owner.undoUntil ?? change.at) + 1);
    }
    if (key !== undefined) change.set({ acts: withAct(doc.data, { key, said: outcome.said, at: change.at }) });
    const known = await surfacesOf(store, doc.id);
    followCards(change, known, await whomToTell(deps, change, outcome.tell, known));
    await store.commit(change.writes());
  }
  return { ok: true, said: outcome.said, ticketId: doc.id };
}

/** Who gets a card of their own about it, besides those whose card follows anyway. */
async function whomToTell(
  deps: DeskDeps,
  change: Change,
  tell: readonly string[],
  known: readonly Doc<Surface>[],
): Promise<readonly string[]> {
  const { before, next } = change;
  // A dispatcher has to decide, and hears of it as anybody does who is asked something.
  if (next.phase === 'approval' && next.proposal !== before.data.proposal) return decidersOf(deps, next.category);
  const owner = next.owner;
  if (owner?.via !== 'claim' || owner === before.data.owner) return tell;
  // Whoever takes it in the channel gets what they need to start into their own chat; whose offer it was has it there.
  return known.some((surface) => surface.data.personId === owner.personId) ? [] : [owner.personId];
}

async function decideOn(
  deps: DeskDeps,
  change: Change,
  command: Exclude<TicketCommand, { do: 'look' }>,
  context: take.DecisionContext,
): Promise<take.Outcome> {
  switch (command.do) {
    case 'claim':
      return take.claim(change, command, context);
    case 'approve':
      return take.approve(change, command, context);
    case 'override':
      return take.override(change, command, context);
    case 'settle-proposal':
      return take.settleProposal(change, command, context);
    case 'decline':
      return take.decline(change, command, context);
    case 'hand-over':
      return take.handOver(change, command, context);
    case 'release':
      return take.release(change, command, context);
    case 'undo':
      return take.undo(change, command, context);
    case 'answer':
      return answer(deps, change, command, context.actor);
  }
}

/** Answers to triage's questions: kept with the words; the ticket is triaged again with what is now known. */
async function answer(
  { store }: DeskDeps,
  change: Change,
  command: Extract<Command, { do: 'answer' }>,
  actor: Person,
): Promise<take.Outcome> {
  const text = await store.get('texts', command.ticketId);
  if (!text) return { refused: 'TICKET_UNKNOWN' };
  const answers = { ...text.data.answers, ...command.answers };
  change
    .log('answered', actor.id, { questions: Object.keys(command.answers).length })
    .also({ op: 'put', c: 'texts', id: text.id, data: { ...text.data, answers }, expect: text.v });
  // Nobody has been asked yet: with what is known now triage may see it differently, and so may routing.
  if (change.next.phase === 'triaged' || change.next.phase === 'coordinator') {
    change.set({ phase: 'waiting', coordinator: undefined, firstSlot: undefined });
  } else {
    change.set({ triagedAt: undefined });
  }
  return { said: 'done', tell: [] };
}

async function pause(
  { store, clock, ids }: DeskDeps,
  actor: Person,
  command: Extract<Command, { do: 'pause' | 'resume' }>,
): Promise<CommandResult> {
  const paused = command.do === 'pause';
  return untilCommitted(async () => {
    const now = clock.now();
    const old = await store.get('meta', 'pause');
    if (old?.data.is === 'pause' ? old.data.paused === paused : !paused)
      return { ok: true, said: paused ? 'paused' : 'resumed' };
    const data = { is: 'pause' as const, paused, by: actor.id, at: now, reason: paused ? command.reason : '' };
    const event = ids.next(command.do);
    const queue = await store.get('surfaces', QUEUE_SURFACE);
    await store.commit([
      metaWrite(old, data),
      {
        op: 'insert',
        c: 'events',
        id: event,
        data: {
          ticketId: 'desk',
          n: now,
          at: now,
          kind: paused ? 'paused' : 'resumed',
          by: actor.id,
          data: paused ? { reason: reasonCode(command.reason) } : {},
        },
      },
      // Visible to all: the queue card in the channel says so, and the card of each ticket that nobody is asked about.
      ...(await cardsOfWaiting(store)).flatMap((card) =>
        wantSurface(card, { id: card.id, surface: card.data, now, effectId: event }),
      ),
      ...wantSurface(queue, {
        id: QUEUE_SURFACE,
        surface: { kind: 'queue', conversation: 'channel' },
        now,
        effectId: event,
      }),
    ]);
    return { ok: true, said: paused ? 'paused' : 'resumed' };
  });
}

/** The channel's cards of tickets that look for somebody. */
async function cardsOfWaiting(store: Store): Promise<readonly Doc<Surface>[]> {
  const waiting = await inPhase(store, 'triaged');
  const cards = await store.getMany(
    'surfaces',
    waiting.map((doc) => ticketSurfaceId(doc.id)),
  );
  return cards.filter((card) => card.data.state !== 'retired');
}

async function settleDead(
  { store, clock, ids }: DeskDeps,
  actor: Person,
  command: Extract<Command, { do: 'retry-effect' | 'dismiss-effect' }>,
  key: string | undefined,
): Promise<CommandResult> {
  const effect = await store.getEffect(command.effectId);
  if (!effect) return { ok: false, code: 'TICKET_CHANGED' };
  const retry = command.do === 'retry-effect';
  const now = clock.now();
  const ticketId = typeof effect.payload['ticketId'] === 'string' ? effect.payload['ticketId'] : undefined;
  const settle: Write = retry
    ? { op: 'retryEffect', id: effect.id, dueAt: now }
    : { op: 'dismissEffect', id: effect.id };
  const trouble: Write = {
    op: 'effect',
    effect: syncEffect({ surfaceId: TROUBLE_SURFACE, conversation: 'channel', now, id: ids.next('settled') }),
  };
  const about = ticketId === undefined ? {} : { ticketId };
  return untilCommitted(async () => {
    const doc = ticketId === undefined ? undefined : await store.get('tickets', ticketId);
    if (doc && actOf(doc.data, key)) return { ok: true, said: 'done', ...about };
    if ((await store.getEffect(effect.id))?.state !== 'dead') return { ok: false, code: 'TICKET_CHANGED' };
    if (!doc) {
      await store.commit([settle, trouble]);
      return { ok: true, said: 'done', ...about };
    }
    const change = new Change(doc, now)
      .log(retry ? 'dead-letter-retried' : 'dead-letter-dismissed', actor.id, { kind: effect.kind })
      .set({ sync: await syncAfter(store, doc.data, effect, retry) })
      .also(settle, trouble);
    if (key !== undefined) change.set({ acts: withAct(doc.data, { key, said: 'done', at: now }) });
    followCards(change, await surfacesOf(store, doc.id), []);
    await store.commit(change.writes());
    return { ok: true, said: 'done', ...about };
  });
}
