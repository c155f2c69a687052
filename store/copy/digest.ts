import { createHash } from 'node:crypto';
import { canonicalJson } from '../../model/canonical.ts';
import type { Page } from './archive.ts';

const BITS = 256n;

/**
 * The count and the hash of many things in whatever order they come: the sum of their SHA-256 hashes. Engines order
 * differently; equal sums mean equal things.
 */
export class Digest {
  #sum = 0n;
  #count = 0;

  add(page: Page): void {
    for (const thing of thingsOf(page)) {
      const hash = createHash('sha256').update(canonicalJson(thing)).digest('hex');
      this.#sum = BigInt.asUintN(Number(BITS), this.#sum + BigInt(`0x${hash}`));
      this.#count += 1;
    }
  }

  get count(): number {
    return this.#count;
  }

  get hash(): string {
    return this.#sum.toString(16).padStart(64, '0');
  }
}

/**
 * Numbers of effects are an engine's own: that each lane keeps its order is what counts, and a lane is one thing here.
 */
function thingsOf(page: Page): readonly unknown[] {
  switch (page.kind) {
    case 'documents':
      return page.items.map(wellFormed);
    case 'settled':
      return page.items.map(({ seq: _seq, ...effect }) => wellFormed(effect));
    case 'lanes':
      return page.items.map(({ lane, effects }) =>
        wellFormed({ lane, effects: effects.map(({ seq: _seq, ...effect }) => effect) }),
      );
    case 'attempts':
      return page.items;
  }
}

/** Half a surrogate pair, as systems leave that cut texts by length, cannot be kept in BSON: it becomes U+FFFD. */
function wellFormed(thing: unknown): unknown {
  if (typeof thing === 'string') return thing.toWellFormed();
  if (Array.isArray(thing)) return thing.map(wellFormed);
  if (typeof thing !== 'object' || thing === null) return thing;
  return Object.fromEntries(
    Object.entries(thing).flatMap(([key, value]) =>
      value === undefined ? [] : [[key.toWellFormed(), wellFormed(value)] as const],
    ),
  );
}
