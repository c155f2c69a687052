import { median } from '../figures.ts';

/** A bound on a ratio, and whether it is the least or the most that is promised. */
export interface Bound {
  readonly atLeast?: number;
  readonly atMost?: number;
}

/** One value by another, turn by turn: what slowed one turn down slowed both. */
export function ratios(values: readonly number[], by: readonly number[]): number[] {
  return values.map((value, n) => value / (by[n] ?? NaN));
}

/** Does the median keep the bound? */
export function holds(values: readonly number[], { atLeast, atMost }: Bound): boolean {
  const value = median(values);
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}

/** What each of them has of the whole, as a fraction of 1, largest first; nothing when nobody spent anything. */
export function shares(spent: readonly Readonly<Record<string, number>>[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const round of spent) for (const [name, ms] of Object.entries(round)) sums.set(name, (sums.get(name) ?? 0) + ms);
  const whole = [...sums.values()].reduce((sum, ms) => sum + ms, 0);
  if (whole === 0) return [];
  return [...sums].map(([name, ms]) => [name, ms / whole] as const).sort((a, b) => b[1] - a[1]);
}
