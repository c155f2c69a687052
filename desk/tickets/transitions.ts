import type { Command } from '../../model/command.ts';
import type { HandledActivity, Ask, DeskTicket, Owner, TakenVia } from '../../model/desk-ticket.ts';
import type { ErrorCode } from '../../model/errors.ts';
import type { Person } from '../../model/person.ts';
import { reasonCode } from '../../model/reasons.ts';
import type { Change } from './change.ts';
import { assignEffect, noteEffect } from '../outbox/index.ts';
import { leads, takesWork } from '../people/index.ts';
import type { DeskPolicy } from '../policy.ts';

/** The effect of people's decisions on a ticket. These functions only modify the Change; the caller commits it. */
export interface Refusal {
  readonly refused: ErrorCode;
  /** Details for the reader: the owner, the missing field. */
  readonly owner?: string;
  readonly field?: string;
}
export interface Done {
  readonly said: HandledActivity['said'];
  /** People who get a personal card about it. */
  readonly tell: readonly string[];
}
export type Outcome = Done | Refusal;

export interface DecisionContext {
  readonly actor: Person;
  readonly policy: DeskPolicy;
  /** The other person that the command names, if any. */
  readonly other?: Person;
}

type CommandOf<K extends Command['do']> = Extract<Command, { do: K }>;

export function openAsk(ticket: DeskTicket): Ask | undefined {
  return ticket.asks.find((ask) => ask.outcome === 'open');
}

/** Refuses commands on closed or gone tickets, and from cards that show an older state of the ticket. */
function stale(ticket: DeskTicket, version: number): Refusal | undefined {
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return { refused: 'TICKET_CLOSED' };
  return version === ticket.events ? undefined : { refused: 'TICKET_CHANGED' };
}

export function claim(change: Change, command: CommandOf<'claim'>, { actor, policy }: DecisionContext): Outcome {
  const ticket = change.next;
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return { refused: 'TICKET_CLOSED' };
  if (ticket.owner?.personId === actor.id) return { said: 'claimed', tell: [] };
  if (ticket.owner) return { refused: 'TICKET_TAKEN', owner: ticket.owner.personId };
  const ask = openAsk(ticket);
  const fromOther = ask !== undefined && ask.personId !== actor.id;
  if (fromOther && !leads(actor)) {
    if (command.reason === undefined) return { refused: 'REASON_NEEDED', field: 'reason', owner: ask.personId };
    if (policy.overrideNeedsApproval) return propose(change, actor, actor.id, command.reason);
  }
  give(change, actor.id, { via: 'claim', by: actor.id, reason: command.reason, policy });
  change.log('claimed', actor.id, { from: fromOther ? ask.personId : null, reason: codeOf(command.reason) });
  toPsa(change, actor);
  return { said: 'claimed', tell: [] };
}

export function approve(
  change: Change,
  command: CommandOf<'approve'>,
  { actor, policy, other }: DecisionContext,
): Outcome {
  const ticket = change.next;
  if (ticket.owner) return { refused: 'TICKET_TAKEN', owner: ticket.owner.personId };
  const old = stale(ticket, command.version);
  if (old) return old;
  const ask = openAsk(ticket);
  if (!ask || other?.id !== ask.personId) return { refused: 'TICKET_CHANGED' };
  give(change, ask.personId, { via: 'approve', by: actor.id, policy });
  change.log('approved', actor.id, { to: ask.personId });
  toPsa(change, other);
  return { said: 'done', tell: [ask.personId] };
}

export function override(
  change: Change,
  command: CommandOf<'override'>,
  { actor, policy, other }: DecisionContext,
): Outcome {
  const ticket = change.next;
  const old = stale(ticket, command.version);
  if (old) return old;
  if (!takesWork(other)) return { refused: 'PERSON_UNKNOWN', field: 'to' };
  if (ticket.owner?.personId === other.id) return { said: 'done', tell: [] };
  if (!leads(actor)) {
    // A technician may name a better person for an unowned ticket or for their own, but never take one from a
    // colleague.
    if (ticket.owner && ticket.owner.personId !== actor.id) {
      return { refused: 'TICKET_TAKEN', owner: ticket.owner.personId };
    }
    if (policy.overrideNeedsApproval) return propose(change, actor, other.id, command.reason);
  }
  const from = ticket.owner?.personId ?? openAsk(ticket)?.personId ?? null;
  give(change, other.id, { via: 'override', by: actor.id, reason: command.reason, policy });
  change.log('overridden', actor.id, { to: other.id, from, reason: codeOf(command.reason) });
  toPsa(change, other);
  return { said: 'done', tell: [other.id] };
}

