import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { budgetRules, createBudget, type BudgetRule } from '../../desk/outbox/index.ts';

const RULES = budgetRules({ psaPerFiveMinutes: 300 });
const SECOND = 1_000;

/** Sends as fast as the budget lets one, `count` times, to destinations in turn; gives when each went. */
function sendAll(dests: readonly string[], count: number, start = 0): { dest: string; at: number }[] {
  const budget = createBudget(RULES);
  let now = start;
  return Array.from({ length: count }, (_, i) => {
    const dest = dests[i % dests.length]!;
    now = budget.earliest(dest, now);
    budget.take(dest, now);
    return { dest, at: now };
  });
}

/** The most that fell into any stretch of `ms`, its ends included. */
function densest(times: readonly number[], ms: number): number {
  let first = 0;
  return times.reduce((most, at, i) => {
    while (at - times[first]! > ms) first += 1;
    return Math.max(most, i - first + 1);
  }, 0);
}

function expectWithin(rules: Readonly<Record<string, BudgetRule>>, log: readonly { dest: string; at: number }[]) {
  for (const [system, rule] of Object.entries(rules)) {
    const ours = log.filter(({ dest }) => dest === system || dest.startsWith(`${system}:`));
    for (const { ms, theirs } of rule.together) {
      expect(
        densest(
          ours.map(({ at }) => at),
          ms,
        ),
      ).toBeLessThan(theirs);
    }
    for (const dest of new Set(ours.map((one) => one.dest))) {
      const times = ours.filter((one) => one.dest === dest).map(({ at }) => at);
      for (const { ms, theirs } of rule.each) expect(densest(times, ms)).toBeLessThan(theirs);
    }
  }
}

describe('a rate budget', () => {
  it.each([
    { what: 'one conversation, in a second', dests: ['teams:channel'], within: SECOND, most: 6 },
    { what: 'one conversation, in two seconds', dests: ['teams:channel'], within: 2 * SECOND, most: 7 },
    { what: 'one conversation, in half a minute', dests: ['teams:channel'], within: 30 * SECOND, most: 54 },
    { what: 'one conversation, in an hour', dests: ['teams:channel'], within: 3_600 * SECOND, most: 1_620 },
    {
      what: 'all of Teams, in a second',
      dests: Array.from({ length: 90 }, (_, i) => `teams:p${i}`),
      within: SECOND,
      most: 40,
    },
    { what: 'the PSA, in five minutes', dests: ['psa'], within: 300 * SECOND, most: 240 },
  ])('lets through what $what may carry, and uses it', ({ dests, within, most }) => {
    expect(
      densest(
        sendAll(dests, 2 * most + 50).map(({ at }) => at),
        within,
      ),
    ).toBe(most);
  });

  it('is never overdrawn, in any order of senders', () => {
    const sends = fc.array(
      fc.record({
        dest: fc.constantFrom('teams:channel', 'teams:ana', 'teams:ben', 'psa', 'mail:client'),
        pauseMs: fc.oneof(
          { weight: 9, arbitrary: fc.integer({ min: 0, max: 200 }) },
          fc.integer({ min: 0, max: 60_000 }),
        ),
      }),
      { minLength: 200, maxLength: 600 },
    );
    fc.assert(
      fc.property(sends, (all) => {
        const budget = createBudget(RULES);
        const log: { dest: string; at: number }[] = [];
        let now = 0;
        for (const { dest, pauseMs } of all) {
          now += pauseMs;
          const at = budget.earliest(dest, now);
          const held = budget.exhausted(now).some((one) => one.dest === dest || one.dest === dest.split(':')[0]);
          expect(held).toBe(at > now);
          if (at > now) continue;
          budget.take(dest, now);
          log.push({ dest, at: now });
        }
        expectWithin(RULES, log);
      }),
      { numRuns: 60 },
    );
  });

  it('does not delay a system without a rule', () => {
    const budget = createBudget(RULES);
    for (let i = 0; i < 1_000; i += 1) budget.take('mail:client', 0);
    expect(budget.earliest('mail:client', 0)).toBe(0);
  });

  it('spent in one conversation does not delay other conversations', () => {
    const budget = createBudget(RULES);
    for (let i = 0; i < 6; i += 1) budget.take('teams:channel', 0);
    expect(budget.exhausted(0)).toEqual([{ dest: 'teams:channel', until: 2_000 }]);
    expect(budget.earliest('teams:ana', 0)).toBe(0);
    expect(budget.exhausted(2_000)).toEqual([]);
  });

  it('is not blocked by a clock that jumped back', () => {
    const budget = createBudget(RULES);
    for (let i = 0; i < 5; i += 1) budget.take('teams:channel', 7_200_000);
    budget.take('teams:channel', 0);
    expect(budget.earliest('teams:channel', 0)).toBe(0);
  });

  it('counts requests as far back as its longest window', () => {
    expect(createBudget(RULES).horizonMs).toBeGreaterThanOrEqual(3_600 * SECOND);
  });
});
