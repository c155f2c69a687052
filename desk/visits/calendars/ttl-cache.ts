import type { Clock } from '../../../model/clock.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const MINUTE = 60_000;

/**
 * An answer that stays good for a while: asked for once, also by many at once; a failure is not kept. Each copy of the
 * process has its own, since it can be asked for again at any time.
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
 * The parts as the desk uses them: what the business offers changes with the seasons, shifts with the hour, presence with
 * the minute, and a pass over the queue must not cost a request for each.
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
      // The directory changes rarely; what was asked for before it did is not kept.
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
