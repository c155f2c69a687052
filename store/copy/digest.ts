import { createHash } from 'node:crypto';
import { canonicalJson } from '../../model/canonical.ts';
import type { Page } from './archive.ts';

const BITS = 256n;

/**
 * The count and hash of many items in any order: the sum of their SHA-256 hashes. The engines order items differently,
 * and equal sums mean equal items.
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
 * Each engine numbers effects in its own way. Only the order within a lane matters, so a whole lane is one item here.
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

/** Systems that cut texts by length leave half surrogate pairs, which BSON cannot store; they become U+FFFD. */
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
