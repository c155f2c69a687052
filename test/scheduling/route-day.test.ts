import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exactDay, type PlainDay } from '../../bench/scheduling/exact.ts';
import { plain, randomDay } from '../../bench/scheduling/routes.ts';
import { DEFAULT_SCHEDULING_POLICY, routeDay, travelWith } from '../../scheduling/index.ts';
import { MIN } from './arbitrary.ts';

const travel = travelWith(DEFAULT_SCHEDULING_POLICY.travel);
const seeds = fc.integer({ min: 1, max: 100_000 });

/** All orders of all distributions, tried one by one. */
function bruteForce(day: PlainDay): { served: number; travel: number } {
  let best = { served: 0, travel: 0 };
  const count = day.out.length;
  const go = (left: readonly number[], technician: number, last: number, time: number, sum: number, served: number) => {
    const home = last < 0 ? 0 : day.home[technician]![last]!;
    if (technician + 1 < count) go(left, technician + 1, -1, day.shift[0], sum + home, served);
    else if (served > best.served || (served === best.served && sum + home < best.travel))
      best = { served, travel: sum + home };
    for (const visit of left) {
      const { minutes, clear, window, can } = day.visits[visit]!;
      const way = last < 0 ? day.out[technician]![visit]! : day.between[last]![visit]!;
      const start = Math.max(time + way, window[0]);
      const done = start + minutes + clear;
      if (!can.includes(technician) || start + minutes > window[1]) continue;
      if (done + day.home[technician]![visit]! > day.shift[1]) continue;
      go(
        left.filter((one) => one !== visit),
        technician,
        visit,
        done,
        sum + way,
        served + 1,
      );
    }
  };
  go(
    day.visits.map((_, n) => n),
    0,
    -1,
    day.shift[0],
    0,
    0,
  );
  return best;
}

describe('the exact optimum used by the benchmark', () => {
  test('equals exhaustive search', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { drivers, errands } = randomDay(seed);
        const day = plain({ drivers: drivers.slice(0, 2), errands: errands.slice(1, 6) });
        expect(exactDay(day)).toEqual(bruteForce(day));
      }),
      { numRuns: 25 },
    );
  });
});

describe('a routed day', () => {
  test('can be driven: hours, windows, skills and all travel', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const day = randomDay(seed);
        const numbers = plain(day);
        const routed = routeDay(day.drivers, day.errands, travel);
        const index = (id: string) => day.errands.findIndex((errand) => errand.id === id);
        const seen = [...routed.unplaced, ...routed.routes.flatMap(({ stops }) => stops.map(({ id }) => id))];
        expect(seen.sort()).toEqual(day.errands.map(({ id }) => id));
        let sum = 0;
        routed.routes.forEach(({ personId, stops }, t) => {
          let [free, last] = [day.drivers[t]!.open.work[0]!.start, -1];
          for (const { id, start } of stops) {
            const n = index(id);
            const errand = day.errands[n]!;
            const way = last < 0 ? numbers.out[t]![n]! : numbers.between[last]![n]!;
            expect(errand.can).toContain(personId);
            expect(start).toBeGreaterThanOrEqual(free + way * MIN);
            expect(start).toBeGreaterThanOrEqual(errand.window.start);
            expect(start + errand.stay).toBeLessThanOrEqual(errand.window.end);
            [free, last, sum] = [start + errand.stay + errand.clear, n, sum + way];
          }
          const home = last < 0 ? 0 : numbers.home[t]![last]!;
          expect(free + home * MIN).toBeLessThanOrEqual(day.drivers[t]!.open.work[0]!.end);
          sum += home;
        });
        expect(routed.travel).toBe(sum * MIN);
      }),
      { numRuns: 8 },
    );
  });

  test('does not depend on the order of its visits, and is close to the shortest', () => {
    for (let seed = 1; seed <= 3; seed += 1) {
      const day = randomDay(seed);
      const routed = routeDay(day.drivers, day.errands, travel);
      expect(routeDay(day.drivers, [...day.errands].reverse(), travel)).toEqual(routed);
      const best = exactDay(plain(day));
      expect(day.errands.length - routed.unplaced.length).toBe(best.served);
      expect(routed.travel / MIN).toBeLessThanOrEqual(best.travel * 1.15);
      expect(routed.travel / MIN).toBeGreaterThanOrEqual(best.travel);
    }
  });

  test('continues after a break and ends at home within the hours', () => {
    const [first, ...others] = randomDay(1).drivers;
    const { start, end } = first!.open.work[0]!;
    const noon = start + 4 * 60 * MIN;
    const split = [
      { start, end: noon },
      { start: noon + 60 * MIN, end },
    ];
    const drivers = [{ ...first!, open: { work: split, reach: split } }, ...others];
    const routed = routeDay(drivers, randomDay(1).errands, travel);
    for (const stop of routed.routes[0]!.stops)
      expect(split.some((part) => part.start <= stop.start && stop.start + stop.stay <= part.end)).toBe(true);
  });
});
