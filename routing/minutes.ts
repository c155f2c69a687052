/** Milliseconds of a minute. */
export const MINUTE = 60_000;

/** No single item, however hostile its facts, costs more than two years, so sums stay within exact integers. */
export const MOST = 100_000_000;

/** Whole hundredths of a minute, bounded; a value that is not a number costs the maximum. */
export function hundredths(value: number): number {
  if (Number.isNaN(value)) return MOST;
  // `+ 0` turns -0 into 0, because JSON would not preserve -0.
  return Math.max(-MOST, Math.min(MOST, Math.round(value))) + 0;
}

/** Minutes as hundredths. */
export function fromMinutes(minutes: number): number {
  return hundredths(minutes * 100);
}
