import type { Point } from '../../model/visit.ts';

const EARTH_KM = 6_371;
/** Beyond this there is no road in this world: an ocean lies between. */
const FARTHEST_KM = 1_500;
/** Kilometres of road for one of bird's flight, and kilometres an hour, by distance: streets, trunk roads, motorways. */
const ROADS: readonly (readonly [belowKm: number, detour: number, kmh: number])[] = [
  [5, 1.45, 24],
  [20, 1.35, 42],
  [80, 1.28, 68],
  [Infinity, 1.22, 92],
];
/** By hour of the day (UTC): what traffic makes of a drive. */
const RUSH: Readonly<Record<number, number>> = { 7: 1.25, 8: 1.4, 9: 1.15, 15: 1.1, 16: 1.3, 17: 1.4, 18: 1.2 };

export interface Drive {
  readonly meters: number;
  readonly seconds: number;
  /** With the traffic of that hour. */
  readonly trafficSeconds: number;
}

/** A drive in the simulated world; the same every time, and not the same back. `undefined`: there is no way. */
export function drive(from: Point, to: Point, departAt: number): Drive | undefined {
  const km = birdsKm(from, to);
  if (km > FARTHEST_KM) return undefined;
  const [, detour, kmh] = ROADS.find(([below]) => km < below) ?? [0, 1.2, 90];
  // One-way streets and traffic lights: each pair has its own, within a tenth.
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

/** 0 to 1, fixed for the pair in this direction. */
function fraction(from: Point, to: Point): number {
  const mixed = Math.sin(from.lat * 12.9898 + from.lon * 78.233 + to.lat * 37.719 + to.lon * 93.9898) * 43_758.5453;
  return mixed - Math.floor(mixed);
}
