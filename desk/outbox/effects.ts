import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { NewEffect } from '../ports/store.ts';
import type { PostedCard } from '../ports/collections.ts';

/** The lane for a ticket's changes in the PSA, which are made in order. */
export const psaLane = (ticketId: string) => `psa:${ticketId}`;
/**
 * The lane for a visit's changes in the PSA. It is separate, so that a status that the PSA refuses does not block the
 * ticket's owner.
 */
export const psaVisitLane = (visitId: string) => `psa-visit:${visitId}`;

/**
 * All effects of the desk in one place: the lane, the rate budget and the payload of each. Payloads hold ids only; the
 * worker reads the current state when it acts.
 */
export type EffectKind = 'psa.assign' | 'psa.note' | 'psa.priority' | 'card.sync';

/**
 * Assigns the ticket to an agent in the PSA, or unassigns it (`personId` absent). With `restores`, it puts back an
 * assignee chosen in the PSA after a late write of ours had overwritten it.
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

/**
 * Writes an internal note with the reason for event `n` of the ticket's log. Its text is composed when it is written.
 */
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

/** Writes triage's priority. `from` is the PSA's priority when triage read the ticket. */
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
 * Brings a card up to date. Many changes in a row become one edit, because the waiting effect reads the latest state.
 * The effect for a ticket's card also names the ticket, so that card and ticket can be read in parallel.
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

/** The rate budget for a message: docs/platform/teams.md, “Sending is limited by conversation and by tenant”. */
export function chatDest(conversation: PostedCard['conversation']): string {
  return conversation === 'channel' ? 'teams:channel' : `teams:${conversation.personId}`;
}

/** The lanes with this ticket's changes in the PSA. */
export function psaLanesOf({ ticketId, visitId }: DeskTicket): readonly string[] {
  return [psaLane(ticketId), ...(visitId === undefined ? [] : [psaVisitLane(visitId)])];
}
