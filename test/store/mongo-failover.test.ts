import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { OutsideError } from '../../model/errors.ts';
import { silentLog as log } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { saySkipped, startReplicaSet, type ReplicaSet } from '../../harness/mongod/index.ts';
import { change, insertTimer } from './samples.ts';

const started = await startReplicaSet({ electionMs: 1_000 });

if (typeof started === 'string') saySkipped('mongo-failover.test.ts', started);

describe.skipIf(typeof started === 'string')('while the replica set is in trouble', () => {
  const set = started as ReplicaSet;
  let run = 0;
  /** The test is over, also when it was given up: nobody writes any more. */
  let ended = false;
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    run += 1;
    ended = false;
    await set.healthy();
    one = await openMongoStore({ uri: set.uri(`failover${run}`), log });
    other = await openMongoStore({ uri: set.uri(`failover${run}`), log });
  });
  afterEach(async () => {
    ended = true;
    await set.failNext(null);
    await one.close();
    await other.close();
  });
  afterAll(() => set.close());

  type Outcome = 'done' | 'no' | 'unknown';
  const outcomeOf = async (work: Promise<unknown>): Promise<Outcome> => {
    try {
      await work;
      return 'done';
    } catch (error) {
      // Nothing but a true answer: it did not happen, or nobody can say.
      expect(error).toBeInstanceOf(OutsideError);
      expect(error).toMatchObject({ code: 'STORE_UNREACHABLE' });
      return (error as OutsideError).done;
    }
  };

  async function trafficDuring(trouble: () => Promise<void>): Promise<Outcome[]> {
    const writers = ['a', 'b', 'c', 'd'];
    await one.commit(writers.map((id) => insertTimer(id, 0)));
    const outcomes = new Map<string, Outcome>();
    let over = false;
    const write = async (writer: string, store: Store): Promise<void> => {
      let doneAfter = 0;
      for (let n = 0; doneAfter < 3 && !ended; n += 1) {
        const version = await store.get('timers', writer).then(
          (doc) => doc?.v,
          () => undefined,
        );
        if (version === undefined) {
          // Whoever asks again at once leaves the driver no time to hear of a new primary.
          await pause(10);
          continue;
        }
        const id = `${writer} ${n}`;
        const outcome = await outcomeOf(change(store, id, version));
        outcomes.set(id, outcome);
        if (over && outcome === 'done') doneAfter += 1;
      }
    };
    const writing = Promise.all(writers.map((writer, n) => write(writer, n % 2 === 0 ? one : other)));
    try {
      await trouble();
    } catch (error) {
      ended = true;
      await writing;
      throw error;
    }
    over = true;
    await writing;
    await set.healthy();
    for (const [id, outcome] of outcomes) {
      const there = [(await one.get('timers', id)) !== undefined, (await one.getEffect(id)) !== undefined];
      expect(new Set(there).size, `${id} is whole`).toBe(1);
      if (outcome !== 'unknown') expect(there[0], `${id} ${outcome}`).toBe(outcome === 'done');
    }
    for (const writer of writers) {
      const waiting = await one.listEffects({ state: 'waiting', lane: writer, limit: 10_000 });
      const order = waiting.map(({ id }) => Number(id.split(' ')[1]));
      expect(order, 'in the order of the commits').toEqual([...order].sort((x, y) => x - y));
      expect((await one.get('timers', writer))?.v).toBe(order.length + 1);
    }
    return [...outcomes.values()];
  }

  it('an instance that starts waits for it', async () => {
    for (const member of [0, 1, 2]) await set.pause(member);
    const opening = openMongoStore({ uri: set.uri(`failover${run}`), log });
    // Longer than its first look takes: what helps is another client, not another look of the first one's.
    await pause(3_500);
    for (const member of [0, 1, 2]) await set.resume(member);
    await (await opening).close();
  });

  it('a step-down under traffic leaves every commit applied or rejected, none half', async () => {
    const outcomes = await trafficDuring(() => set.stepDown());
    expect(outcomes).toContain('done');
  });

  it('a killed primary loses nothing that was acknowledged', async () => {
    const outcomes = await trafficDuring(async () => {
      const member = await set.killPrimary();
      await set.primary();
      await set.restart(member);
    });
    expect(outcomes).toContain('done');
  });

  it('cut connections go unnoticed', async () => {
    const outcomes = await trafficDuring(() => set.cutConnections(5));
    expect(outcomes).toContain('done');
  });

  it.each([
    ['the answer to a commit is lost', { commands: ['commitTransaction'], closeConnection: true }],
    ['the primary stops in the middle of a commit', { commands: ['commitTransaction'], errorCode: 91 }],
    ['somebody else was faster', { commands: ['update'], errorCode: 112, labels: ['TransientTransactionError'] }],
  ])('%s: it is carried out once all the same', async (_what, how) => {
    await one.commit([insertTimer('a', 0)]);
    await set.failNext({ ...how, times: 1 });
    await change(one, 'a 1', 1);
    expect((await one.get('timers', 'a'))?.v).toBe(2);
    expect(await one.countEffects()).toMatchObject({ waiting: 1 });
  });

  it('people are told that the outcome is unknown or that nothing happened, and it works again afterwards', async () => {
    await one.commit([insertTimer('a', 0)]);
    const member = await set.primary();
    // The other one alone elects nobody, however fast it is.
    const frozen = [member, (member + 1) % set.ports.length];
    for (const each of frozen) await set.pause(each);
    const outcomes = await Promise.all([
      outcomeOf(change(one, 'a 1', 1)),
      outcomeOf(one.get('timers', 'a')),
      outcomeOf(one.claimEffects({ owner: 'w', now: 0, leaseMs: 1, limit: 1 })),
    ]);
    for (const each of frozen) await set.resume(each);
    expect(outcomes).not.toContain('done');
    await set.healthy();
    await one.commit([insertTimer('b', 0)]);
    expect((await other.get('timers', 'b'))?.v).toBe(1);
  });
});
