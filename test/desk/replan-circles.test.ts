import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circleOf, waitsFor, type Leg } from '../../desk/visits/replan/replan-circles.ts';

const HOUR = 3_600_000;

function leg(visitId: string, from: readonly [string, number] | undefined, to: readonly [string, number]): Leg {
  const seat = ([personId, hour]: readonly [string, number]) => ({
    personId,
    slot: {
      start: hour * HOUR,
      end: (hour + 1) * HOUR,
      personIds: [personId],
      beforeMinutes: 15,
      afterMinutes: 15,
    },
  });
  return { visitId, to: seat(to), ...(from ? { from: seat(from) } : {}) };
}

describe('moves of a plan that wait for each other', () => {
  const swap = [leg('printer', ['Ana', 9], ['Ben', 9]), leg('router', ['Ben', 9], ['Ana', 9])];

  it('a swap at the same time is found as a circle, also among other moves', () => {
    expect(circleOf(swap)).toEqual(swap);
    const others = [leg('outage', undefined, ['Ana', 12]), leg('phone', ['Ana', 12], ['Ben', 9])];
    expect(new Set(circleOf([...others, ...swap]))).toEqual(new Set(swap));
  });

  it('a swap at different times and a chain are not circles, in any order', () => {
    expect(circleOf([leg('printer', ['Ana', 9], ['Ben', 9]), leg('router', ['Ben', 14], ['Ana', 14])])).toBeUndefined();
    const chain = [leg('outage', undefined, ['Ana', 9]), leg('printer', ['Ana', 9], ['Ben', 9])];
    expect(circleOf(chain)).toBeUndefined();
    expect(circleOf([...chain].reverse())).toBeUndefined();
    expect(waitsFor(chain[0]!, chain[1]!)).toBe(true);
    expect(waitsFor(chain[1]!, chain[0]!)).toBe(false);
  });

  it('without a circle every move gets its turn; in a circle none does', () => {
    const seat = fc.tuple(fc.constantFrom('Ana', 'Ben', 'Chris'), fc.integer({ min: 9, max: 12 }));
    const moves = fc.array(fc.tuple(fc.option(seat, { nil: undefined }), seat), { maxLength: 7 });
    fc.assert(
      fc.property(moves, (list) => {
        const legs = list.map(([from, to], n) => leg(`v${n}`, from, to));
        const circle = circleOf(legs);
        if (circle) {
          for (const one of circle) expect(circle.some((other) => waitsFor(one, other))).toBe(true);
          // What stays where it is has a place to stay in.
          expect(circle[0]?.from).toBeDefined();
          return;
        }
        const left = new Set(legs);
        for (let turn = 0; turn <= legs.length; turn += 1)
          for (const one of left) if (![...left].some((other) => waitsFor(one, other))) left.delete(one);
        expect([...left]).toEqual([]);
      }),
    );
  });
});
