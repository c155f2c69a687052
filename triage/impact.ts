import type { Ticket } from '../model/ticket.ts';
import type { Evidence, TicketType } from '../model/triage.ts';
import { evidenceOfField } from './evidence.ts';
import type { Kind } from './score.ts';
import type { SignalMet } from './signal-sums.ts';

/**
 * Who is affected: 1 the whole client, 2 a team, 3 one person. The text decides; "only me" beats "everyone else is
 * fine"; where the text says nothing, the usual impact of the kind of work counts. The PSA's own field is never
 * lowered.
 */
export function impactOf(
  ticket: Ticket,
  { row, topics }: Kind,
  type: TicketType,
  signals: readonly SignalMet[],
): { impact: 1 | 2 | 3; evidence: readonly Evidence[] } {
  const points = { 1: 0, 2: 0, 3: 0 };
  const seen: Record<1 | 2 | 3, Evidence[]> = { 1: [], 2: [], 3: [] };
  for (const { signal, evidence } of signals) {
    if (signal.about !== 'impact') continue;
    points[signal.impact] += signal.points * evidence.length;
    seen[signal.impact].push(...evidence);
  }
  const troubled = type === 'incident' || type === 'alert';
  const usual = troubled ? topics.reduce<1 | 2 | 3>((least, { impact }) => min(least, impact ?? 3), row.impact) : 3;
  const said = points[3] > 0 && points[3] >= points[1] ? 3 : points[1] > 0 ? 1 : points[2] > 0 ? 2 : usual;
  // A request for all users is work, not an outage.
  const level = troubled || said === 3 ? said : 2;
  if (ticket.impact !== undefined && ticket.impact < level)
    return { impact: ticket.impact, evidence: [evidenceOfField('impact', 'psa-impact')] };
  return { impact: level, evidence: seen[said] };
}

function min(a: 1 | 2 | 3, b: 1 | 2 | 3): 1 | 2 | 3 {
  return a < b ? a : b;
}
