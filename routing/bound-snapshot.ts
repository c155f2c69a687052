import type { PassSnapshot, TechnicianFacts, TicketFacts } from '../model/decision.ts';
import type { Interval } from '../model/technician.ts';
import { byText, byUrgency } from './order.ts';
import { HORIZON_MS } from './policy.ts';

/** What a snapshot holds at most: about a megabyte, whatever comes in. */
export const SNAPSHOT_BOUNDS = {
  technicians: 300,
  tickets: 1_000,
  /** Shifts, and busy times, of one technician. */
  spans: 100,
  skills: 60,
  needs: 12,
  /** People who know the client, or whom it prefers. */
  people: 40,
} as const;

/**
 * Makes a snapshot small and its order fixed before it is decided and stored. What falls off, and why that is safe:
 * - technicians who left or cannot be reached, then those beyond the bound by id: they would be gated anyway;
 * - tickets beyond the bound, least urgent first: they are in no verdict and wait for a pass with room for them;
 * - shifts and busy times that are over, or later than two weeks: nothing starts then;
 * - of those who know the client, the ones who solved least; of skills, the lowest, and of needs, those that are no must.
 * People asked or refused stay, as many as there can be technicians: dropping one would ask them again.
 */
export function boundSnapshot(full: PassSnapshot): PassSnapshot {
  const bounds = SNAPSHOT_BOUNDS;
  const useless = (technician: TechnicianFacts) => Number(!(technician.active && technician.reachable));
  return {
    ...full,
    technicians: [...full.technicians]
      .sort((a, b) => useless(a) - useless(b) || byText(a.personId, b.personId))
      .slice(0, bounds.technicians)
      .map((technician) => boundTechnician(technician, full.at)),
    tickets: [...full.tickets].sort(byUrgency).slice(0, bounds.tickets).map(boundTicket),
  };
}

function boundTechnician(technician: TechnicianFacts, at: number): TechnicianFacts {
  const { shifts, busy, skills, ...rest } = technician;
  return {
    ...rest,
    skills: [...skills].sort((a, b) => b.level - a.level || byText(a.name, b.name)).slice(0, SNAPSHOT_BOUNDS.skills),
    busy: inSight(busy, at),
    ...(shifts === undefined ? {} : { shifts: inSight(shifts, at) }),
  };
}

function inSight<T extends Interval>(spans: readonly T[], at: number): T[] {
  return spans
    .filter((span) => span.end > at && span.start < at + HORIZON_MS)
    .sort((a, b) => a.start - b.start || a.end - b.end)
    .slice(0, SNAPSHOT_BOUNDS.spans);
}

function boundTicket(ticket: TicketFacts): TicketFacts {
  const { people, needs } = SNAPSHOT_BOUNDS;
  const knows = Object.entries(ticket.knows)
    .sort(([a, n], [b, m]) => m - n || byText(a, b))
    .slice(0, people);
  return {
    ...ticket,
    // A need that must be met is never cut in favour of one that need not.
    skills: [...ticket.skills].sort((a, b) => Number(b.must) - Number(a.must)).slice(0, needs),
    preferred: ticket.preferred.slice(0, people),
    refused: ticket.refused.slice(0, SNAPSHOT_BOUNDS.technicians),
    asked: ticket.asked.slice(0, SNAPSHOT_BOUNDS.technicians),
    knows: Object.fromEntries(knows),
  };
}
