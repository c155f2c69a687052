import type { Point } from '../model/visit.ts';

const HOUR = 60 * 60_000;
const WEEK = 7 * 24 * HOUR;
/** Roads change slowly, so results are kept long. A failed route may have been a temporary problem. */
const KEPT_MS = 30 * 24 * HOUR;
const FAILED_KEPT_MS = HOUR;
/** Limit on cached pairs, about 10 MB; the oldest is dropped first. */
const MOST = 50_000;

/** A travel time in minutes; `undefined` if there is no route. */
export interface Travel {
  readonly minutes: number | undefined;
}

/** Caches travel times by rounded places (about 100 m) and by hour of the week, on which usual traffic depends. */
export function createTravelCache() {
  const held = new Map<string, Travel & { readonly until: number }>();

  return {
    get(from: Point, to: Point, departAt: number, now: number): Travel | undefined {
      const found = held.get(keyOf(from, to, departAt));
      return found && found.until > now ? found : undefined;
    },
    put(from: Point, to: Point, departAt: number, minutes: number | undefined, now: number): void {
      const key = keyOf(from, to, departAt);
      held.delete(key);
      held.set(key, { minutes, until: now + (minutes === undefined ? FAILED_KEPT_MS : KEPT_MS) });
      const [oldest] = held.keys();
      if (held.size > MOST && oldest !== undefined) held.delete(oldest);
    },
  };
}

function keyOf(from: Point, to: Point, departAt: number): string {
  const hour = Math.floor((departAt % WEEK) / HOUR);
  return [from.lat, from.lon, to.lat, to.lon].map((degrees) => degrees.toFixed(3)).join(' ') + ` ${hour}`;
}
