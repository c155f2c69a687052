import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Candidate } from '../../model/decision.ts';
import { decide } from '../../routing/decide.ts';
import { whyNot, wholeMinutes } from '../../routing/explain.ts';
import { anySnapshot } from './arbitrary.ts';
import { snapshot, technician, ticket } from './samples.ts';

const candidate = (
  personId: string,
  costs: Partial<Record<'wait' | 'handling' | 'knows-client', number>>,
): Candidate => {
  const items = Object.entries(costs).map(([code, cost]) => ({ code: code as 'wait', cost, basis: 'fact' as const }));
  return { personId, items, total: items.reduce((sum, item) => sum + item.cost, 0), startAt: 0 };
};

describe('the answer to "why not me?"', () => {
  const chosen = candidate('t1', { handling: 3_000 });
  test.each<[string, Candidate, Candidate | undefined, object]>([
    ['a gate', { ...chosen, personId: 't2', gate: 'away' }, chosen, { because: 'gate', gate: 'away' }],
    ['chosen', chosen, chosen, { because: 'chosen' }],
    ['an equal bill', { ...chosen, personId: 't2' }, chosen, { because: 'tie' }],
    ['nobody was', chosen, undefined, { because: 'nobody-chosen' }],
    [
      'dearer: where, worst first',
      candidate('t2', { wait: 500, handling: 4_000, 'knows-client': -700 }),
      chosen,
      {
        because: 'cost',
        by: 800,
        items: [
          { code: 'handling', by: 1_000 },
          { code: 'wait', by: 500 },
        ],
      },
    ],
  ])('%s', (_, own, other, answer) => {
    expect(whyNot(own, other)).toEqual(answer);
  });

  test('exists for everybody of a real pass', () => {
    const staff = [technician('t1'), technician('t2', { loadMinutes: 30 }), technician('t3', { active: false })];
    const [verdict] = decide(snapshot(staff, [ticket('a')]));
    expect(verdict!.ranked.map((c) => whyNot(c, verdict!.ranked[0]).because)).toEqual(['chosen', 'cost', 'gate']);
  });
});

describe('a bill in whole minutes', () => {
  test('adds up, and no line is off by a minute or more', () => {
    fc.assert(
      fc.property(anySnapshot, (desk) => {
        for (const one of decide(desk).flatMap((v) => v.ranked)) {
          const whole = wholeMinutes(one);
          expect(whole.items.reduce((sum, line) => sum + line.minutes, 0)).toBe(whole.totalMinutes);
          for (const [i, line] of whole.items.entries()) {
            expect(Math.abs(line.minutes * 100 - one.items[i]!.cost)).toBeLessThan(100);
          }
        }
      }),
    );
  });
});