function propose(change: Change, actor: Person, personId: string, reason: string): Outcome {
  change
    .set({ phase: 'approval', proposal: { personId, by: actor.id, reason, at: change.at } })
    .log('override-proposed', actor.id, { to: personId, reason: codeOf(reason) });
  return { said: 'done', tell: [] };
}

export function settleProposal(
  change: Change,
  command: CommandOf<'settle-proposal'>,
  { actor, policy, other }: DecisionContext,
): Outcome {
  const ticket = change.next;
  const old = stale(ticket, command.version);
  if (old) return old;
  const { proposal } = ticket;
  if (!proposal) return { refused: 'TICKET_CHANGED' };
  if (!command.accept) {
    change
      .set({
        proposal: undefined,
        phase: openAsk(ticket) ? 'offered' : ticket.owner ? 'taken' : phaseWithoutOwner(ticket),
      })
      .log('override-rejected', actor.id, { to: proposal.personId });
    // The person who proposed it waits for an answer.
    return { said: 'done', tell: [proposal.by] };
  }
  if (other?.id !== proposal.personId || !takesWork(other)) return { refused: 'PERSON_UNKNOWN', field: 'to' };
  give(change, other.id, { via: 'override', by: actor.id, reason: proposal.reason, policy });
  change.log('overridden', actor.id, { to: other.id, proposedBy: proposal.by, reason: codeOf(proposal.reason) });
  toPsa(change, other);
  return { said: 'done', tell: [other.id] };
}

export function decline(change: Change, command: CommandOf<'decline'>, { actor }: DecisionContext): Outcome {
  const ticket = change.next;
  if (ticket.phase === 'closed' || ticket.phase === 'gone') return { refused: 'TICKET_CLOSED' };
  if (ticket.owner) return { refused: 'TICKET_TAKEN', owner: ticket.owner.personId };
  const ask = openAsk(ticket);
  if (ask?.personId !== actor.id) return { refused: 'TICKET_CHANGED' };
  answerAsk(change, 'declined', command.reason);
  change.log('declined', actor.id, { reason: codeOf(command.reason) });
  return { said: 'done', tell: [] };
}

export function handOver(
  change: Change,
  command: CommandOf<'hand-over'>,
  { actor, policy, other }: DecisionContext,
): Outcome {
  const ticket = change.next;
  const old = stale(ticket, command.version);
  if (old) return old;
  if (!ticket.owner) return { refused: 'TICKET_CHANGED' };
  if (ticket.owner.personId !== actor.id && !leads(actor)) {
    return { refused: 'TICKET_TAKEN', owner: ticket.owner.personId };
  }
  if (!takesWork(other) || other.id === ticket.owner.personId) return { refused: 'PERSON_UNKNOWN', field: 'to' };
  const from = ticket.owner.personId;
  give(change, other.id, { via: 'hand-over', by: actor.id, reason: command.note, policy });
  change.log('handed-over', actor.id, { to: other.id, from });
  toPsa(change, other, command.note);
  return { said: 'done', tell: [other.id] };
}

export function release(change: Change, command: CommandOf<'release'>, { actor }: DecisionContext): Outcome {
  const ticket = change.next;
  const old = stale(ticket, command.version);
  if (old) return old;
  const owner = ticket.owner;
  if (!owner) return { refused: 'TICKET_CHANGED' };
  if (owner.personId !== actor.id && !leads(actor)) return { refused: 'TICKET_TAKEN', owner: owner.personId };
  const asks = remember(ticket, owner, change.at, command.reason);
  change
    .set({
      phase: phaseWithoutOwner(ticket),
      owner: undefined,
      before: undefined,
      proposal: undefined,
      asks,
      sync: 'pending',
    })
    .log('released', actor.id, { from: owner.personId, reason: codeOf(command.reason) });
  toPsa(change, undefined);
  return { said: 'done', tell: [] };
}

