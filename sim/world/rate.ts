import { DateTime } from 'luxon';
import { randomOf } from './random.ts';

const HOUR = 3_600_000;

/** Tickets per weekday for a desk with twelve technicians. */
const PER_WEEKDAY = 55;

/**
 * Weekday arrivals by local hour at a real service desk (reference "Measuring dispatch honestly"), in arbitrary units.
 */
const BY_HOUR = [
  3.05, 2.58, 1.71, 1.44, 1.48, 1.52, 3.86, 7.86, 36.5, 43.9, 41.4, 35.8, 19.2, 23.7, 32.5, 30.8, 26.9, 15.3, 6.24,
  3.79, 2.97, 4.88, 3.0, 1.88,
];
const SUM = BY_HOUR.reduce((sum, rate) => sum + rate, 0);
/** Factors for Monday to Sunday, from the same source. */
const BY_DAY = [1.24, 0.99, 1.05, 0.88, 0.83, 0.14, 0.12];
/** How much single days and hours deviate from the mean: the source's coefficients of variation, used as sigma. */
const DAY_SIGMA = 0.116;
const HOUR_SIGMA = 0.29;

/** How busy a local hour is, 0 to 1. It also decides whose clients write when time zones differ. */
export function busyness(at: number, zone: string): number {
  return (BY_HOUR[DateTime.fromMillis(at, { zone }).hour] ?? 0) / Math.max(...BY_HOUR);
}

/**
 * The mean number of tickets in the hour that begins at `start` (ms), from hour, weekday and this day's random factor.
 */
export function meanOfHour(seed: number, start: number, zone: string): number {
  const local = DateTime.fromMillis(start, { zone });
  const day = randomOf(seed, 'day', local.toISODate() ?? '').around(1, DAY_SIGMA);
  const hour = randomOf(seed, 'hour', Math.floor(start / HOUR)).around(1, HOUR_SIGMA);
  return ((BY_HOUR[local.hour] ?? 0) / SUM) * PER_WEEKDAY * (BY_DAY[local.weekday - 1] ?? 0) * day * hour;
}
