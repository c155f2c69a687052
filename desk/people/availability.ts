import type { Busy, Interval } from '../../model/technician.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';

const DAY = 24 * 3_600_000;
/** How long the PSA's calendars are cached. This is recent enough for remote work; visits read them fresh each time. */
const FRESH_MS = 10 * 60_000;

export interface Availability {
  /** Absent: this person's hours are unknown, which means neither free nor off. */
  readonly shifts: ReadonlyMap<string, readonly Interval[]>;
  readonly busy: ReadonlyMap<string, readonly Busy[]>;
}

/** Working hours and busy times for the coming days, by PSA agent id, read at most every ten minutes. */
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
        // For two hours a stale answer is better than none. After that, hours count as unknown: routing adds a cost and
        // shows it.
        if (!known || now - known.at > 2 * 3_600_000) return { shifts: new Map(), busy: new Map() };
      }
      return known;
    },
  };
}
