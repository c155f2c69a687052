/** Identity as a value: random in production, counted in the demo and the tests, so that runs repeat. */
export interface Ids {
  /** A new id, unique for ever in this installation, such as `offer_3f…`. `[a-z0-9_]`, at most 40 characters. */
  next(kind: string): string;
}

/** Ids of 96 random bits. `random` returns that many hex digits (crypto.randomBytes in production). */
export function randomIds(random: (hexDigits: number) => string): Ids {
  return { next: (kind) => `${kind}_${random(24)}` };
}

/** Ids that count up: `offer_1`, `offer_2`. For worlds that must be repeatable. */
export function countedIds(): Ids {
  const counts = new Map<string, number>();
  return {
    next: (kind) => {
      const n = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, n);
      return `${kind}_${n}`;
    },
  };
}
