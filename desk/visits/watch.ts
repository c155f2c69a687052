import { asCoded } from '../../model/errors.ts';
import { createAvailability } from '../people/index.ts';
import type { DeskDeps } from '../deps.ts';
import {
  CalendarNews,
  calendarsOf,
  staleCalendars,
  forgetStaleMarks,
  peopleWithCalendars,
  sweepOrphans,
} from './calendars/index.ts';
import { followOutside } from './follow-outside.ts';
import { sendDays } from './mornings.ts';
import { followCalendars } from '../dispatch/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

const MINUTE = 60_000;

/** How often Bookings and calendars are read without a hint that they changed, ms. */
export const WATCH_MS = 2 * MINUTE;
const SWEEP_MS = 60 * MINUTE;
/** How often to check whether another instance heard of a changed calendar, ms. */
const LOOK_MS = 3_000;
/** A calendar is read at most once in this time, ms, however often Graph reports changes. */
const BREATH_MS = 2_000;

/**
 * Watches changes outside: keeps calendars fresh, follows appointments that were moved or cancelled there, and looks
 * for what a crash left behind. It runs on one instance at a time, and each part survives the failure of another.
 * Calendars that Graph reports as changed are read immediately, all others every two minutes. Returns how long to rest,
 * ms.
 */
export function visitWatch(visitDeps: VisitDeps, moved: () => void): (deps: DeskDeps) => Promise<number> {
  let availability: ReturnType<typeof createAvailability> | undefined;
  let sweptAt: number | undefined;
  let watchedAt = -Infinity;

  async function part(log: DeskDeps['log'], name: string, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
    } catch (error) {
      log.warn('visits.watch-failed', { part: name, code: asCoded(error).code, cause: error });
    }
  }

  /** Reads the calendars that are old or known to have changed; offers follow them. */
  async function readCalendars(deps: DeskDeps, maxAgeMs: number): Promise<void> {
    const { store } = deps;
    const hours = (availability ??= createAvailability(deps));
    const people = await peopleWithCalendars(store);
    const due = new Set(await staleCalendars(store));
    const here = new Set(people.map(({ id }) => id));
    await forgetStaleMarks(
      store,
      [...due].filter((id) => !here.has(id)),
    );
    const stale = maxAgeMs === Infinity ? people.filter(({ id }) => due.has(id)) : people;
    const news = new CalendarNews(deps.clock.now());
    await calendarsOf(deps, visitDeps, stale, { maxAgeMs, due, news });
    const withdrawn = await followCalendars(deps, visitDeps, hours, people, news);
    if (withdrawn || news.any) moved();
  }

  async function everything(deps: DeskDeps): Promise<void> {
    const { log, clock } = deps;
    sweptAt ??= clock.now();
    await part(log, 'calendars', () => readCalendars(deps, WATCH_MS - 1));
    await part(log, 'appointments', () => followOutside(deps, visitDeps));
    await part(log, 'days', () => sendDays(deps, visitDeps));
    if (clock.now() - sweptAt >= SWEEP_MS) {
      sweptAt = clock.now();
      await part(log, 'orphans', () => sweepOrphans(deps, visitDeps));
    }
  }

  return async (deps) => {
    const { clock, instances: copies, log, store } = deps;
    if (clock.now() - watchedAt >= WATCH_MS) {
      watchedAt = clock.now();
      await everything(deps);
    } else if ((await staleCalendars(store, 1)).length > 0) {
      await part(log, 'changed-calendars', () => readCalendars(deps, Infinity));
      await clock.sleep(BREATH_MS);
    }
    const next = Math.max(0, watchedAt + WATCH_MS - clock.now());
    return visitDeps.graphNotifications === undefined || copies.alone ? next : Math.min(LOOK_MS, next);
  };
}
