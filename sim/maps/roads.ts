import type { Point } from '../../model/visit.ts';

const EARTH_KM = 6_371;
/** Points farther apart have no road between them, as if across an ocean. */
const FARTHEST_KM = 1_500;
/** Detour factor and average speed by straight-line distance: streets, trunk roads, motorways. */
const ROADS: readonly (readonly [belowKm: number, detour: number, kmh: number])[] = [
  [5, 1.45, 24],
  [20, 1.35, 42],
  [80, 1.28, 68],
  [Infinity, 1.22, 92],
];
/** Traffic factor on a drive's duration, by hour of the day (UTC). */
const RUSH: Readonly<Record<number, number>> = { 7: 1.25, 8: 1.4, 9: 1.15, 15: 1.1, 16: 1.3, 17: 1.4, 18: 1.2 };

export interface Drive {
  readonly meters: number;
  readonly seconds: number;
  /** Including the traffic at that hour. */
  readonly trafficSeconds: number;
}

/** A drive in the simulated world. Repeatable, but the way back differs. Returns `undefined` if there is no road. */
export function drive(from: Point, to: Point, departAt: number): Drive | undefined {
  const km = birdsKm(from, to);
  if (km > FARTHEST_KM) return undefined;
  const [, detour, kmh] = ROADS.find(([below]) => km < below) ?? [0, 1.2, 90];
  // Stands for one-way streets and traffic lights: a fixed factor per pair, from -5 to +10 percent.
  const luck = 0.95 + 0.15 * fraction(from, to);
  const meters = Math.round(km * 1_000 * detour);
  const seconds = Math.round((meters / 1_000 / kmh) * 3_600 * luck);
  const rush = RUSH[new Date(departAt).getUTCHours()] ?? 1;
  return { meters, seconds, trafficSeconds: Math.round(seconds * rush) };
}

export function birdsKm(a: Point, b: Point): number {
  const rad = Math.PI / 180;
  const dLat = (b.lat - a.lat) * rad;
  const dLon = (b.lon - a.lon) * rad;
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A number from 0 to 1, fixed for the pair in this direction. */
function fraction(from: Point, to: Point): number {
  const mixed = Math.sin(from.lat * 12.9898 + from.lon * 78.233 + to.lat * 37.719 + to.lon * 93.9898) * 43_758.5453;
  return mixed - Math.floor(mixed);
}
