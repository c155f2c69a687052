import type { Candidate, TicketFacts } from '../model/decision.ts';
import { MINUTE } from './minutes.ts';
import { BELIEFS } from './policy.ts';

/** Compares by code unit, so that a machine's locale cannot change an answer. */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The next deadline, ms; where nothing was promised, the assumed expectation of the client. */
export function dueAt(ticket: TicketFacts): number {
  const promised = Math.min(ticket.respondBy ?? Infinity, ticket.resolveBy ?? Infinity);
  return promised < Infinity ? promised : ticket.createdAt + BELIEFS.assumedResolveMinutes[ticket.priority] * MINUTE;
}

/** P1 and P2 do not wait for the morning. */
export function isUrgent(ticket: Pick<TicketFacts, 'priority'>): boolean {
  return ticket.priority <= 2;
}

/** The order of decisions: priority, then the earliest deadline, then the oldest, then the id. A total order. */
export function byUrgency(a: TicketFacts, b: TicketFacts): number {
  return a.priority - b.priority || dueAt(a) - dueAt(b) || a.createdAt - b.createdAt || byText(a.ticketId, b.ticketId);
}

/** Cheapest first, ties by id; those who cannot be asked follow, by id. A total order. */
export function byCost(a: Candidate, b: Candidate): number {
  const gated = Number(a.gate !== undefined) - Number(b.gate !== undefined);
  return gated || a.total - b.total || byText(a.personId, b.personId);
}
