import type { Candidate, TicketFacts } from '../model/decision.ts';
import { MINUTE } from './minutes.ts';
import { BELIEFS } from './policy.ts';

/** By code unit, so that no locale of a machine changes an answer. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The next promise that runs out, ms; where nothing was promised, what we assume the client expects. */
export function dueAt(ticket: TicketFacts): number {
  const promised = Math.min(ticket.respondBy ?? Infinity, ticket.resolveBy ?? Infinity);
  return promised < Infinity ? promised : ticket.createdAt + BELIEFS.assumedResolveMinutes[ticket.priority] * MINUTE;
}

/** P1 and P2 do not wait for the morning. */
export function isUrgent(ticket: Pick<TicketFacts, 'priority'>): boolean {
  return ticket.priority <= 2;
}

/** Who is decided first: priority, then the clock that ends first, then the oldest, then the id. A total order. */
export function byUrgency(a: TicketFacts, b: TicketFacts): number {
  return a.priority - b.priority || dueAt(a) - dueAt(b) || a.createdAt - b.createdAt || byText(a.ticketId, b.ticketId);
}

/** Cheapest first, ties by id; those who cannot be asked come after, by id. A total order. */
export function byCost(a: Candidate, b: Candidate): number {
  const gated = Number(a.gate !== undefined) - Number(b.gate !== undefined);
  return gated || a.total - b.total || byText(a.personId, b.personId);
}
