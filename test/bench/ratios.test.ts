import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holds, ratios, shares } from '../../bench/under-load/ratios.ts';

describe('ratios of rounds', () => {
  it('compare measurements of the same round', () => {
    expect(ratios([10, 30], [20, 30])).toEqual([0.5, 1]);
  });

  it.each([
    [[0.5, 0.6, 0.7], { atLeast: 0.6 }, true],
    [[0.5, 0.59, 0.7], { atLeast: 0.6 }, false],
    [[1.3], { atMost: 1.3 }, true],
    [[1.1, 1.4, 1.5], { atMost: 1.3 }, false],
    [[Number.NaN], { atMost: 1.3 }, false],
  ])('a median of %j keeps %j: %s', (values, bound, expected) => {
    expect(holds(values, bound)).toBe(expected);
  });
});

describe('CPU shares', () => {
  it('cover all rounds together, largest first', () => {
    expect(
      shares([
        { callboard: 10, Teams: 20 },
        { callboard: 50, Teams: 20 },
      ]),
    ).toEqual([
      ['callboard', 0.6],
      ['Teams', 0.4],
    ]);
    expect(shares([{ callboard: 0 }])).toEqual([]);
  });

  it('add up to the whole', () => {
    const spent = fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 1e6 }), { minKeys: 1 });
    fc.assert(
      fc.property(fc.array(spent, { minLength: 1 }), (rounds) => {
        const sum = shares(rounds).reduce((whole, [, share]) => whole + share, 0);
        expect(sum).toBeCloseTo(1);
      }),
    );
  });
});
