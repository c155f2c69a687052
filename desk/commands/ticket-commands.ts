import type { Command, CommandResult } from '../../model/command.ts';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';
import { handledActivity, withHandledActivity } from './activity-dedup.ts';
import { barrierFor, Change } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import type { PostedCard } from '../ports/collections.ts';
import { decidersOf } from '../people/index.ts';
import type { Doc } from '../ports/store.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';
import {
  approve,
  claim,
  type DecisionContext,
  decline,
  handOver,
  openAsk,
  type Outcome,
  override,
  release,
  settleProposal,
  undo,
} from '../tickets/index.ts';
import type { VisitCommand } from '../visits/booking/index.ts';
import type { ReplanCommand } from '../visits/replan/index.ts';

export type TicketCommand = Exclude<
  Extract<Command, { ticketId: string; version?: number }>,
  VisitCommand | ReplanCommand
>;

/** The other person that a command concerns. */
function namedPerson(command: Command, ticket: DeskTicket): string | undefined {
  switch (command.do) {
    case 'override':
    case 'hand-over':
      return command.to;
    case 'approve':
      return openAsk(ticket)?.personId;
    case 'settle-proposal':
      return ticket.proposal?.personId;
    case 'undo':
      return ticket.before?.owner?.personId;
    default:
      return undefined;
  }
}

export async function ticketCommand(
  deps: DeskDeps,
  actor: Person,
  command: Exclude<TicketCommand, { do: 'look' }>,
  key: string | undefined,
): Promise<CommandResult> {
  const { store, clock, policy } = deps;
  const doc = await store.get('tickets', command.ticketId);
  if (!doc) return { ok: false, code: 'TICKET_UNKNOWN', ticketId: command.ticketId };
  const done = handledActivity(doc.data, key);
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
    // Only once undo has expired: a client must not get a mail because of a mistaken tap.
    if (deps.visits && owner && owner.personId !== doc.data.owner?.personId) {
      change.timer('visit-due', (owner.undoUntil ?? change.at) + 1);
    }
    if (key !== undefined)
      change.set({ acts: withHandledActivity(doc.data, { key, said: outcome.said, at: change.at }) });
    const known = await postedCardsOf(store, doc.id);
    redrawCards(change, known, await whomToTell(deps, change, outcome.tell, known));
    await store.commit(change.writes());
  }
  return { ok: true, said: outcome.said, ticketId: doc.id };
}

/** The people who get a personal card about it, in addition to those whose card is updated anyway. */
async function whomToTell(
  deps: DeskDeps,
  change: Change,
  tell: readonly string[],
  known: readonly Doc<PostedCard>[],
): Promise<readonly string[]> {
  const { before, next } = change;
  // A dispatcher has to decide, so they get a notification.
  if (next.phase === 'approval' && next.proposal !== before.data.proposal) return decidersOf(deps, next.category);
  const owner = next.owner;
  if (owner?.via !== 'claim' || owner === before.data.owner) return tell;
  // A person who takes the ticket in the channel gets what they need to start in their own chat. If the offer was
  // theirs, they already have it there.
  return known.some((surface) => surface.data.personId === owner.personId) ? [] : [owner.personId];
}

async function decideOn(
  deps: DeskDeps,
  change: Change,
  command: Exclude<TicketCommand, { do: 'look' }>,
  context: DecisionContext,
): Promise<Outcome> {
  switch (command.do) {
    case 'claim':
      return claim(change, command, context);
    case 'approve':
      return approve(change, command, context);
    case 'override':
      return override(change, command, context);
    case 'settle-proposal':
      return settleProposal(change, command, context);
    case 'decline':
      return decline(change, command, context);
    case 'hand-over':
      return handOver(change, command, context);
    case 'release':
      return release(change, command, context);
    case 'undo':
      return undo(change, command, context);
    case 'answer':
      return answer(deps, change, command, context.actor);
  }
}

/** Stores answers to triage's questions with the ticket's text. The ticket is then triaged again. */
async function answer(
  { store }: DeskDeps,
  change: Change,
  command: Extract<Command, { do: 'answer' }>,
  actor: Person,
): Promise<Outcome> {
  const text = await store.get('texts', command.ticketId);
  if (!text) return { refused: 'TICKET_UNKNOWN' };
  const answers = { ...text.data.answers, ...command.answers };
  change
    .log('answered', actor.id, { questions: Object.keys(command.answers).length })
    .also({ op: 'put', c: 'texts', id: text.id, data: { ...text.data, answers }, expect: text.v });
  // No offer is open, so triage and routing may decide differently with what is now known.
  if (change.next.phase === 'triaged' || change.next.phase === 'coordinator') {
    change.set({ phase: 'waiting', coordinator: undefined, firstSlot: undefined });
  } else {
    change.set({ triagedAt: undefined });
  }
  return { said: 'done', tell: [] };
}
