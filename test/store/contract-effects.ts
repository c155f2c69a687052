import { describe, expect, it } from 'vitest';
import type { Claim, NewEffect } from '../../desk/ports/store.ts';
import type { Bench } from './contract-bench.ts';
import { effect, emit, insertTimer } from './samples.ts';

export function effectContract(bench: Bench): void {
  const error = { code: 'PSA_UNREACHABLE', text: 'nobody answered' };
  const commit = (...effects: NewEffect[]) =>
    bench.store.commit(effects.map((one) => ({ op: 'effect', effect: one }) as const));
  const claim = (now = 0, more: { owner?: string; limit?: number; notDest?: string[]; leaseMs?: number } = {}) =>
    bench.store.claimEffects({ owner: 'worker', leaseMs: 100, limit: 10, now, ...more });
  const idsOf = (claims: readonly Claim[]) => claims.map((one) => one.effect.id);
  const claimOne = async (now = 0): Promise<Claim> => {
    const claims = await claim(now);
    expect(claims).toHaveLength(1);
    return claims[0]!;
  };
  const begin = (one: Claim, now: number, deadline: number) =>
    bench.store.beginEffect(one, { now, deadline, leaseUntil: deadline + 10 });

  describe('effects', () => {
    it('keep their payload over a restart', async () => {
      await commit(effect('e', { urgency: 2, payload: { ticketId: 'T1', n: 3 }, coalesce: true, dueAt: 5 }));
      const store = await bench.reopen();
      expect(await store.getEffect('e')).toEqual({
        ...effect('e', { urgency: 2, payload: { ticketId: 'T1', n: 3 }, coalesce: true, dueAt: 5 }),
        state: 'waiting',
        seq: expect.any(Number) as number,
        attempts: 0,
        unclear: false,
      });
      expect(await store.countEffects()).toEqual({ waiting: 1, begun: 0, done: 0, dead: 0 });
    });

    it('with the same id exist once', async () => {
      await commit(effect('e'), effect('e', { payload: { other: true } }));
      const one = await claimOne();
      await begin(one, 0, 10);
      await bench.store.settleEffect(one, { as: 'done' }, 1);
      await commit(effect('e'));
      expect(await claim(9)).toEqual([]);
      expect((await bench.store.getEffect('e'))?.payload).toEqual({ ticketId: 'T1' });
    });

    it('of one lane leave one at a time, in commit order', async () => {
      await commit(effect('first'), effect('second', { urgency: 9 }), effect('other', { lane: 'psa:T2' }));
      const claims = await claim();
      expect(idsOf(claims)).toEqual(['first', 'other']);
      expect(await claim(50)).toEqual([]);
      await begin(claims[0]!, 50, 60);
      expect(await claim(50)).toEqual([]);
      await bench.store.settleEffect(claims[0]!, { as: 'done' }, 55);
      expect(idsOf(await claim(55))).toEqual(['second']);
    });

    it('that are not due keep those behind them waiting', async () => {
      await commit(effect('later', { dueAt: 100 }), effect('now'));
      expect(await claim(99)).toEqual([]);
      expect(await bench.store.nextEffectAt()).toBe(100);
      expect(idsOf(await claim(100))).toEqual(['later']);
    });

    it('leave by urgency, then by age', async () => {
      const lanes = ['a', 'b', 'c', 'd'];
      await commit(...lanes.map((lane) => effect(lane, { lane, ...(lane === 'c' ? { urgency: 1 } : {}) })));
      expect(idsOf(await claim(0, { limit: 3 }))).toEqual(['c', 'a', 'b']);
    });

    it('to blocked destinations stay, and so do those of a blocked system', async () => {
      await commit(
        effect('channel', { lane: 'a', dest: 'teams:channel' }),
        effect('ana', { lane: 'b', dest: 'teams:ana', dueAt: 3 }),
        effect('psa', { lane: 'c', dest: 'psa', dueAt: 7 }),
        effect('psaurus', { lane: 'd', dest: 'psaurus', dueAt: 9 }),
      );
      expect(await bench.store.nextEffectAt({ notDest: ['teams:channel'] })).toBe(3);
      expect(await bench.store.nextEffectAt({ notDest: ['teams'] })).toBe(7);
      expect(await bench.store.nextEffectAt({ notDest: ['teams', 'psa'] })).toBe(9);
      expect(idsOf(await claim(9, { notDest: ['teams', 'psa'] }))).toEqual(['psaurus']);
      expect(idsOf(await claim(9, { notDest: ['teams:channel', 'psa'] }))).toEqual(['ana']);
      expect(idsOf(await claim(9))).toEqual(['channel', 'psa']);
    });

    it('with the same work are merged while the first waits, and not once it has begun', async () => {
      const sync = (id: string) => effect(id, { lane: 'card:S1', kind: 'card.sync', coalesce: true });
      await commit(sync('one'), sync('two'), effect('say', { lane: 'card:S1', kind: 'card.say' }));
      expect(await bench.store.getEffect('two')).toBeUndefined();
      const [one] = await claim();
      await commit(sync('three'));
      expect(await bench.store.getEffect('three')).toBeUndefined();
      await begin(one!, 0, 10);
      await commit(sync('four'), sync('five'));
      expect(
        (await bench.store.listEffects({ state: 'waiting', lane: 'card:S1', limit: 9 })).map(({ id }) => id),
      ).toEqual(['say', 'four']);
    });
  });

  describe('a claim', () => {
    it('begins once, counts its attempt, and can be renewed', async () => {
      await commit(effect('e'));
      const one = await claimOne(5);
      expect(await begin(one, 6, 20)).toBe(true);
      expect(await bench.store.getEffect('e')).toMatchObject({ state: 'begun', attempts: 1, begunAt: 6, deadline: 20 });
      expect(await begin(one, 19, 40)).toBe(true);
      const prolonged = await bench.store.getEffect('e');
      expect(prolonged).toMatchObject({ attempts: 1, begunAt: 6, firstBegunAt: 6, deadline: 40 });
      expect(await bench.store.attemptsSince('', 0)).toEqual([{ dest: 'psa', at: 6 }]);
      expect(await claim(49)).toEqual([]);
    });

    it('that expired before it began goes to another worker, who knows that nothing happened', async () => {
      await commit(effect('e'));
      const first = await claimOne(0);
      expect(await bench.store.nextEffectAt()).toBe(100);
      expect(await claim(99)).toEqual([]);
      const second = await claimOne(100);
      expect(second.effect).toMatchObject({ unclear: false, attempts: 0 });
      expect(second.fence).toBeGreaterThan(first.fence);
      expect(await begin(first, 101, 110)).toBe(false);
      expect(await bench.store.settleEffect(first, { as: 'done' }, 101, [insertTimer('learnt', 1)])).toBe(false);
      expect(await bench.store.get('timers', 'learnt')).toBeUndefined();
      expect(await begin(second, 101, 110)).toBe(true);
    });

    it('of a worker that died in mid-attempt is taken over as unclear once lease and deadline have passed', async () => {
      await commit(effect('e'));
      const first = await claimOne(0);
      await bench.store.beginEffect(first, { now: 1, deadline: 50, leaseUntil: 20 });
      const store = await bench.reopen();
      expect(await store.nextEffectAt()).toBe(50);
      expect(await claim(49)).toEqual([]);
      const second = await claimOne(50);
      expect(second.effect).toMatchObject({ unclear: true, attempts: 1 });
      expect(await bench.store.settleEffect(first, { as: 'done' }, 51)).toBe(false);
      // It stays unclear when the second worker dies before it began.
      expect((await claimOne(200)).effect.unclear).toBe(true);
    });

    it('ends together with its results or not at all', async () => {
      await commit(effect('e'));
      await bench.store.commit([insertTimer('a', 1)]);
      const one = await claimOne();
      await begin(one, 0, 10);
      await expect(
        bench.store.settleEffect(one, { as: 'done' }, 1, [insertTimer('b', 1), insertTimer('a', 1)]),
      ).rejects.toMatchObject({ code: 'STORE_DUPLICATE' });
      expect(await bench.store.get('timers', 'b')).toBeUndefined();
      expect(await bench.store.getEffect('e')).toMatchObject({ state: 'begun' });
      expect(await bench.store.settleEffect(one, { as: 'done' }, 2, [insertTimer('b', 1), emit('next')])).toBe(true);
      const store = await bench.reopen();
      expect(await store.getEffect('e')).toMatchObject({ state: 'done', settledAt: 2 });
      expect(await store.get('timers', 'b')).toBeDefined();
      expect(idsOf(await claim(2))).toEqual(['next']);
      expect(await bench.store.settleEffect(one, { as: 'done' }, 3)).toBe(false);
    });

    it('that is postponed comes back later, with its error, in its place', async () => {
      await commit(effect('e'), effect('behind'));
      const one = await claimOne();
      await begin(one, 0, 10);
      await bench.store.settleEffect(one, { as: 'retry', at: 30, unclear: false, error }, 5);
      expect(await claim(29)).toEqual([]);
      const again = await claimOne(30);
      expect(again.effect).toMatchObject({ id: 'e', attempts: 1, unclear: false, error });
    });

    it('that is unclear is not repeated before its deadline, however early it asks to', async () => {
      await commit(effect('e'));
      const one = await claimOne();
      await begin(one, 0, 50);
      await bench.store.settleEffect(one, { as: 'retry', at: 10, unclear: true, error }, 5);
      expect(await claim(49)).toEqual([]);
      expect((await claimOne(50)).effect.unclear).toBe(true);
    });

    it('that is given back untouched was not attempted, and its attempt need not count', async () => {
      await commit(effect('e'));
      await bench.store.settleEffect(await claimOne(), { as: 'retry', at: 5, unclear: false }, 0);
      expect(await bench.store.getEffect('e')).toMatchObject({ attempts: 0, state: 'waiting', dueAt: 5 });
      const one = await claimOne(5);
      await begin(one, 5, 10);
      await bench.store.settleEffect(one, { as: 'retry', at: 6, unclear: false, error, countAttempt: false }, 5);
      expect(await bench.store.getEffect('e')).toMatchObject({ attempts: 0, state: 'waiting', error });
    });
  });

  describe('a dead letter', () => {
    const die = async (unclear = false) => {
      await commit(effect('dead'), effect('behind'), effect('elsewhere', { lane: 'psa:T2' }));
      const claims = await claim(0, { limit: 1 });
      await begin(claims[0]!, 0, 50);
      await bench.store.settleEffect(claims[0]!, { as: 'dead', error, unclear }, 7, [insertTimer('notice', 1)]);
    };

    it('blocks its own lane and no other', async () => {
      await die();
      await bench.reopen();
      expect(idsOf(await claim(1_000))).toEqual(['elsewhere']);
      expect(await bench.store.listEffects({ state: 'dead', limit: 9 })).toMatchObject([
        { id: 'dead', error, settledAt: 7 },
      ]);
      expect(await bench.store.get('timers', 'notice')).toBeDefined();
    });

    it('is not swept away', async () => {
      await die();
      await bench.store.sweep(1e9, 1e9);
      expect(await bench.store.getEffect('dead')).toMatchObject({ state: 'dead' });
    });

    it('can be retried once, in its place, with attempts counted from zero', async () => {
      await die();
      await bench.store.commit([{ op: 'retryEffect', id: 'dead', dueAt: 20 }]);
      await expect(bench.store.commit([{ op: 'retryEffect', id: 'dead', dueAt: 20 }])).rejects.toMatchObject({
        code: 'STORE_CONFLICT',
      });
      const [one] = await claim(20, { limit: 1 });
      expect(one!.effect).toMatchObject({ id: 'dead', attempts: 0, unclear: false });
      expect(one!.effect.firstBegunAt).toBeUndefined();
    });

    it('that may have landed is checked, and not before its deadline', async () => {
      await die(true);
      await bench.store.commit([{ op: 'retryEffect', id: 'dead', dueAt: 20 }]);
      expect(idsOf(await claim(49))).toEqual(['elsewhere']);
      const [one] = await claim(50);
      expect(one!.effect).toMatchObject({ id: 'dead', unclear: true });
    });

    it('can be dismissed, and its lane continues', async () => {
      await die();
      await bench.store.commit([{ op: 'dismissEffect', id: 'dead' }]);
      expect(idsOf(await claim(8))).toEqual(['behind', 'elsewhere']);
      expect(await bench.store.countEffects()).toEqual({ waiting: 2, begun: 0, done: 1, dead: 0 });
    });
  });

  describe('the history', () => {
    it('of attempts can be read by destination, each attempt once', async () => {
      await commit(effect('a', { lane: 'a', dest: 'teams:ana' }), effect('b', { lane: 'b', dest: 'psa' }));
      for (const now of [0, 10]) {
        for (const one of await claim(now)) {
          await begin(one, now + 1, now + 2);
          await bench.store.settleEffect(one, { as: 'retry', at: 10, unclear: false, error }, now + 1);
        }
      }
      expect(await bench.store.attemptsSince('teams:', 0)).toEqual([
        { dest: 'teams:ana', at: 1 },
        { dest: 'teams:ana', at: 11 },
      ]);
      expect(await bench.store.attemptsSince('', 2)).toHaveLength(2);
    });

    it('of settled effects is swept, and waiting effects are not', async () => {
      await commit(effect('old'), effect('new'));
      for (const now of [10, 20]) {
        const one = await claimOne(now);
        await begin(one, now, now + 1);
        await bench.store.settleEffect(one, { as: 'done' }, now);
      }
      await commit(effect('waiting'));
      expect(await bench.store.sweep(20, 20)).toBe(1);
      expect(await bench.store.getEffect('old')).toBeUndefined();
      expect(await bench.store.countEffects()).toEqual({ waiting: 1, begun: 0, done: 1, dead: 0 });
      expect(idsOf(await claim(20))).toEqual(['waiting']);
    });
  });
}
