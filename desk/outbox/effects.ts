import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { NewEffect } from '../ports/store.ts';
import type { PostedCard } from '../ports/collections.ts';

/** A ticket's changes in the PSA, in their order. */
export const psaLane = (ticketId: string) => `psa:${ticketId}`;
/** What the PSA learns of a visit: a status that its rules refuse must not keep the ticket's owner from being written. */
export const psaVisitLane = (visitId: string) => `psa-visit:${visitId}`;

/**
 * The effects that the desk asks for, in one place: which lane each travels in, which budget it spends, what its
 * worker is told. Payloads hold ids only; the worker reads the live state when it acts.
 */
export type EffectKind = 'psa.assign' | 'psa.note' | 'psa.priority' | 'card.sync';

/**
 * Gives the ticket to an agent in the PSA, or takes it back from everybody (`personId` absent). With `restores` it puts
 * back what people had chosen there, after a late write of ours.
 */
export function assignEffect(q: {
  ticketId: string;
  n: number;
  personId?: string;
  agentId?: string;
  from?: string;
  restores?: true;
  now: number;
}): NewEffect {
  return {
    id: `assign:${q.ticketId}:${q.n}`,
    kind: 'psa.assign',
    lane: psaLane(q.ticketId),
    dest: 'psa',
    dueAt: q.now,
    payload: {
      ticketId: q.ticketId,
      n: q.n,
      ...(q.personId === undefined ? {} : { personId: q.personId }),
      ...(q.agentId === undefined ? {} : { agentId: q.agentId }),
      ...(q.from === undefined ? {} : { from: q.from }),
      ...(q.restores === undefined ? {} : { restores: q.restores }),
    },
  };
}

/** Writes an internal note that tells why; its words are made when it is written, from event `n` of the ticket's log. */
export function noteEffect(q: { ticketId: string; n: number; now: number; words?: string }): NewEffect {
  return {
    id: `note:${q.ticketId}:${q.n}`,
    kind: 'psa.note',
    lane: psaLane(q.ticketId),
    dest: 'psa',
    dueAt: q.now,
    payload: { ticketId: q.ticketId, n: q.n, ...(q.words === undefined ? {} : { words: q.words }) },
  };
}

/** Writes triage's priority; `from` is the one the PSA showed when triage read it. */
export function priorityEffect(q: { ticketId: string; n: number; now: number; from?: number }): NewEffect {
  return {
    id: `priority:${q.ticketId}:${q.n}`,
    kind: 'psa.priority',
    lane: psaLane(q.ticketId),
    dest: 'psa',
    dueAt: q.now,
    payload: { ticketId: q.ticketId, ...(q.from === undefined ? {} : { from: q.from }) },
  };
}

/**
 * Makes a card show the present state. Many changes in a row are one edit: the waiting effect finds the newest. A card of
 * a ticket names it, so that both can be read in one breath.
 */
export function syncEffect(q: {
  surfaceId: string;
  ticketId?: string | undefined;
  conversation: PostedCard['conversation'];
  now: number;
  id: string;
  urgency?: number;
}): NewEffect {
  return {
    id: `sync:${q.surfaceId}:${q.id}`,
    kind: 'card.sync',
    lane: `card:${q.surfaceId}`,
    dest: chatDest(q.conversation),
    dueAt: q.now,
    payload: { surfaceId: q.surfaceId, ...(q.ticketId === undefined ? {} : { ticketId: q.ticketId }) },
    coalesce: true,
    ...(q.urgency === undefined ? {} : { urgency: q.urgency }),
  };
}

/** The budget that a message spends: docs/platform/teams.md, “Sending is limited by conversation and by tenant”. */
export function chatDest(conversation: PostedCard['conversation']): string {
  return conversation === 'channel' ? 'teams:channel' : `teams:${conversation.personId}`;
}

/** Where this ticket's changes in the PSA wait. */
export function psaLanesOf({ ticketId, visitId }: DeskTicket): readonly string[] {
  return [psaLane(ticketId), ...(visitId === undefined ? [] : [psaVisitLane(visitId)])];
}
