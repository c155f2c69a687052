import { setTimeout as pause } from 'node:timers/promises';
import { MongoClient, type Document } from 'mongodb';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { asCoded } from '../../model/errors.ts';
import { silentLog as log } from '../../model/log.ts';
import { clientFor } from '../../store/mongo/client.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { saySkipped, startReplicaSet, type ReplicaSet } from '../../harness/mongod/index.ts';
import { change, emit, insertTimer, timer } from './samples.ts';

// Members that stand still for a second are no reason to elect another leader here.
const started = await startReplicaSet({ electionMs: 10_000 });

if (typeof started === 'string') saySkipped('mongo-races.test.ts', started);

describe.skipIf(typeof started === 'string')('conflicts between instances', () => {
  const set = started as ReplicaSet;
  let run = 0;
  let one: Store;
  let other: Store;
  beforeEach(async () => {
    run += 1;
    await set.healthy();
    one = await openMongoStore({ uri: set.uri(`races${run}`), log });
    other = await openMongoStore({ uri: set.uri(`races${run}`), log });
  });
  afterEach(async () => {
    await one.close();
    await other.close();
  });
  afterAll(() => set.close());

  const only = (store: Store, version: number): Promise<void> =>
    store.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(9), expect: version }]);

  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => asCoded(error).code,
    );

  it.each([
    ['changed', 'STORE_CONFLICT', (version: number) => change(other, 'a 2', version)],
    ['changed, alone', 'STORE_CONFLICT', (version: number) => only(other, version)],
    ['made', 'STORE_DUPLICATE', () => change(other, 'a 1', 2)],
  ])('the loser of a race can read what was %s when told so, however far the members lag', async (what, code, lose) => {
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
  });

  it('what a dead instance was writing can be written by others at once, its lease and lanes included', async () => {
    const lease = (await one.lease('planner', 'dead', { now: 0, ms: 10 }))!;
    await one.commit([insertTimer('a', 0), insertTimer('b', 0), emit('e1', { lane: 'a' }), emit('e2', { lane: 'b' })]);
    const [claim] = await one.claimEffects({ owner: 'w', now: 0, leaseMs: 60_000, limit: 1 });
    // A copy in the middle of a commit, of which nothing more is heard.
    const dead = clientFor(set.uri(`races${run}`));
    const session = dead.startSession();
    session.startTransaction();
    const touched = { $inc: { touched: 1 } };
    for (const c of ['timers', 'lanes', 'leases']) await dead.db().collection(c).updateMany({}, touched, { session });
    const outcomes = await Promise.all([
      codeOf(change(one, 'a 1', 1)),
      codeOf(other.commit([{ op: 'put', c: 'timers', id: 'b', data: timer(7), expect: 1 }])),
      codeOf(other.lease(lease.name, 'living', { now: 20, ms: 10 })),
      codeOf(one.beginEffect(claim!, { now: 1, deadline: 9, leaseUntil: 60_000 })),
      codeOf(other.claimEffects({ owner: 'v', now: 0, leaseMs: 60_000, limit: 1 })),
    ]);
    await dead.close();
    expect(outcomes).toEqual(['done', 'done', 'done', 'done', 'done']);
    expect((await one.get('timers', 'b'))?.v).toBe(2);
  });

  it('the wait after a lost race delays only the loser’s own request', async () => {
    await one.commit([insertTimer('a', 0)]);
    const client = new MongoClient(set.uri(`races${run}`));
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
});
