import fc from 'fast-check';
import { expect, it } from 'vitest';
import { silentLog } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { handClock } from '../../harness/hand-clock.ts';
import { emit } from '../store/samples.ts';
import { START } from './outbox-bench.ts';
import { type Fate, Life, Outside, RULES } from './outbox-harness.ts';

const fate = fc.constantFrom<Fate[]>(
  'works',
  'is refused',
  'gets no answer',
  'lands without an answer',
  'lands late without an answer',
  'dies before it writes',
  'dies after it wrote',
  'dies and lands late',
  'stalls after it wrote',
);

/** Whatever happens to its attempts and its processes, the outbox does each effect once, each lane in its order. */
it('the outbox never loses, doubles or reorders an effect and keeps its budget through failures and crashes', async () => {
  let looks = 0;
  let lives = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(2), { minLength: 3, maxLength: 12 }),
      fc.array(fate, { maxLength: 14 }),
      fc.array(fc.integer({ min: 2, max: 25 }), { maxLength: 8 }),
      async (lanes, fates, words) => {
        const world = await play(lanes, fates, words);
        looks += world.looks;
        lives += world.lives;
      },
    ),
    { numRuns: 60, seed: 20261123 },
  );
  expect(looks).toBeGreaterThan(30);
  expect(lives).toBeGreaterThan(120);
});

async function play(lanes: readonly number[], fates: readonly Fate[], words: readonly number[]) {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog });
  const clock = handClock(START);
  const outside = new Outside();
  const effects = lanes.map((lane, n) => ({ id: `e${n}`, lane: `psa:T${lane}` }));
  await store.commit(effects.map(({ id, lane }) => emit(id, { lane, dueAt: START })));
  const ahead = [...fates];
  const deaths = [...words];
  const lives: Life[] = [];
  for (let minute = 0; (await left(store)) > 0; minute += 1) {
    expect(minute, 'minutes until all is done').toBeLessThan(120);
    for (let second = 0; second < 60; second += 5) {
      if (lives.every((life) => life.silent)) {
        const q = { store, clock, outside, fates: ahead, owner: `life${lives.length}` };
        lives.push(new Life({ ...q, words: deaths.shift() ?? Infinity }));
      }
      await clock.advance(5_000);
    }
  }
  await clock.advance(10 * 60_000);

  expect(clock.failures).toEqual([]);
  expect(await store.countEffects()).toEqual({ waiting: 0, begun: 0, done: effects.length, dead: 0 });
  for (const lane of new Set(effects.map((one) => one.lane))) {
    const inOrder = effects.filter((one) => one.lane === lane).map(({ id }) => id);
    expect(outside.notes.filter((note) => note.lane === lane).map(({ id }) => id)).toEqual(inOrder);
  }
  for (const { id } of effects) expect(await store.get('timers', `learnt ${id}`)).toMatchObject({ v: 1 });
  // Two workers at once (one stalled and came back) each keep the budget, but not together.
  const alone = !fates.includes('stalls after it wrote');
  for (const { ms, theirs } of alone ? RULES['psa']!.together : []) {
    for (const at of outside.arrivals) {
      expect(outside.arrivals.filter((other) => other >= at && other <= at + ms).length).toBeLessThan(theirs);
    }
  }
  await store.close();
  return { looks: outside.looks, lives: lives.length };
}

async function left(store: Awaited<ReturnType<typeof openSqliteStore>>): Promise<number> {
  const { waiting, begun } = await store.countEffects();
  return waiting + begun;
}
