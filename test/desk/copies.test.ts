import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createInstances, type Instances } from '../../desk/index.ts';
import { budgetRules, createBudget } from '../../desk/outbox/index.ts';
import { SHARES } from '../../desk/ports/share.ts';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { createLimiter } from '../../psa/halopsa/limiter.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { handClock, type HandClock } from '../../harness/hand-clock.ts';
import { over } from '../../harness/over.ts';

const START = Date.UTC(2026, 10, 23, 9);
const SECOND = 1_000;
const RULES = budgetRules({ psaPerFiveMinutes: 300 });

/** One copy that beats, and now and then hangs at its store, dies or leaves. */
interface Life {
  readonly copies: Instances;
  /** Until then every word with the store waits. */
  hang(ms: number): void;
  die(): void;
  leave(): void;
}

function born(store: Store, clock: HandClock, owner: string): Life {
  let hangsUntil = 0;
  let dead = false;
  const ending = new AbortController();
  const words = async <T>(word: () => Promise<T>): Promise<T> => {
    if (dead) return new Promise<never>(() => {});
    if (hangsUntil > clock.now()) await clock.sleep(hangsUntil - clock.now());
    const answer = await word();
    if (hangsUntil > clock.now()) await clock.sleep(hangsUntil - clock.now());
    return answer;
  };
  const reached = over(store, {
    get: (c, id) => words(() => store.get(c, id)),
    commit: (writes) => words(() => store.commit(writes)),
  });
  const copies = createInstances({ store: reached, clock, log, owner });
  clock.spawn(owner, () => copies.run(ending.signal));
  return {
    copies,
    hang: (ms) => (hangsUntil = clock.now() + ms),
    die: () => (dead = true),
    leave: () => ending.abort(),
  };
}

const steps = fc.array(
  fc.record({
    waitMs: fc.integer({ min: 50, max: 6_000 }),
    what: fc.constantFrom('joins', 'joins', 'hangs', 'hangs', 'dies', 'leaves'),
    who: fc.nat({ max: 9 }),
    ms: fc.integer({ min: 100, max: 25_000 }),
  }),
  { minLength: 4, maxLength: 16 },
);

/** Plays the steps, looking at every copy each `everyMs`. */
async function play(
  story: readonly { waitMs: number; what: string; who: number; ms: number }[],
  o: { readonly everyMs: number; readonly slower?: number },
  look: (lives: readonly Life[], clock: HandClock) => Promise<void>,
) {
  const store = await openSqliteStore({ path: ':memory:', log });
  const clock = handClock(START);
  const lives: Life[] = [born(store, clock, 'first')];
  for (const { waitMs, what, who, ms } of story) {
    for (let passed = 0; passed < waitMs * (o.slower ?? 1); passed += o.everyMs) {
      await clock.advance(o.everyMs);
      await look(lives, clock);
    }
    const life = lives[who % lives.length];
    if (what === 'joins' && lives.length < 9) lives.push(born(store, clock, `copy${lives.length}`));
    if (what === 'hangs') life?.hang(ms);
    if (what === 'dies' && lives.length > 1) life?.die();
    if (what === 'leaves' && lives.length > 1) life?.leave();
  }
  expect(clock.failures).toEqual([]);
  await store.close();
}

describe('instances of Callboard', () => {
  it('share the budgets evenly and take over a dead instance’s share within seconds', async () => {
    const store = await openSqliteStore({ path: ':memory:', log });
    const clock = handClock(START);
    const parts = () => lives.map(({ copies }) => copies.shares(clock.now()));
    const lives = [born(store, clock, 'a')];
    await clock.advance(0);
    expect(parts()).toEqual([SHARES]);
    lives.push(born(store, clock, 'b'), born(store, clock, 'c'));
    await clock.advance(10 * SECOND);
    expect(parts()).toEqual([20, 20, 20]);
    lives[0]!.die();
    await clock.advance(16 * SECOND);
    expect(parts()).toEqual([0, 30, 30]);
    lives[1]!.leave();
    await clock.advance(6 * SECOND);
    expect(parts()).toEqual([0, 0, SHARES]);
    await store.close();
  });

  it('never hold more than the whole budget together, whoever joins, hangs, dies or leaves', async () => {
    await fc.assert(
      fc.asyncProperty(steps, (story) =>
        play(story, { everyMs: 250 }, (lives, clock) => {
          const sum = lives.reduce((all, { copies }) => all + copies.shares(clock.now()), 0);
          expect(sum).toBeLessThanOrEqual(SHARES);
          return Promise.resolve();
        }),
      ),
      { numRuns: 25 },
    );
  });

  it('keep every rate window of Teams and the PSA together while each sends as fast as it may', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const record: { dest: string; at: number }[] = [];
        const budgets = new Map<Life, ReturnType<typeof createBudget>>();
        await play(story, { everyMs: 100 }, async (lives, clock) => {
          const now = clock.now();
          for (const life of lives) {
            const budget = budgets.get(life) ?? createBudget(RULES, life.copies);
            budgets.set(life, budget);
            const read = (since: number) => Promise.resolve(record.filter(({ at }) => at >= since));
            if (budget.stale(now)) await budget.restore(now, read);
            for (const dest of ['teams:channel', 'teams:ana', 'psa']) {
              for (let n = 0; n < 4 && budget.earliest(dest, now) <= now; n += 1) {
                budget.take(dest, now);
                record.push({ dest, at: now });
              }
            }
          }
        });
        const windows = { channel: RULES['teams']!.each, ana: RULES['teams']!.each, psa: RULES['psa']!.together };
        for (const [name, rules] of Object.entries(windows)) {
          const times = record.filter(({ dest }) => dest.endsWith(name)).map(({ at }) => at);
          for (const { ms, ours } of rules) expect(densest(times, ms)).toBeLessThanOrEqual(ours);
        }
        expect(record.length).toBeGreaterThan(0);
      }),
      { numRuns: 15 },
    );
  });

  it('keep the PSA’s five-minute limit across their connectors', async () => {
    await fc.assert(
      fc.asyncProperty(steps, async (story) => {
        const passed: number[] = [];
        const asking = new Set<Life>();
        await play(story, { everyMs: 2_000, slower: 8 }, (lives, clock) => {
          for (const life of lives) {
            if (asking.has(life)) continue;
            asking.add(life);
            const limiter = createLimiter(clock, 300, life.copies);
            clock.spawn('asks', async () => {
              for (;;) {
                await limiter.pass(1e9);
                passed.push(clock.now());
              }
            });
          }
          return Promise.resolve();
        });
        expect(densest(passed, 300 * SECOND)).toBeLessThanOrEqual(300);
      }),
      { numRuns: 15 },
    );
  });
});

/** The most that fell into any stretch of `ms`. */
function densest(times: readonly number[], ms: number): number {
  let first = 0;
  return times.reduce((most, at, i) => {
    while (at - (times[first] ?? at) >= ms) first += 1;
    return Math.max(most, i - first + 1);
  }, 0);
}
