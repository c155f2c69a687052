import type { Busy, Interval } from '../../model/technician.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';

const DAY = 24 * 3_600_000;
/** How old an answer of the PSA's calendars may be. Work for now needs no better; visits ask anew each time. */
const FRESH_MS = 10 * 60_000;

export interface Availability {
  /** Absent: nobody knows this person's hours; unknown is not free and not off. */
  readonly shifts: ReadonlyMap<string, readonly Interval[]>;
  readonly busy: ReadonlyMap<string, readonly Busy[]>;
}

/** Working hours and busy times of the coming days, by PSA agent id, read at most every ten minutes. */
export function createAvailability(deps: Pick<DeskDeps, 'psa' | 'clock' | 'log'>, days = 7) {
  let known: (Availability & { at: number; agents: string }) | undefined;
  return {
    async of(agentIds: readonly string[]): Promise<Availability> {
      if (agentIds.length === 0) return { shifts: new Map(), busy: new Map() };
      const now = deps.clock.now();
      const agents = [...agentIds].sort().join();
      if (known && known.agents === agents && now - known.at < FRESH_MS) return known;
      try {
        const shifts = await deps.psa.workingHours(agentIds, now - DAY, now + days * DAY);
        const busy = await deps.psa.busy(agentIds, now - DAY, now + days * DAY);
        known = { shifts, busy, at: now, agents };
      } catch (error) {
        deps.log.warn('availability.unknown', { code: asCoded(error).code });
        // An old answer beats none for two hours; after that hours are unknown, which costs, and is said.
        if (!known || now - known.at > 2 * 3_600_000) return { shifts: new Map(), busy: new Map() };
      }
      return known;
    },
  };
}
