import { MongoClient } from 'mongodb';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { MIGRATIONS, type Migration } from '../../store/mongo/migrations.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { startReplicaSet, testDatabase } from '../../harness/mongod/index.ts';
import { emit, insertTimer, timer } from './samples.ts';

const { missing, uri, remove } = await testDatabase(import.meta.url);

describe('a MongoDB address', () => {
  it.each(['mongodb://', 'mongodb://a:b@c@d/x', 'http://127.0.0.1/callboard'])(
    'that is invalid is refused without being quoted: %s',
    async (uri) => {
      const refused = openMongoStore({ uri, log });
      await expect(refused).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
      await expect(refused).rejects.not.toThrow(uri);
    },
  );
});

describe.skipIf(missing !== undefined)('a real server', () => {
  const raw = new MongoClient(uri);
  afterAll(async () => {
    await raw.close();
    await remove();
  });

  it('that is standalone is refused, with the next step', async () => {
    const standalone = await startReplicaSet({ members: 0 });
    // Where the server comes from outside there may be no program to start another one with.
    if (typeof standalone === 'string') return;
    await expect(openMongoStore({ uri: standalone.uri('callboard'), log })).rejects.toMatchObject({
      code: 'STORE_BROKEN',
      message: expect.stringContaining('standalone') as string,
      next: expect.stringContaining('--replSet') as string,
    });
    await standalone.close();
  });

  it('accepts several instances starting at the same moment', async () => {
    const stores = await Promise.all(Array.from({ length: 4 }, () => openMongoStore({ uri, log })));
    await Promise.all(stores.map((store, n) => store.commit([insertTimer(`start${n}`, n)])));
    expect(await stores[0]!.count('timers', { index: 'byDue' })).toBe(4);
    for (const store of stores) await store.close();
  });

  describe('a rolling upgrade', () => {
    /** What the next version might add: a mark on lanes, and an index. */
    const next: readonly Migration[] = [
      ...MIGRATIONS,
      {
        to: MIGRATIONS.length + 1,
        what: 'lanes have a mark',
        async run(db) {
          await db.collection('lanes').updateMany({ mark: { $exists: false } }, { $set: { mark: 'new' } });
          await db.collection('lanes').createIndex({ mark: 1 });
        },
      },
    ];
    const muchLater: readonly Migration[] = [...next, { to: next.length + 1, what: 'more', run: async () => {} }];
    beforeEach(() => raw.db().dropDatabase());
    afterAll(() => raw.db().dropDatabase());

    it('lets old and new instances work side by side, and refuses one that is two steps behind', async () => {
      const old = await openMongoStore({ uri, log });
      await old.commit([insertTimer('a', 1), emit('e1'), emit('e2', { lane: 'other' })]);
      const fresh = await openMongoStore({ uri, log, migrations: next });
      expect(await fresh.migrate()).toEqual({ from: MIGRATIONS.length, to: next.length });

      // Each reads and changes what the other wrote; lanes keep their order, claims their one owner.
      await fresh.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(2), expect: 1 }, emit('e3')]);
      await old.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(3), expect: 2 }, emit('e4')]);
      const stamps = await raw.db().collection('timers').find().toArray();
      expect(stamps).toMatchObject([{ v: 3, s: MIGRATIONS.length }]);
      const claims = [
        ...(await old.claimEffects({ owner: 'old', now: 1, leaseMs: 9, limit: 1 })),
        ...(await fresh.claimEffects({ owner: 'fresh', now: 1, leaseMs: 9, limit: 9 })),
      ];
      expect(claims.map(({ effect }) => effect.id)).toEqual(['e1', 'e2']);
      await old.beginEffect(claims[0]!, { now: 1, deadline: 5, leaseUntil: 9 });
      expect(await old.settleEffect(claims[0]!, { as: 'done' }, 2)).toBe(true);
      const waiting = await fresh.listEffects({ state: 'waiting', limit: 9 });
      expect(waiting.map(({ id }) => id)).toEqual(['e2', 'e3', 'e4']);
      // What the old one does not know it leaves in place.
      expect(await raw.db().collection('lanes').countDocuments({ mark: 'new' })).toBe(2);

      // An old copy may also start again in the middle of it.
      await old.close();
      const again = await openMongoStore({ uri, log });
      expect(await again.migrate()).toEqual({ from: next.length, to: next.length });
      expect((await again.get('timers', 'a'))?.data).toEqual(timer(3));
      await again.close();
      await fresh.close();

      await (await openMongoStore({ uri, log, migrations: muchLater })).close();
      await expect(openMongoStore({ uri, log })).rejects.toMatchObject({
        code: 'STORE_BROKEN',
        message: expect.stringContaining(`schema ${muchLater.length}`) as string,
        next: expect.stringContaining('Upgrade') as string,
      });
    });
  });

  it('a replica set is backed up with its own tools, and Callboard says so', async () => {
    const store = await openMongoStore({ uri, log });
    await expect(store.backup()).rejects.toMatchObject({ next: expect.stringContaining('mongodump') as string });
    await store.close();
  });
});
