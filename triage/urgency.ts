import type { Ticket } from '../model/ticket.ts';
import type { Evidence, TicketType } from '../model/triage.ts';
import { evidenceOfField } from './evidence.ts';
import type { SignalMet } from './signal-sums.ts';

/** The starting points of a ticket: something is broken, or somebody would like something. */
const START: Readonly<Record<TicketType, number>> = { incident: 2, alert: 2, request: 0, question: 0 };
/** From this many points on, somebody cannot work or is hindered; below, it can wait. */
const STOPPED = 4;
const HINDERED: Readonly<Record<TicketType, number>> = { incident: 2, alert: 2, request: 1, question: 2 };
const VIP = 2;

/**
 * How soon: 1 somebody cannot work, 2 hindered, 3 it can wait. "Urgent" alone moves a request up and leaves an incident
 * where it is, because everybody writes it. The PSA's own field is never lowered.
 */
export function urgencyOf(
  ticket: Ticket,
  type: TicketType,
  signals: readonly SignalMet[],
): { urgency: 1 | 2 | 3; evidence: readonly Evidence[] } {
  let points = START[type];
  const evidence: Evidence[] = [];
  for (const { signal, evidence: seen } of signals) {
    if (signal.about !== 'urgency') continue;
    points += signal.points;
    evidence.push(...seen);
  }
  if (ticket.contact?.vip === true) {
    points += VIP;
    evidence.push(evidenceOfField('client', 'vip-contact'));
  }
  const level = points >= STOPPED ? 1 : points >= HINDERED[type] ? 2 : 3;
  if (ticket.urgency !== undefined && ticket.urgency < level)
    return { urgency: ticket.urgency, evidence: [...evidence, evidenceOfField('urgency', 'psa-urgency')] };
  return { urgency: level, evidence };
}
