import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DeskDeps } from '../../desk/deps.ts';
import { createInstances } from '../../desk/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import { createSingleton, type Step } from '../../desk/runtime/singleton.ts';
import { ASK_AGAIN_MS, SINGLETONS } from '../../desk/runtime/singletons.ts';
import type { Clock } from '../../model/clock.ts';
import { asCoded } from '../../model/errors.ts';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { databaseClock } from '../../store/mongo/database-clock.ts';
import { handClock, type HandClock } from '../../harness/hand-clock.ts';

const START = Date.UTC(2026, 10, 23, 9);
const SECOND = 1_000;
const { leaseMs } = SINGLETONS.planner;

let store: Store;
let clock: HandClock;
let steps: string[];
beforeEach(async () => {
  store = await openSqliteStore({ path: ':memory:', log });
  clock = handClock(START);
  steps = [];
});
afterEach(async () => {
  expect(clock.failures).toEqual([]);
  await store.close();
});

/** A copy that has the planner's work to do, one step every ten seconds. Gives the function that stops it. */
function copy(owner: string, o: { step?: Step; clock?: Clock; lost?: () => void } = {}) {
  const its = o.clock ?? clock;
  const copies = createInstances({ store, clock: its, log, owner });
  const deps = { store, clock: its, log, owner, instances: copies } as unknown as DeskDeps;
  const step: Step = () => {
    steps.push(owner);
    return Promise.resolve(10 * SECOND);
  };
  const singleton = createSingleton(deps, 'planner', o.step ?? step, o.lost ?? (() => undefined));
  const ending = new AbortController();
  let ended = false;
  its.spawn(owner, async () => {
    await singleton.run(ending.signal);
    ended = true;
  });
  return { singleton, stop: () => ending.abort(), ended: () => ended };
}

/** Since when the steps are those of one copy alone. */
const since = (at: number) => [...new Set(steps.slice(at))];

describe('a loop that only one instance may run', () => {
  it('stays with its holder however long it rests, while the others wait', async () => {
    const first = copy('a');
    await clock.advance(SECOND);
    copy('b');
    copy('c');
    await clock.advance(10 * 60 * SECOND);
    expect(since(0)).toEqual(['a']);
    expect(steps.length).toBeGreaterThan(50);
    expect(first.singleton.holds()).toBe(true);
  });

  it('passes to another instance immediately when its holder stops', async () => {
    const first = copy('a');
    await clock.advance(SECOND);
    copy('b');
    await clock.advance(60 * SECOND);
    const before = steps.length;
    first.stop();
    await clock.advance(ASK_AGAIN_MS + 1);
    expect(since(before)).toEqual(['b']);
  });

  it('ends with the running step, whatever that step did with the alarm', async () => {
    const planner = copy('a', {
      step: async (_deps, { clear }) => {
        await clock.sleep(SECOND);
        clear();
        return 60 * SECOND;
      },
    });
    await clock.advance(SECOND / 2);
    planner.stop();
    await clock.advance(SECOND);
    expect(planner.ended()).toBe(true);
  });

  it('passes on while its holder is in the middle of a long step, whose commits then fail', async () => {
    const slow = copy('a', {
      step: async (deps) => {
        await clock.sleep(60 * SECOND);
        await deps.store.commit([{ op: 'insert', c: 'timers', id: 'late', data: { kind: 'plan', dueAt: 0 } }]);
        return 0;
      },
    });
    await clock.advance(SECOND);
    copy('b');
    slow.stop();
    await clock.advance(10 * SECOND);
    expect(since(0)).toEqual(['b']);
    await clock.advance(120 * SECOND);
    expect(await store.get('timers', 'late')).toBeUndefined();
  });

  it('passes on within one lease when its holder dies', async () => {
    copy('a', { step: () => new Promise<never>(() => {}), clock: { ...clock, spawn: dying() } });
    await clock.advance(SECOND);
    copy('b');
    await clock.advance(leaseMs - 2 * SECOND);
    expect(steps).toEqual([]);
    await clock.advance(2 * SECOND + ASK_AGAIN_MS);
    expect(since(0)).toEqual(['b']);
  });

  it('stays with its holder through a step longer than the lease', async () => {
    copy('a', {
      step: async () => {
        steps.push('a');
        await clock.sleep(3 * leaseMs);
        return SECOND;
      },
    });
    await clock.advance(SECOND);
    copy('b');
    await clock.advance(10 * leaseMs);
    expect(since(0)).toEqual(['a']);
  });

  it('rejects commits of a stalled holder that was replaced, and tells it so', async () => {
    let stalled = true;
    let lost = 0;
    const words: string[] = [];
    // Its renewals stall with it.
    const asleep: Clock = {
      ...clock,
      sleep: async (ms, signal) => {
        await clock.sleep(stalled ? 2 * leaseMs : ms, signal);
      },
    };
    copy('a', {
      clock: asleep,
      lost: () => (lost += 1),
      step: async (deps) => {
        await clock.sleep(2 * leaseMs);
        stalled = false;
        await deps.store
          .commit([{ op: 'insert', c: 'timers', id: 'late', data: { kind: 'plan', dueAt: 0 } }])
          .catch((error: unknown) => words.push(asCoded(error).code));
        return SECOND;
      },
    });
    await clock.advance(SECOND);
    copy('b');
    await clock.advance(3 * leaseMs);
    expect(words[0]).toBe('LEASE_LOST');
    expect(await store.get('timers', 'late')).toBeUndefined();
    expect(lost).toBe(1);
    expect(since(0)).toEqual(['b']);
  });

  it('is safe from an instance whose clock is 90 s ahead, because all use the store’s clock', async () => {
    const fast: Clock = { ...clock, now: () => clock.now() + 90 * SECOND };
    const set = await databaseClock({ serverTime: () => Promise.resolve(clock.now()) }, fast, log);
    copy('a');
    await clock.advance(SECOND);
    copy('fast', { clock: set });
    await clock.advance(5 * leaseMs);
    expect(since(0)).toEqual(['a']);
    expect(set.now()).toBe(clock.now());
    set.stop();
  });
});

/** A process that dies as soon as it has its place: nothing that it starts afterwards goes on. */
function dying(): Clock['spawn'] {
  let spawned = 0;
  return (name, job) => {
    spawned += 1;
    if (spawned === 1) clock.spawn(name, job);
  };
}
