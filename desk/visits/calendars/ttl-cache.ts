import type { Clock } from '../../../model/clock.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const MINUTE = 60_000;

/**
 * Caches an answer for a while. Concurrent callers share one request, and a failure is not cached. Each instance has
 * its own cache, because the answer can be requested again at any time.
 */
function ttlCache<T>(clock: Clock, ms: number, load: () => Promise<T>): () => Promise<T> {
  let known: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    const now = clock.now();
    if (known && now - known.at < ms) return known.value;
    const value = load();
    const entry = { at: now, value };
    known = entry;
    value.catch(() => {
      if (known === entry) known = undefined;
    });
    return value;
  };
}

/**
 * Adds caches to the visit dependencies: what the business offers changes over months, shifts over hours, presence over
 * minutes, and a pass over the queue must not cost a request for each.
 */
export function withCaches(visitDeps: VisitDeps, clock: Clock): VisitDeps {
  const { presence, spare } = visitDeps;
  const remember = (port: VisitDeps['bookings']): VisitDeps['bookings'] => {
    const business = ttlCache(clock, 10 * MINUTE, () => port.business());
    return {
      mode: port.mode,
      business,
      create: (appointment) => port.create(appointment),
      get: (id) => port.get(id),
      findByKey: (key, around) => port.findByKey(key, around),
      list: (window) => port.list(window),
      move: (id, to) => port.move(id, to),
      cancel: (id, message) => port.cancel(id, message),
    };
  };
  return {
    ...visitDeps,
    bookings: remember(visitDeps.bookings),
    ...(spare ? { spare: remember(spare) } : {}),
    ...(presence ? { presence: rememberPresence(presence, clock) } : {}),
  };
}

function rememberPresence(port: NonNullable<VisitDeps['presence']>, clock: Clock): NonNullable<VisitDeps['presence']> {
  const byIds = new Map<string, () => ReturnType<typeof port.presences>>();
  const byDay = new Map<number, () => ReturnType<typeof port.shifts>>();
  const DAY = 24 * 60 * MINUTE;
  return {
    members: (groupId) => port.members(groupId),
    presences(ids) {
      const key = [...ids].sort().join();
      // The directory changes rarely; entries from before a change are dropped.
      if (!byIds.has(key)) byIds.clear();
      const ask = byIds.get(key) ?? ttlCache(clock, MINUTE, () => port.presences(ids));
      byIds.set(key, ask);
      return ask();
    },
    shifts(from, to) {
      const day = Math.floor(from / DAY);
      if (!byDay.has(day)) byDay.clear();
      const ask = byDay.get(day) ?? ttlCache(clock, 10 * MINUTE, () => port.shifts(day * DAY, to + DAY));
      byDay.set(day, ask);
      return ask();
    },
  };
}
