import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visitNumbers, type CountedVisit } from '../../desk/visits/views/numbers.ts';
import type { VisitPeriod } from '../../model/visit-view.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

function booked(hours: number, more: Partial<CountedVisit> = {}): CountedVisit {
  return { state: 'confirmed', moves: 0, assignedAt: 0, confirmedAt: hours * HOUR, confirmedBy: 'client', ...more };
}

const slotAt = (start: number) => ({ start, end: start + HOUR, personIds: ['ana'], beforeMinutes: 0, afterMinutes: 0 });
const month = { from: 0, to: 30 * DAY };

describe('visit numbers', () => {
  it('give the time within which half and nine in ten of the visits were confirmed', () => {
    const visits = [5, 1, 3, 2, 4, 10, 9, 8, 7, 6].map((hours) => booked(hours));
    expect(visitNumbers(visits, month).waitMs).toEqual({
      least: HOUR,
      median: 5 * HOUR,
      p90: 9 * HOUR,
      most: 10 * HOUR,
    });
  });

  it('give no typical time for four visits, and one for five', () => {
    const four = [1, 2, 3, 4].map((hours) => booked(hours));
    expect(visitNumbers(four, month).waitMs).toEqual({ least: HOUR, most: 4 * HOUR });
    expect(visitNumbers([...four, booked(9)], month).waitMs?.median).toBe(3 * HOUR);
  });

  it('count the person who chose the first time, whoever moved the visit later', () => {
    const moved = booked(1, { state: 'done', slot: slotAt(5 * DAY), moves: 2 });
    const byPhone = booked(1, { confirmedBy: 'dispatcher' });
    expect(visitNumbers([moved, byPhone], month)).toMatchObject({ confirmed: 2, byClient: 1, tookPlace: 1, moves: 2 });
  });

  it('count moves only for visits that took place', () => {
    const still = booked(1, { moves: 3, slot: slotAt(5 * DAY) });
    const gone = booked(1, { moves: 3, state: 'cancelled', cancelledAt: 2 * DAY, slot: slotAt(5 * DAY) });
    expect(visitNumbers([still, gone], month)).toMatchObject({ tookPlace: 0, moves: 0, cancelled: 1 });
  });
});

const span = 90 * DAY;
const instant = fc.integer({ min: 0, max: span });
const visit: fc.Arbitrary<CountedVisit> = fc.record(
  {
    state: fc.constantFrom('offered', 'confirmed', 'done', 'cancelled'),
    moves: fc.nat(6),
    assignedAt: instant,
    slot: instant.map(slotAt),
    confirmedAt: instant,
    confirmedBy: fc.constantFrom('client', 'dispatcher', 'replan', 'outside'),
    unansweredAt: instant,
    cancelledAt: instant,
  },
  { requiredKeys: ['state', 'moves', 'assignedAt'] },
);
const visits = fc.array(visit, { maxLength: 40 });
const COUNTS = ['confirmed', 'byClient', 'unanswered', 'cancelled', 'tookPlace', 'moves'] as const;

describe('visit numbers for any visits', () => {
  it('keep shares between none and all, and a typical time between the shortest and the longest', () => {
    fc.assert(
      fc.property(visits, instant, instant, (all, a, b) => {
        const found = visitNumbers(all, { from: Math.min(a, b), to: Math.max(a, b) });
        for (const name of COUNTS) expect(found[name]).toBeGreaterThanOrEqual(0);
        expect(found.byClient).toBeLessThanOrEqual(found.confirmed);
        if (found.tookPlace === 0) expect(found.moves).toBe(0);
        expect(found.waitMs === undefined).toBe(found.confirmed === 0);
        if (!found.waitMs) return;
        const { least, median = least, p90 = median, most } = found.waitMs;
        expect([least, median, p90, most]).toEqual([least, median, p90, most].sort((x, y) => x - y));
        expect(found.waitMs.median === undefined).toBe(found.confirmed < 5);
      }),
    );
  });

  it('do not depend on the order in which visits are read', () => {
    const shuffled = visits.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(visitNumbers(other, { from: DAY, to: 60 * DAY })).toEqual(
          visitNumbers(all, { from: DAY, to: 60 * DAY }),
        );
      }),
    );
  });

  it('add up over two adjacent periods: nothing is counted twice or lost', () => {
    fc.assert(
      fc.property(visits, instant, (all, cut) => {
        const parts = [
          visitNumbers(all, { from: 0, to: cut }),
          visitNumbers(all, { from: cut, to: span + 1 }),
        ] as const;
        const whole = visitNumbers(all, { from: 0, to: span + 1 });
        const sum = (name: (typeof COUNTS)[number]) => parts.reduce((n, part: VisitPeriod) => n + part[name], 0);
        for (const name of COUNTS) expect(sum(name), name).toBe(whole[name]);
      }),
    );
  });
});
