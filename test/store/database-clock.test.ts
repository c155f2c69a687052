import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { offsetOf, type Sample } from '../../store/mongo/database-clock.ts';
import { databaseClock, openMongoStore } from '../../store/mongo/index.ts';
import { handClock } from '../../harness/hand-clock.ts';
import { testDatabase } from '../../harness/mongod/index.ts';

const NINE = Date.UTC(2026, 10, 24, 9);

describe('the database’s clock', () => {
  it('is found however wrong this machine’s clock is, within half of the shortest round trip', () => {
    const way = fc.record({ there: fc.nat(5_000), back: fc.nat(5_000), at: fc.nat(100_000) });
    fc.assert(
      fc.property(fc.integer({ min: -200_000, max: 200_000 }), fc.array(way, { minLength: 1 }), (ahead, ways) => {
        const samples = ways.map(({ there, back, at }): Sample => ({
          asked: at,
          said: at + there + ahead,
          answered: at + there + back,
        }));
        const shortest = Math.min(...ways.map(({ there, back }) => there + back));
        expect(Math.abs(offsetOf(samples) - ahead)).toBeLessThanOrEqual(shortest / 2 + 1);
      }),
    );
  });

  it('is never made worse by a slow answer, and is corrected by a quick one', () => {
    const way = fc.record({ there: fc.nat(5_000), back: fc.nat(5_000) });
    fc.assert(
      fc.property(fc.integer({ min: -9_000, max: 9_000 }), fc.nat(9_000), way, (ahead, wrong, { there, back }) => {
        const sample: Sample = { asked: 0, said: there + ahead, answered: there + back };
        for (const known of [ahead - wrong, ahead + wrong]) {
          const found = Math.abs(offsetOf([sample], known) - ahead);
          expect(found).toBeLessThanOrEqual(Math.min(wrong, there + back));
        }
      }),
    );
  });

  it('goes on while nobody answers, and survives a correction of this machine’s clock', async () => {
    const base = handClock(NINE - 90_000);
    let ahead = 90_000;
    let answers = true;
    const database = {
      serverTime: () => (answers ? Promise.resolve(base.now() + ahead) : Promise.reject(new Error('gone'))),
    };
    const clock = await databaseClock(database, base, log);
    expect(clock.now()).toBe(NINE);
    answers = false;
    await base.advance(60_000);
    expect(clock.now()).toBe(NINE + 60_000);
    // Somebody sets the machine's clock: by the database's, the base clock is then half a second behind.
    answers = true;
    ahead = 500;
    await base.advance(10_000);
    expect(clock.offset).toBe(500);
    clock.stop();
    await base.advance(60_000);
    expect(base.failures).toEqual([]);
  });
});

const { missing, uri, remove } = await testDatabase(import.meta.url);
describe.skipIf(missing !== undefined)('a real database’s clock', () => {
  afterAll(remove);
  it('lets two instances 90 s apart agree on the time and on lease holders', async () => {
    const store = await openMongoStore({ uri, log });
    const skewed = (ms: number) => {
      const base = handClock(0);
      return databaseClock(store, { ...base, now: () => Date.now() + ms }, log);
    };
    const [slow, fast] = [await skewed(-90_000), await skewed(90_000)];
    expect(slow.offset).toBeGreaterThan(85_000);
    expect(fast.offset).toBeLessThan(-85_000);
    expect(await store.lease('planner', 'slow', { now: slow.now(), ms: 60_000 })).toBeDefined();
    expect(await store.lease('planner', 'fast', { now: fast.now(), ms: 60_000 })).toBeUndefined();
    slow.stop();
    fast.stop();
    await store.close();
  });
});
