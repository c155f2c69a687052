import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient, type Document } from 'mongodb';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { asCoded, OutsideError } from '../../model/errors.ts';
import { silentLog as log } from '../../model/log.ts';
import { clientFor } from '../../store/mongo/client.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { saySkipped, startReplicaSet, type ReplicaSet } from '../helpers/mongod.ts';
import { emit, insertTimer, timer } from './samples.ts';

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
  /** A change of two documents and its effect, all of which must be there or none. */
  const change = (store: Store, id: string, version: number): Promise<void> =>
    store.commit([
      { op: 'put', c: 'timers', id: id.split(' ')[0]!, data: timer(version + 1), expect: version },
      insertTimer(id, 0),
      emit(id, { lane: id.split(' ')[0]! }),
    ]);

  const only = (store: Store, version: number): Promise<void> =>
    store.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(9), expect: version }]);

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

  it('a copy that starts meanwhile waits for it', async () => {
    for (const member of [0, 1, 2]) await set.pause(member);
    const opening = openMongoStore({ uri: set.uri(`failover${run}`), log });
    // Longer than its first look takes: what helps is another client, not another look of the first one's.
    await pause(3_500);
    for (const member of [0, 1, 2]) await set.resume(member);
    await (await opening).close();
  });

  it('a step-down in mid traffic leaves every commit applied or rejected, none half', async () => {
    const outcomes = await trafficDuring(() => set.stepDown());
    expect(outcomes).toContain('done');
  });

  it('a primary that is killed takes nothing acknowledged with it', async () => {
    const outcomes = await trafficDuring(async () => {
      const member = await set.killPrimary();
      await set.primary();
      await set.restart(member);
    });
    expect(outcomes).toContain('done');
  });

  it('cut connections are not noticed', async () => {
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

  it.each([
    ['changed', 'STORE_CONFLICT', (version: number) => change(other, 'a 2', version)],
    ['changed, alone', 'STORE_CONFLICT', (version: number) => only(other, version)],
    ['made', 'STORE_DUPLICATE', () => change(other, 'a 1', 2)],
  ])(
    'whoever lost a race can read what was %s when told so, however far behind the members are',
    async (what, code, lose) => {
      await one.commit([insertTimer('a', 0)]);
      if (what === 'made') await one.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(1), expect: 1 }]);
      const before = what === 'made' ? 2 : 1;
      const primary = await set.primary();
      const behind = [0, 1, 2].filter((member) => member !== primary);
      for (const member of behind) await set.pause(member);
      // Committed by the primary, and not yet by a majority: nobody reads it, and nobody may write over it.
      const first = change(one, 'a 1', before);
      await pause(300);
      expect((await other.get('timers', 'a'))?.v).toBe(before);
      const seen = lose(before).then(
        () => 'nothing was in the way',
        async (error: unknown) => `${asCoded(error).code}, version ${(await other.get('timers', 'a'))?.v ?? 'none'}`,
      );
      await pause(500);
      for (const member of behind) await set.resume(member);
      await first;
      expect(await seen).toBe(`${code}, version ${before + 1}`);
    },
  );

  it('what a copy was writing when it died can be written by others at once, its lease and its lanes too', async () => {
    const lease = (await one.lease('planner', 'dead', { now: 0, ms: 10 }))!;
    await one.commit([insertTimer('a', 0), insertTimer('b', 0), emit('e1', { lane: 'a' }), emit('e2', { lane: 'b' })]);
    const [claim] = await one.claimEffects({ owner: 'w', now: 0, leaseMs: 60_000, limit: 1 });
    // A copy in the middle of a commit, of which nothing more is heard.
    const dead = clientFor(set.uri(`failover${run}`));
    const session = dead.startSession();
    session.startTransaction();
    const touched = { $inc: { touched: 1 } };
    for (const c of ['timers', 'lanes', 'leases']) await dead.db().collection(c).updateMany({}, touched, { session });
    const outcomes = await Promise.all([
      outcomeOf(change(one, 'a 1', 1)),
      outcomeOf(other.commit([{ op: 'put', c: 'timers', id: 'b', data: timer(7), expect: 1 }])),
      outcomeOf(other.lease(lease.name, 'living', { now: 20, ms: 10 })),
      outcomeOf(one.beginEffect(claim!, { now: 1, deadline: 9, leaseUntil: 60_000 })),
      outcomeOf(other.claimEffects({ owner: 'v', now: 0, leaseMs: 60_000, limit: 1 })),
    ]);
    await dead.close();
    expect(outcomes).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect((await one.get('timers', 'b'))?.v).toBe(2);
  });

  it('the time of a lost race is the affair of whoever lost it: no other request waits for it', async () => {
    await one.commit([insertTimer('a', 0)]);
    const client = new MongoClient(set.uri(`failover${run}`));
    const db = client.db();
    await db.command({ profile: 2 });
    await expect(change(one, 'a 1', 7)).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
    await one.get('timers', 'a');
    await one.query('timers', { index: 'byDue', limit: 5 });
    await db.command({ profile: 0 });
    const asked = await db.collection('system.profile').find({ op: 'query', appName: 'callboard' }).toArray();
    await client.close();
    const waiting = asked.filter((one) => 'afterClusterTime' in ((one['command'] as Document)['readConcern'] ?? {}));
    expect(waiting.map(({ ns }) => String(ns).split('.')[1])).toEqual(['meta']);
    expect(asked.length).toBeGreaterThan(2);
  });

  it('people are told that nobody knows, or that nothing happened, and it works again afterwards', async () => {
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
    expect(outcomes).not.toContain('done');
    for (const each of frozen) await set.resume(each);
    await set.healthy();
    await one.commit([insertTimer('b', 0)]);
    expect((await other.get('timers', 'b'))?.v).toBe(1);
  });
});
