import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { covered, figure, median, quantile, spread } from '../../bench/figures.ts';

describe('benchmark figures', () => {
  it.each([
    [[3], 3],
    [[3, 1], 2],
    [[9, 1, 5], 5],
    [[4, 1, 2, 3], 2.5],
  ])('the median of %j is %d', (values, expected) => {
    expect(median(values)).toBe(expected);
  });

  it('a quantile is one of the values and grows with its share', () => {
    const values = fc.array(fc.double({ noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (some, share) => {
        expect(some).toContain(quantile(some, share));
        expect(quantile(some, share)).toBeLessThanOrEqual(quantile(some, 1));
        expect(quantile(some, 0)).toBe(some.reduce((least, one) => Math.min(least, one)));
      }),
    );
  });

  it('numbers are printed with three significant figures', () => {
    expect([figure(0.123), figure(12.34), figure(1234.5)]).toEqual(['0.12', '12.3', '1235']);
    expect(spread([3, 1, 2])).toBe('2.00 (1.00 to 3.00)');
  });
});

describe('the time that requests cover', () => {
  it.each([
    ['nothing', [], 0],
    ['one inside', [[2, 5]], 3],
    [
      'two that overlap count once',
      [
        [2, 5],
        [4, 8],
      ],
      6,
    ],
    [
      'one inside another',
      [
        [2, 8],
        [3, 4],
      ],
      6,
    ],
    [
      'what lies outside does not count',
      [
        [-5, 1],
        [9, 20],
      ],
      2,
    ],
    ['all of it', [[-5, 20]], 10],
  ] as [string, [number, number][], number][])('%s', (_what, intervals, expected) => {
    expect(covered(intervals, 0, 10)).toBe(expected);
  });

  it('equals a count over every instant', () => {
    const interval = fc
      .tuple(fc.integer({ min: -20, max: 40 }), fc.integer({ min: 0, max: 20 }))
      .map(([from, length]): [number, number] => [from, from + length]);
    fc.assert(
      fc.property(fc.array(interval), (intervals) => {
        const instants = Array.from({ length: 20 }, (_, at) => at);
        const inside = instants.filter((at) => intervals.some(([from, to]) => from <= at && at < to));
        expect(covered(intervals, 0, 20)).toBe(inside.length);
      }),
    );
  });
});
