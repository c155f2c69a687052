import type { Place, Point } from '../model/visit.ts';
import type { TravelPolicy } from './policy.ts';

const EARTH_KM = 6371;
const RADIANS = Math.PI / 180;

/** Where a travel time comes from: a map's answer, the offline estimate, or an assumption because a place is unknown. */
export type TravelBasis = 'matrix' | 'estimate' | 'assumption';

export interface TravelTime {
  /** Whole minutes, walking in and parking included. */
  readonly minutes: number;
  readonly basis: TravelBasis;
}

/**
 * A place made ready for arithmetic: its key for the table, and its point as a unit vector, so that 20,000 distances
 * of one search cost a few milliseconds.
 */
export interface Site {
  readonly key: string;
  readonly vector: readonly [x: number, y: number, z: number] | undefined;
}

/** Minutes that a map gave, by the keys of origin and destination; the caller keeps it, we read it. */
export type TravelTable = ReadonlyMap<string, ReadonlyMap<string, number>>;

export type Travel = (from: Site, to: Site) => TravelTime;

/** Coordinates to three digits (about 100 m) are one place. Without a point, the address is the key. */
export function siteOf(place: Place | undefined): Site {
  const point = place?.point;
  if (point === undefined || !Number.isFinite(point.lat) || !Number.isFinite(point.lon))
    return { key: `?${place?.address.trim().toLowerCase() ?? ''}`, vector: undefined };
  const [lat, lon] = [point.lat * RADIANS, point.lon * RADIANS];
  return {
    key: pointKey(point),
    vector: [Math.cos(lat) * Math.cos(lon), Math.cos(lat) * Math.sin(lon), Math.sin(lat)],
  };
}

function pointKey({ lat, lon }: Point): string {
  return `${lat.toFixed(3)},${lon.toFixed(3)}`;
}

/**
 * Travel between two places: none within one place, else what the table says, else the estimate, else (one of the
 * two is not on the map) the assumption. Two places without a point are one only if their address is the same.
 */
export function travelWith(policy: TravelPolicy, table?: TravelTable): Travel {
  const assumed: TravelTime = { minutes: policy.unknownMinutes, basis: 'assumption' };
  return (from, to) => {
    if (from.key === to.key && from.key !== '?') return { minutes: 0, basis: 'matrix' };
    const known = table?.get(from.key)?.get(to.key);
    if (known !== undefined) return { minutes: known, basis: 'matrix' };
    if (from.vector === undefined || to.vector === undefined) return assumed;
    return { minutes: estimate(kilometres(from.vector, to.vector), policy), basis: 'estimate' };
  };
}

/**
 * Adds a travel port's answer to a table. A map gives driving time only, so access is added and the sum rounded up;
 * an estimate has both already. Pairs without an answer stay out and are estimated.
 */
export function withMatrix(
  table: TravelTable,
  answer: {
    readonly source: 'azure-maps' | 'estimate';
    readonly origins: readonly Point[];
    readonly destinations: readonly Point[];
    readonly minutes: readonly (readonly (number | undefined)[])[];
  },
  policy: TravelPolicy,
): TravelTable {
  const grown = new Map([...table].map(([from, row]) => [from, new Map(row)]));
  answer.origins.forEach((origin, o) => {
    const row = grown.get(pointKey(origin)) ?? new Map<string, number>();
    answer.destinations.forEach((destination, d) => {
      const minutes = answer.minutes[o]?.[d];
      if (minutes === undefined || !Number.isFinite(minutes) || minutes < 0) return;
      const extra = answer.source === 'azure-maps' ? policy.accessMinutes : 0;
      row.set(pointKey(destination), roundedUp(minutes + extra, policy));
    });
    grown.set(pointKey(origin), row);
  });
  return grown;
}

/**
 * The offline estimate in minutes: great-circle km by the road factor, at a speed that depends on the way's length,
 * plus access, rounded up. Good enough to keep visits apart, and always marked an estimate.
 */
function estimate(kilometresByAir: number, policy: TravelPolicy): number {
  const driven = kilometresByAir * policy.roadFactor;
  const speed = policy.speeds.find(({ belowKm }) => driven < belowKm)?.kmPerHour ?? policy.beyondKmPerHour;
  return roundedUp((driven / speed) * 60 + policy.accessMinutes, policy);
}

/** A nanosecond over a step is not a step more. */
function roundedUp(minutes: number, { roundUpMinutes }: TravelPolicy): number {
  return Math.ceil(minutes / roundUpMinutes - 1e-9) * roundUpMinutes;
}

/** By the chord, which stays exact where the cosine of a small angle does not. */
function kilometres(a: NonNullable<Site['vector']>, b: NonNullable<Site['vector']>): number {
  const chord = Math.sqrt((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
  return 2 * EARTH_KM * Math.asin(Math.min(1, chord / 2));
}
