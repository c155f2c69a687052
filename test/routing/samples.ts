import type { PassSnapshot, RoutingPolicy, TechnicianFacts, TicketFacts } from '../../model/decision.ts';
import { DEFAULT_ROUTING_POLICY } from '../../routing/policy.ts';

/** Tuesday 24 November 2026, 10:00 UTC. */
export const NOW = Date.UTC(2026, 10, 24, 10);
export const MIN = 60_000;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;

/** On shift from 8 to 17 today and on the next days. */
export const OFFICE_HOURS = [0, 1, 2, 3].map((d) => ({
  start: NOW - 2 * HOUR + d * DAY,
  end: NOW + 7 * HOUR + d * DAY,
}));
/** Off now, on shift from tomorrow at 8. */
export const FROM_TOMORROW = OFFICE_HOURS.slice(1);

export function technician(personId: string, facts: Partial<TechnicianFacts> = {}): TechnicianFacts {
  return {
    personId,
    active: true,
    reachable: true,
    tier: 'L2',
    skills: [{ name: 'Networking', level: 2 }],
    shifts: OFFICE_HOURS,
    busy: [],
    loadMinutes: 0,
    openTickets: 0,
    openOffers: 0,
    givenToday: 0,
    onCall: false,
    ...facts,
  };
}

export function ticket(ticketId: string, facts: Partial<TicketFacts> = {}): TicketFacts {
  return {
    ticketId,
    createdAt: NOW - 5 * MIN,
    category: 'network',
    confidence: 0.8,
    skills: [{ skill: 'Networking', level: 1, must: true }],
    effort: 45,
    onSite: 0.1,
    priority: 3,
    tier: 'silver',
    respondBy: NOW + 2 * HOUR,
    resolveBy: NOW + DAY,
    clientId: 'client_1',
    preferred: [],
    refused: [],
    knows: {},
    asked: [],
    ...facts,
  };
}

export function snapshot(
  technicians: readonly TechnicianFacts[],
  tickets: readonly TicketFacts[],
  policy: Partial<RoutingPolicy> = {},
): PassSnapshot {
  return { at: NOW, technicians, tickets, policy: { ...DEFAULT_ROUTING_POLICY, ...policy } };
}
