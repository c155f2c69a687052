import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SCHEDULING_POLICY, travelWith, withMatrix } from '../../scheduling/index.ts';
import { siteOf } from '../../scheduling/travel.ts';
import type { Point } from '../../model/visit.ts';

const policy = DEFAULT_SCHEDULING_POLICY.travel;
/** Kilometres due north: a degree of latitude is 111.19 km on a sphere of 6371 km. */
const north = (km: number) => ({ lat: 50 + km / 111.194927, lon: 10 });
const from = north(0);
/** Two keys, so that they are two places however near. */
const estimateMinutes = (a: Point, b: Point) => {
  const [one, other] = [a, b].map((point, n) => ({ ...siteOf({ address: '', point }), key: String(n) }));
  return travelWith(policy)(one!, other!).minutes;
};

describe('the offline travel estimate', () => {
  test.each([
    [0, 10],
    [2, 20], // 2.6 km at 25 km/h: 6.2 and 10
    [10, 30], // 13 km at 40: 19.5 and 10
    [40, 60], // 52 km at 65: 48 and 10
    [100, 105], // 130 km at 85: 91.8 and 10
  ])('%d km in a straight line takes %d minutes', (km, minutes) => {
    expect(estimateMinutes(from, north(km))).toBe(minutes);
  });

  test('is the same in both directions, a multiple of five, and never less than walking in', () => {
    const point = fc.record({
      lat: fc.double({ min: -85, max: 85, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(point, point, (a, b) => {
        const minutes = estimateMinutes(a, b);
        expect(minutes).toBe(estimateMinutes(b, a));
        expect(minutes % 5).toBe(0);
        expect(minutes).toBeGreaterThanOrEqual(10);
      }),
    );
  });
});

describe('travel between places', () => {
  const a = { address: 'A', point: north(0) };
  const b = { address: 'B', point: north(10) };
  const nowhere = { address: 'Behind the mill' };
  const way = (one: Parameters<typeof siteOf>[0], other: Parameters<typeof siteOf>[0], table = new Map()) =>
    travelWith(policy, table)(siteOf(one), siteOf(other));

  test('comes from the map where it answers, plus parking', () => {
    const answer = { origins: [a.point], destinations: [b.point], minutes: [[12.2]] };
    expect(way(a, b, withMatrix(new Map(), { source: 'azure-maps', ...answer }, policy) as Map<never, never>)).toEqual({
      minutes: 25,
      basis: 'matrix',
    });
    expect(way(a, b, withMatrix(new Map(), { source: 'estimate', ...answer }, policy) as Map<never, never>)).toEqual({
      minutes: 15,
      basis: 'matrix',
    });
  });

  test('is estimated where the map has no answer, or nonsense', () => {
    for (const minutes of [undefined, -3, NaN, Infinity]) {
      const answer = {
        source: 'azure-maps' as const,
        origins: [a.point],
        destinations: [b.point],
        minutes: [[minutes]],
      };
      expect(way(a, b, withMatrix(new Map(), answer, policy) as Map<never, never>)).toEqual({
        minutes: 30,
        basis: 'estimate',
      });
    }
  });

  test('to an unknown place is an assumption; to the same address it is none', () => {
    expect(way(a, nowhere)).toEqual({ minutes: 30, basis: 'assumption' });
    expect(way(undefined, undefined)).toEqual({ minutes: 30, basis: 'assumption' });
    expect(way(nowhere, { address: 'behind the MILL ' }).minutes).toBe(0);
    expect(way(a, { ...a, address: 'The same house' }).minutes).toBe(0);
    expect(way(a, { address: 'Broken', point: { lat: NaN, lon: 0 } }).basis).toBe('assumption');
  });
});
