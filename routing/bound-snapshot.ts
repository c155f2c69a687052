import type { PassSnapshot, TechnicianFacts, TicketFacts } from '../model/decision.ts';
import type { Interval } from '../model/technician.ts';
import { byText, byUrgency } from './order.ts';
import { HORIZON_MS } from './policy.ts';

/** The limits of a snapshot: about a megabyte, whatever comes in. */
export const SNAPSHOT_BOUNDS = {
  technicians: 300,
  tickets: 1_000,
  /** Shifts and busy times of one technician. */
  spans: 100,
  skills: 60,
  needs: 12,
  /** People who know the client, or whom it prefers. */
  people: 40,
} as const;

/**
 * Makes a snapshot small and fixes its order before it is decided and stored. What is dropped, and why that is safe:
 * - technicians who left or cannot be reached, then those beyond the limit by id: they would be gated anyway;
 * - tickets beyond the limit, least urgent first: they get no verdict and wait for a later pass;
 * - shifts and busy times that are over, or later than two weeks: nothing starts then;
 * - among people who know the client, those who solved least; the lowest skills; and needs that are optional.
 * People who were asked or refused stay, up to the number of technicians: dropping one would ask them again.
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
    // A required need is never dropped in favour of an optional one.
    skills: [...ticket.skills].sort((a, b) => Number(b.must) - Number(a.must)).slice(0, needs),
    preferred: ticket.preferred.slice(0, people),
    refused: ticket.refused.slice(0, SNAPSHOT_BOUNDS.technicians),
    asked: ticket.asked.slice(0, SNAPSHOT_BOUNDS.technicians),
    knows: Object.fromEntries(knows),
  };
}
