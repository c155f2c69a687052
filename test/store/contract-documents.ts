import { describe, expect, it } from 'vitest';
import type { Write } from '../../desk/ports/store.ts';
import type { Bench } from './contract-bench.ts';
import { emit, insertDecision, insertEvent, insertPerson, insertTimer, timer } from './samples.ts';

export function documentContract(bench: Bench): void {
  describe('documents', () => {
    it('come back as they were written, also after a restart', async () => {
      await bench.store.commit([insertTimer('a', 10)]);
      const store = await bench.reopen();
      expect(await store.get('timers', 'a')).toEqual({ id: 'a', v: 1, data: timer(10) });
      expect(await store.get('timers', 'b')).toBeUndefined();
    });

    it('gain a version with each put, and refuse a put on an older one', async () => {
      await bench.store.commit([insertTimer('a', 10)]);
      await bench.store.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(20), expect: 1 }]);
      expect(await bench.store.get('timers', 'a')).toEqual({ id: 'a', v: 2, data: timer(20) });
      await expect(
        bench.store.commit([{ op: 'put', c: 'timers', id: 'a', data: timer(30), expect: 1 }]),
      ).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
      expect((await bench.store.get('timers', 'a'))?.data).toEqual(timer(20));
    });

    it('come in the order of the ids, without missing ones', async () => {
      await bench.store.commit([insertTimer('a', 1), insertTimer('b', 2), insertTimer('c', 3)]);
      const docs = await bench.store.getMany('timers', ['c', 'nobody', 'a']);
      expect(docs.map(({ id }) => id)).toEqual(['c', 'a']);
    });

    it('come each from its own collection when many are read at once', async () => {
      const id = 'T1/a';
      await bench.store.commit([
        insertTimer(id, 1),
        insertPerson(id, {}),
        insertDecision(id, 'T1'),
        insertTimer('b', 2),
      ]);
      const { store } = bench;
      const [one, person, decision, nothing, other] = await Promise.all([
        store.get('timers', id),
        store.get('people', id),
        store.get('decisions', id),
        store.get('texts', id),
        store.getMany('timers', ['b', id]),
      ]);
      expect(one).toEqual({ id, v: 1, data: timer(1) });
      expect(person?.data.name).toBe(id);
      expect(decision?.data.ticketId).toBe('T1');
      expect(nothing).toBeUndefined();
      expect(other.map((doc) => doc.id)).toEqual(['b', id]);
    });

    it('are read as this process left them, also where a store caches them', async () => {
      const { store } = bench;
      const seen = async () =>
        [(await store.get('decisions', 'd'))?.data.ticketId, (await store.get('people', 'ana'))?.data.name] as const;
      await store.commit([insertDecision('d', 'T1'), insertPerson('ana', { name: 'Ana' })]);
      for (let n = 0; n < 4; n += 1) expect(await seen()).toEqual(['T1', 'Ana']);
      await store.commit([
        { op: 'remove', c: 'decisions', id: 'd' },
        { op: 'remove', c: 'people', id: 'ana' },
      ]);
      expect(await seen()).toEqual([undefined, undefined]);
      await store.commit([insertDecision('d', 'T2'), insertPerson('ana', { name: 'Anna' })]);
      expect(await seen()).toEqual(['T2', 'Anna']);
    });

    it('are removed when they have expired and a sweep runs', async () => {
      await bench.store.commit([insertTimer('short', 1, 100), insertTimer('long', 1, 101), insertTimer('ever', 1)]);
      expect(await bench.store.sweep(100, 0)).toBe(1);
      expect((await bench.store.getMany('timers', ['short', 'long', 'ever'])).map(({ id }) => id)).toEqual([
        'long',
        'ever',
      ]);
    });
  });

  describe('a commit', () => {
    const before: Write[] = [insertTimer('there', 1), insertPerson('ana', { entraId: 'e1' }), insertEvent('T1', 1)];
    const fails: [string, string, Write][] = [
      ['a second document of the same id', 'STORE_DUPLICATE', insertTimer('there', 2)],
      ['a second person with the same Entra id', 'STORE_DUPLICATE', insertPerson('ben', { entraId: 'e1' })],
      ['a second event of the same number', 'STORE_DUPLICATE', insertEvent('T1', 1, 'other')],
      [
        'a put on another version',
        'STORE_CONFLICT',
        { op: 'put', c: 'timers', id: 'there', data: timer(2), expect: 2 },
      ],
      ['a put on nothing', 'STORE_CONFLICT', { op: 'put', c: 'timers', id: 'nobody', data: timer(2), expect: 1 }],
      ['a remove of another version', 'STORE_CONFLICT', { op: 'remove', c: 'timers', id: 'there', expect: 2 }],
      ['a remove of nothing with a version', 'STORE_CONFLICT', { op: 'remove', c: 'timers', id: 'nobody', expect: 1 }],
      ['a check of another version', 'STORE_CONFLICT', { op: 'check', c: 'timers', id: 'there', expect: 2 }],
      ['a check that nothing is there', 'STORE_CONFLICT', { op: 'check', c: 'timers', id: 'there', expect: 0 }],
      ['a fence of a lease nobody holds', 'STORE_CONFLICT', { op: 'fence', lease: 'poller', fence: 1 }],
      ['a retry of no dead letter', 'STORE_CONFLICT', { op: 'retryEffect', id: 'nobody', dueAt: 1 }],
      ['a dismissal of no dead letter', 'STORE_CONFLICT', { op: 'dismissEffect', id: 'nobody' }],
    ];
    it.each(fails)('does nothing at all when it contains %s', async (_what, code, write) => {
      await bench.store.commit(before);
      await expect(bench.store.commit([insertTimer('new', 1), emit('e'), write])).rejects.toMatchObject({ code });
      const store = await bench.reopen();
      expect(await store.get('timers', 'new')).toBeUndefined();
      expect(await store.getEffect('e')).toBeUndefined();
      expect(await store.get('timers', 'there')).toEqual({ id: 'there', v: 1, data: timer(1) });
    });

    it('succeeds with checks, fences and removes that hold', async () => {
      await bench.store.commit(before);
      const lease = await bench.store.lease('poller', 'one', { now: 0, ms: 10 });
      await bench.store.commit([
        { op: 'check', c: 'timers', id: 'there', expect: 1 },
        { op: 'check', c: 'timers', id: 'nobody', expect: 0 },
        { op: 'fence', lease: 'poller', fence: lease!.fence },
        { op: 'remove', c: 'timers', id: 'nobody' },
        { op: 'remove', c: 'timers', id: 'there', expect: 1 },
        insertTimer('there', 5),
      ]);
      expect(await bench.store.get('timers', 'there')).toEqual({ id: 'there', v: 1, data: timer(5) });
    });

    it('accepts several people without an Entra id', async () => {
      await bench.store.commit([insertPerson('ana', {}), insertPerson('ben', {})]);
      expect(await bench.store.count('people', { index: 'byEntra' })).toBe(0);
    });

    it('wakes those who wait for effects or timers, and nobody else', async () => {
      let woken = 0;
      const stop = bench.store.onWake(() => (woken += 1));
      await bench.store.commit([insertPerson('ana', {})]);
      expect(woken).toBe(0);
      await bench.store.commit([emit('e')]);
      await bench.store.commit([insertTimer('a', 1)]);
      expect(woken).toBe(2);
      stop();
      await bench.store.commit([emit('f')]);
      expect(woken).toBe(2);
    });
  });

  describe('a lease', () => {
    it('has one holder, who may renew it', async () => {
      const first = await bench.store.lease('poller', 'one', { now: 0, ms: 10 });
      expect(await bench.store.lease('poller', 'two', { now: 9, ms: 10 })).toBeUndefined();
      expect(await bench.store.lease('poller', 'one', { now: 9, ms: 10 })).toEqual(first);
      expect(await bench.store.lease('poller', 'two', { now: 18, ms: 10 })).toBeUndefined();
    });

    it('passes on when it expires or is given back; the former holder’s writes then fail', async () => {
      const first = await bench.store.lease('poller', 'one', { now: 0, ms: 10 });
      const second = await bench.store.lease('poller', 'two', { now: 10, ms: 10 });
      expect(second!.fence).toBeGreaterThan(first!.fence);
      await expect(bench.store.commit([{ op: 'fence', lease: 'poller', fence: first!.fence }])).rejects.toMatchObject({
        code: 'STORE_CONFLICT',
      });
      await bench.store.release(first!);
      expect(await bench.store.lease('poller', 'one', { now: 11, ms: 10 })).toBeUndefined();
      await bench.store.release(second!);
      const third = await bench.store.lease('poller', 'two', { now: 12, ms: 10 });
      expect(third!.fence).toBeGreaterThan(second!.fence);
    });
  });
}