export function undo(change: Change, command: CommandOf<'undo'>, { actor, other }: DecisionContext): Outcome {
  const ticket = change.next;
  const old = stale(ticket, command.version);
  if (old) return old;
  const owner = ticket.owner;
  if (owner?.undoUntil === undefined || !ticket.before) return { refused: 'UNDO_TOO_LATE' };
  if (owner.by !== actor.id && !leads(actor)) return { refused: 'NOT_ALLOWED' };
  if (change.at > owner.undoUntil) return { refused: 'UNDO_TOO_LATE' };
  const back = ticket.before.owner;
  if (back && other?.id !== back.personId) return { refused: 'PERSON_UNKNOWN', field: 'to' };
  // A person who claimed the ticket and undid it is not asked again. A person who got it by someone else's mistake may
  // be asked again.
  const asks =
    owner.via === 'claim'
      ? remember(ticket, owner, change.at)
      : ticket.asks.filter((ask) => ask.personId !== owner.personId);
  const phase = back ? 'taken' : phaseWithoutOwner(ticket);
  change
    .set({ phase, owner: back, before: undefined, proposal: undefined, asks, sync: 'pending' })
    .log('undone', actor.id, { from: owner.personId, to: back?.personId ?? null });
  toPsa(change, back ? other : undefined);
  return { said: 'undone', tell: [] };
}

/** Sets the owner and closes the open offer; the person asked learns it from their card. */
function give(
  change: Change,
  personId: string,
  how: { via: TakenVia; by: string; reason?: string | undefined; policy: DeskPolicy },
): void {
  const ticket = change.next;
  const owner: Owner = {
    personId,
    at: change.at,
    via: how.via,
    by: how.by,
    ...(how.reason === undefined ? {} : { reason: how.reason }),
    ...(how.via === 'hand-over' ? {} : { undoUntil: change.at + how.policy.undoSeconds * 1000 }),
  };
  change.set({
    phase: 'taken',
    owner,
    before: { phase: ticket.phase, ...(ticket.owner ? { owner: ticket.owner } : {}) },
    asks: ticket.asks.map((ask) =>
      ask.outcome === 'open'
        ? { ...ask, outcome: ask.personId === personId ? 'taken' : 'given-to-other', answeredAt: change.at }
        : ask,
    ),
    proposal: undefined,
    coordinator: undefined,
    firstSlot: undefined,
    sync: 'pending',
    hops: ticket.owner ? ticket.hops + 1 : ticket.hops,
  });
  if (owner.undoUntil !== undefined) change.timer('undo-ends', owner.undoUntil + 1);
}

/** Writes the owner, and then the reason, to the PSA, both in the ticket's own lane. */
function toPsa(change: Change, person: Person | undefined, words?: string): void {
  const n = change.eventCount;
  const ticketId = change.before.id;
  const from = change.before.data.psaAgentId;
  change
    .effect(
      assignEffect({
        ticketId,
        n,
        now: change.at,
        ...(person ? { personId: person.id } : {}),
        ...(person?.agentId === undefined ? {} : { agentId: person.agentId }),
        ...(from === undefined ? {} : { from }),
      }),
    )
    .effect(noteEffect({ ticketId, n, now: change.at, ...(words === undefined ? {} : { words }) }));
}

/** The phase of a ticket without owner: ready for routing, or waiting for triage if it was never triaged. */
export function phaseWithoutOwner(ticket: DeskTicket): 'waiting' | 'triaged' {
  return ticket.triagedAt === undefined ? 'waiting' : 'triaged';
}

/**
 * Ends the open offer without a yes, so that the ticket goes to the next person. A ticket with an override waiting for
 * approval keeps waiting for that.
 */
export function answerAsk(change: Change, outcome: 'declined' | 'unanswered', reason?: string): void {
  change.set({
    phase: change.next.phase === 'offered' ? phaseWithoutOwner(change.next) : change.next.phase,
    asks: change.next.asks.map((ask) =>
      ask.outcome === 'open'
        ? { ...ask, outcome, answeredAt: change.at, ...(reason === undefined ? {} : { reason }) }
        : ask,
    ),
  });
}

/** An owner who gives the ticket back counts as asked, so they are not asked again. */
function remember(ticket: DeskTicket, owner: Owner, at: number, reason?: string): Ask[] {
  const asks = ticket.asks.filter((ask) => ask.personId !== owner.personId);
  return [
    ...asks,
    {
      personId: owner.personId,
      at: owner.at,
      endsAt: owner.at,
      decisionId: ticket.decisionId ?? '',
      outcome: 'declined',
      answeredAt: at,
      ...(reason === undefined ? {} : { reason }),
    },
  ];
}

/** The log stores the reason's code, never people's own words: those are erasable and are kept on the ticket. */
function codeOf(reason: string | undefined): string | null {
  return reason === undefined ? null : reasonCode(reason);
}
