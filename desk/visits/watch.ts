import { asCoded } from '../../model/errors.ts';
import { createAvailability } from '../availability.ts';
import type { DeskDeps } from '../deps.ts';
import { everybody } from '../directory.ts';
import { calendarsOf } from './calendar-book.ts';
import { followOutside } from './follow-outside.ts';
import { sendDays } from './mornings.ts';
import { withdrawFromAbsent } from './offers-follow.ts';
import type { VisitParts } from './parts.ts';
import { withCalendars } from './routing-facts.ts';
import { sweepOrphans } from './sweep.ts';

const MINUTE = 60_000;

/** How often Bookings and calendars are looked at when nothing has hinted that they changed, ms. */
export const WATCH_MS = 2 * MINUTE;
const SWEEP_MS = 60 * MINUTE;

/**
 * Watches what people do outside: keeps calendars warm, follows appointments that were moved or cancelled there, and looks
 * for what a crash left behind. One copy at a time. Each part outlives the failure of another.
 */
export function visitWatch(parts: VisitParts, moved: () => void): (deps: DeskDeps) => Promise<void> {
  let availability: ReturnType<typeof createAvailability> | undefined;
  let sweptAt: number | undefined;

  async function part(log: DeskDeps['log'], name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn('visits.watch-failed', { part: name, code: asCoded(error).code, cause: error });
    }
  }

  return async (deps) => {
    const { store, clock, log } = deps;
    availability ??= createAvailability(deps);
    const hours = availability;
    sweptAt ??= clock.now();
    await part(log, 'calendars', async () => {
      const people = (await everybody(store)).filter(
        ({ data }) => data.active && data.agentId !== undefined && data.mail !== undefined,
      );
      await calendarsOf(deps, parts, people, { maxAgeMs: WATCH_MS - 1 });
      const agents = people.flatMap(({ data }) => data.agentId ?? []);
      const busy = await withCalendars(deps, parts, people, await hours.of(agents));
      if (await withdrawFromAbsent(deps, people, busy)) moved();
    });
    await part(log, 'appointments', () => followOutside(deps, parts));
    await part(log, 'days', () => sendDays(deps, parts));
    if (clock.now() - sweptAt >= SWEEP_MS) {
      sweptAt = clock.now();
      await part(log, 'orphans', () => sweepOrphans(deps, parts));
    }
  };
}
