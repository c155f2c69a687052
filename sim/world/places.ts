import type { Point } from '../../model/visit.ts';
import { randomOf } from './random.ts';

/**
 * The coordinates of the world's towns (WGS 84, two decimals): the Thames Valley, and two cities across the Atlantic.
 */
const TOWNS: Readonly<Record<string, readonly [lat: number, lon: number]>> = {
  Ascot: [51.41, -0.68],
  Basingstoke: [51.27, -1.09],
  Boston: [42.36, -71.06],
  'Bourne End': [51.58, -0.71],
  Bracknell: [51.42, -0.75],
  Farnborough: [51.29, -0.75],
  Guildford: [51.24, -0.57],
  Hayes: [51.5, -0.42],
  Henley: [51.54, -0.9],
  Maidenhead: [51.52, -0.72],
  Marlow: [51.57, -0.77],
  'New York': [40.75, -73.98],
  Newbury: [51.4, -1.32],
  Oxford: [51.75, -1.26],
  Reading: [51.45, -0.97],
  Slough: [51.51, -0.6],
  Thatcham: [51.4, -1.26],
  Twyford: [51.48, -0.86],
  Windsor: [51.48, -0.61],
  Wokingham: [51.41, -0.84],
};

/** The MSP's own office. */
export const OFFICE = { address: '1 Forbury Place, Reading', point: { lat: 51.458, lon: -0.966 } } as const;

/** An address in a town, within about a mile of its centre; the same for the same seed and name. */
export function pointIn(town: string, seed: number, of: string): Point {
  const middle = TOWNS[town];
  if (!middle) throw new RangeError(`${town} is on no map of this world`);
  const random = randomOf(seed, 'place', town, of);
  const off = () => (random.next() - 0.5) * 0.03;
  return { lat: rounded(middle[0] + off()), lon: rounded(middle[1] + off()) };
}

/** Five decimals are about one metre, precise enough for an address. */
const rounded = (degrees: number) => Math.round(degrees * 100_000) / 100_000;
