/** Repeatable randomness: the same name gives the same values, so a world does not depend on the order of calls. */
export interface Random {
  /** `[0, 1)`. */
  next(): number;
  /** A whole number, `0` to `below - 1`. */
  below(below: number): number;
  chance(probability: number): boolean;
  pick<T>(list: readonly [T, ...T[]] | readonly T[]): T;
  pickWeighted<T>(list: readonly T[], weight: (item: T) => number): T;
  /** Lognormal around a median; `sigma` is that of the logarithm. */
  around(median: number, sigma: number): number;
  /** A Poisson-distributed count with this mean. */
  poisson(mean: number): number;
}

/** Returns the random stream of a name, such as `randomOf(seed, 'arrivals', hour)` (FNV-1a into mulberry32). */
export function randomOf(...name: readonly (string | number)[]): Random {
  let hash = 0x811c9dc5;
  for (const character of name.join('/')) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  let state = hash >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]): T => {
    const item = list[Math.floor(next() * list.length)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  };
  return {
    next,
    pick,
    below: (below) => Math.floor(next() * below),
    chance: (probability) => next() < probability,
    pickWeighted(list, weight) {
      let left = next() * list.reduce((sum, item) => sum + weight(item), 0);
      return list.find((item) => (left -= weight(item)) < 0) ?? pick(list);
    },
    around: (median, sigma) => median * Math.exp(sigma * normal(next)),
    poisson(mean) {
      const limit = Math.exp(-mean);
      let count = 0;
      for (let product = next(); product > limit; product *= next()) count += 1;
      return count;
    },
  };
}

/** A normal deviate by the Box-Muller transform. */
function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}
