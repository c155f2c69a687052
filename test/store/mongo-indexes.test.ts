import { MongoClient } from 'mongodb';
import { z } from 'zod';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COLLECTIONS, type CollectionName } from '../../desk/ports/collections.ts';
import type { Store, Write } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { testDatabase } from '../../harness/mongod/index.ts';
import { effect, insertTimer } from './samples.ts';

/** What the server wrote down about a request: https://www.mongodb.com/docs/manual/reference/database-profiler/ */
const profiled = z.object({
  ns: z.string(),
  planSummary: z.string().optional(),
  keysExamined: z.number().default(0),
  docsExamined: z.number().default(0),
  hasSortStage: z.boolean().default(false),
  nreturned: z.number().default(0),
});
type Profiled = z.output<typeof profiled>;

const { missing, uri, remove } = await testDatabase(import.meta.url);

describe.skipIf(missing !== undefined)('the server answers from indexes and never reads whole collections', () => {
  const raw = new MongoClient(uri);
  let store: Store;
  const MANY = 400;

  beforeAll(async () => {
    store = await openMongoStore({ uri, log });
    for (const [c, { indexes }] of Object.entries(COLLECTIONS))
      await store.commit(documents(c as CollectionName, indexes));
    const effects = Array.from({ length: MANY }, (_, n): Write => {
      const dest = n % 2 === 0 ? 'psa' : `teams:${n % 7}`;
      return { op: 'effect', effect: effect(`e${n}`, { lane: `lane${n}`, dest, dueAt: n, urgency: n % 3 }) };
    });
    for (let n = 0; n < MANY; n += 100) await store.commit(effects.slice(n, n + 100));
  });
  afterAll(async () => {
    await store.close();
    await raw.close();
    await remove();
  });

  /** What the server did for a piece of work. */
  async function watch(work: () => Promise<unknown>): Promise<Profiled[]> {
    const db = raw.db();
    await db.setProfilingLevel('off');
    await db.dropCollection('system.profile').catch(() => undefined);
    await db.setProfilingLevel('all');
    await work();
    await db.setProfilingLevel('off');
    const found = await db.collection('system.profile').find({ appName: 'callboard' }).toArray();
    const seen = z
      .array(profiled)
      .parse(found)
      .filter(({ planSummary }) => planSummary !== undefined);
    expect(seen.length).toBeGreaterThan(0);
    return seen;
  }
  const scans = (seen: readonly Profiled[]) => seen.filter(({ planSummary }) => planSummary?.includes('COLLSCAN'));

  const declared = Object.entries(COLLECTIONS).flatMap(([c, { indexes }]) =>
    Object.entries(indexes).map(([index, { fields }]) => ({ c: c as CollectionName, index, fields })),
  );
  it.each(declared)('$c by $index', async ({ c, index, fields }) => {
    const eq = fields.slice(0, -1).map(() => 5);
    const seen = await watch(async () => {
      for (const desc of [false, true]) {
        const first = await store.query(c, { index, eq, gte: 1, limit: 2, desc });
        expect(first.docs.length).toBeGreaterThan(0);
        const all = await store.query(c, { index, limit: 3, desc });
        expect(all.next).toBeDefined();
        await store.query(c, { index, limit: 3, desc, ...(all.next === undefined ? {} : { after: all.next }) });
      }
    });
    for (const one of seen) {
      expect(one).toMatchObject({ hasSortStage: false, planSummary: expect.stringContaining('IXSCAN') as string });
      // One more than asked for tells whether there is a next page; branches look one further.
      expect(one.docsExamined).toBeLessThanOrEqual(8);
    }
    const counted = await watch(() => store.count(c, { index, eq, gte: 1 }));
    expect(scans(counted)).toEqual([]);
  });

  it('claims read what is due and may leave, and nothing that must wait', async () => {
    const seen = await watch(async () => {
      // Five are due for the PSA; everything for Teams is to be left alone.
      const claims = await store.claimEffects({ owner: 'w', now: 9, leaseMs: 1, limit: 3, notDest: ['teams'] });
      expect(claims.map(({ effect: { id } }) => id)).toEqual(['e2', 'e8', 'e4']);
    });
    expect(scans(seen)).toEqual([]);
    expect(seen[0]!.docsExamined).toBe(5);
    expect(seen[0]!.keysExamined).toBeLessThanOrEqual(10);
  });

  it('claims read only as many as they take when very many are due', async () => {
    const take = () => store.claimEffects({ owner: 'w', now: 10_000, leaseMs: 100_000, limit: 4 });
    await take();
    const seen = await watch(async () => expect(await take()).toHaveLength(4));
    expect(scans(seen)).toEqual([]);
    expect(seen[0]!.docsExamined).toBe(4);
  });

  it('the next due time reads one entry of each destination', async () => {
    const seen = await watch(async () => {
      expect(await store.nextEffectAt({ notDest: ['psa'] })).toBe(1);
      expect(await store.nextEffectAt()).toBeDefined();
    });
    expect(scans(seen)).toEqual([]);
    for (const { keysExamined } of seen) expect(keysExamined).toBeLessThanOrEqual(40);
  });

  it('all other operations on effects and leases use indexes', async () => {
    const seen = await watch(async () => {
      const [claim] = await store.claimEffects({ owner: 'w', now: 20_000, leaseMs: 100, limit: 1 });
      await store.beginEffect(claim!, { now: 20_000, deadline: 20_001, leaseUntil: 20_100 });
      await store.settleEffect(claim!, { as: 'dead', error: { code: 'INTERNAL', text: '' } }, 20_000);
      const { id, lane } = claim!.effect;
      await store.commit([{ op: 'retryEffect', id, dueAt: 20_000 }]);
      await store.getEffect(id);
      await store.getEffect('nobody');
      for (const state of ['waiting', 'begun', 'dead', 'done'] as const) {
        await store.listEffects({ state, limit: 5 });
        await store.listEffects({ state, lane, limit: 5 });
      }
      await store.attemptsSince('psa', 0);
      const lease = await store.lease('poller', 'w', { now: 0, ms: 10 });
      await store.commit([{ op: 'fence', lease: 'poller', fence: lease!.fence }, insertTimer('fenced', 1, 5)]);
      await store.release(lease!);
      expect(await store.sweep(10, 10)).toBe(1);
      await store.getMany('timers', ['1', '2', 'nobody']);
    });
    expect(scans(seen)).toEqual([]);
  });
});

/** Many small documents that have every indexed field. */
function documents(c: CollectionName, indexes: (typeof COLLECTIONS)[CollectionName]['indexes']): Write[] {
  return Array.from({ length: 60 }, (_, n): Write => {
    const data: Record<string, unknown> = {};
    for (const { fields } of Object.values(indexes)) {
      for (const [i, field] of fields.entries()) {
        const [outer = '', inner] = field.split('.');
        // The last field tells documents apart; those before it put them into groups.
        const value = i === fields.length - 1 ? n + 1 : 5;
        if (data[outer] === undefined) data[outer] = inner === undefined ? value : { [inner]: value };
      }
    }
    // An index sees nothing but its fields; the rest of a document is left out here.
    return { op: 'insert', c, id: String(n), data } as unknown as Write;
  });
}
