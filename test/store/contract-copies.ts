import { describe, expect, it } from 'vitest';
import type { Store, Write } from '../../desk/ports/store.ts';
import type { Bench } from './contract-bench.ts';
import { effect, emit, insertPerson, insertTimer, timer } from './samples.ts';

/**
 * What must hold when many ask at the same moment: people who tap, workers, copies. `bench.copy` opens another store on
 * the same data where the engine allows several; where it does not, all ask the one.
 */
export function copiesContract(bench: Bench, copies: number): void {
  const open = async (): Promise<Store[]> => {
    const others = await Promise.all(Array.from({ length: copies - 1 }, () => bench.copy()));
    return [bench.store, ...others];
  };
  const pick = (stores: readonly Store[], n: number): Store => stores[n % stores.length]!;
  /** An engine that answers within the turn must not keep the others from theirs. */
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const outcome = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => 'done',
      (error: unknown) => String((error as { code?: string }).code),
    );
  const count = (outcomes: readonly string[], what: string) => outcomes.filter((one) => one === what).length;

  describe(`${copies === 1 ? 'callers' : `${copies} copies`} at the same moment`, () => {
    it('a fresh read of people sees another’s latest write, whatever is cached', async () => {
      const stores = await open();
      const [writer, reader] = [pick(stores, 0), pick(stores, 1)];
      const names = async (how: { fresh?: true }) =>
        (await reader.query('people', { index: 'byName', limit: 500, ...how })).docs.map(({ data }) => data.entraId);
      await writer.commit([insertPerson('ana', {})]);
      for (let n = 0; n < 4; n += 1) expect(await names({})).toEqual([undefined]);
      const known = await writer.get('people', 'ana');
      const data = { ...known!.data, entraId: 'e1' };
      await writer.commit([{ op: 'put', c: 'people', id: 'ana', data, expect: 1 }]);
      expect(await names({ fresh: true })).toEqual(['e1']);
      // And from then on whoever asks here.
      expect((await reader.get('people', 'ana'))?.data.entraId).toBe('e1');
    });

    it('one of a hundred gets a ticket, and the others learn that it has changed', async () => {
      await bench.store.commit([insertTimer('ticket', 0)]);
      const stores = await open();
      const outcomes = await Promise.all(
        Array.from({ length: 100 }, (_, n) =>
          outcome(
            pick(stores, n).commit([
              { op: 'put', c: 'timers', id: 'ticket', data: timer(n), expect: 1 },
              emit(`assign:${n}`),
            ]),
          ),
        ),
      );
      expect(count(outcomes, 'done')).toBe(1);
      expect(count(outcomes, 'STORE_CONFLICT')).toBe(99);
      const winner = outcomes.indexOf('done');
      expect((await bench.store.get('timers', 'ticket'))?.data).toEqual(timer(winner));
      const waiting = await bench.store.listEffects({ state: 'waiting', limit: 9 });
      expect(waiting.map(({ id }) => id)).toEqual([`assign:${winner}`]);
    });

    it('one of two commits that each require the other’s document unchanged succeeds', async () => {
      await bench.store.commit([insertTimer('a', 0), insertTimer('b', 0)]);
      const stores = await open();
      const cross = (insists: string, changes: string): Write[] => [
        { op: 'check', c: 'timers', id: insists, expect: 1 },
        { op: 'put', c: 'timers', id: changes, data: timer(1), expect: 1 },
      ];
      const outcomes = await Promise.all([
        outcome(pick(stores, 0).commit(cross('a', 'b'))),
        outcome(pick(stores, 1).commit(cross('b', 'a'))),
      ]);
      expect(outcomes.sort()).toEqual(['STORE_CONFLICT', 'done']);
    });

    it('one of two commits that each require the other’s document to be absent succeeds', async () => {
      const stores = await open();
      const cross = (absent: string, makes: string): Write[] => [
        { op: 'check', c: 'timers', id: absent, expect: 0 },
        insertTimer(makes, 1),
      ];
      const outcomes = await Promise.all([
        outcome(pick(stores, 0).commit(cross('a', 'b'))),
        outcome(pick(stores, 1).commit(cross('b', 'a'))),
      ]);
      expect(outcomes.sort()).toEqual(['STORE_CONFLICT', 'done']);
    });

    it('a lease has one taker', async () => {
      const stores = await open();
      const taken = await Promise.all(
        Array.from({ length: 20 }, (_, n) => pick(stores, n).lease('planner', `one${n}`, { now: 0, ms: 10 })),
      );
      expect(taken.filter((lease) => lease !== undefined)).toHaveLength(1);
    });

    it('effects of one lane leave in commit order, whoever committed them', async () => {
      await bench.store.commit([insertTimer('count', 0)]);
      const stores = await open();
      // The document's versions put the commits in one order; the effects must follow it.
      const commitOne = async (store: Store): Promise<void> => {
        for (;;) {
          const doc = (await store.get('timers', 'count'))!;
          const n = doc.data.dueAt + 1;
          const writes: Write[] = [
            { op: 'put', c: 'timers', id: 'count', data: timer(n), expect: doc.v },
            emit(`e${n}`, { payload: { n } }),
          ];
          if ((await outcome(store.commit(writes))) === 'done') return;
        }
      };
      const callers = Array.from({ length: 4 }, (_, n) => pick(stores, n));
      await Promise.all(
        callers.map(async (store) => {
          for (let n = 0; n < 5; n += 1) await commitOne(store);
        }),
      );
      const waiting = await bench.store.listEffects({ state: 'waiting', limit: 99 });
      expect(waiting.map(({ payload }) => payload['n'])).toEqual(Array.from({ length: 20 }, (_, n) => n + 1));
      const numbers = waiting.map(({ seq }) => seq);
      expect(numbers.every((seq, n) => n === 0 || seq > numbers[n - 1]!)).toBe(true);
    });

    it('numbers grow over all lanes in commit order', async () => {
      const stores = await open();
      for (let n = 0; n < 12; n += 1) await pick(stores, n).commit([emit(`e${n}`, { lane: `lane${n % 5}` })]);
      const waiting = await bench.store.listEffects({ state: 'waiting', limit: 99 });
      expect(waiting.map(({ id }) => id)).toEqual(Array.from({ length: 12 }, (_, n) => `e${n}`));
    });

    it('an effect that is added twice exists once', async () => {
      const stores = await open();
      await Promise.all(
        Array.from({ length: 8 }, (_, n) => pick(stores, n).commit([insertTimer(`t${n}`, 1), emit('e')])),
      );
      expect(await bench.store.countEffects()).toEqual({ waiting: 1, begun: 0, done: 0, dead: 0 });
    });

    it('workers share what is due: each effect has one worker, and lanes keep their order', async () => {
      const lanes = ['a', 'b', 'c', 'd', 'e'];
      const ids = lanes.flatMap((lane) => [1, 2, 3].map((n) => ({ id: `${lane}${n}`, lane })));
      await bench.store.commit(ids.map(({ id, lane }) => ({ op: 'effect', effect: effect(id, { lane }) }) as const));
      const stores = await open();
      const performed: string[] = [];
      const work = async (store: Store, owner: string): Promise<void> => {
        while (performed.length < ids.length) {
          await turn();
          for (const claim of await store.claimEffects({ owner, now: 0, leaseMs: 10, limit: 2 })) {
            expect(await store.beginEffect(claim, { now: 0, deadline: 5, leaseUntil: 10 })).toBe(true);
            performed.push(claim.effect.id);
            expect(await store.settleEffect(claim, { as: 'done' }, 0)).toBe(true);
          }
        }
      };
      await Promise.all(Array.from({ length: 3 }, (_, n) => work(pick(stores, n), `worker${n}`)));
      expect([...performed].sort()).toEqual(ids.map(({ id }) => id));
      for (const lane of lanes) {
        expect(performed.filter((id) => id.startsWith(lane))).toEqual([`${lane}1`, `${lane}2`, `${lane}3`]);
      }
      expect(await bench.store.attemptsSince('', 0)).toHaveLength(ids.length);
    });

    it('the last edit of a card shows the last state, however edits and changes interleave', async () => {
      await bench.store.commit([insertTimer('state', 0)]);
      const stores = await open();
      const CHANGES = 25;
      let changed = false;
      const sync = (n: number): Write => emit(`sync${n}`, { lane: 'card:S1', kind: 'card.sync', coalesce: true });
      const change = async (): Promise<void> => {
        for (let n = 1; n <= CHANGES; n += 1) {
          await pick(stores, n).commit([{ op: 'put', c: 'timers', id: 'state', data: timer(n), expect: n }, sync(n)]);
        }
        changed = true;
      };
      let shown = 0;
      const edit = async (): Promise<void> => {
        for (;;) {
          await turn();
          const last = changed;
          const [claim] = await bench.store.claimEffects({ owner: 'worker', now: 0, leaseMs: 10, limit: 1 });
          if (claim) {
            await bench.store.beginEffect(claim, { now: 0, deadline: 5, leaseUntil: 10 });
            shown = (await bench.store.get('timers', 'state'))!.data.dueAt;
            await bench.store.settleEffect(claim, { as: 'done' }, 0);
          } else if (last) return;
        }
      };
      await Promise.all([change(), edit()]);
      expect(shown).toBe(CHANGES);
    });

    if (copies > 1)
      it('one instance’s commit wakes workers that wait at the others', async () => {
        const [one, other] = await open();
        const woken = new Promise<void>((resolve) => other!.onWake(resolve));
        // Nobody says when the other has begun to listen: commits until it is heard.
        const hears = new AbortController();
        void woken.then(() => hears.abort());
        for (let n = 0; !hears.signal.aborted; n += 1) {
          await one!.commit([emit(`e${n}`, { lane: `lane${n}` })]);
          await Promise.race([woken, new Promise((resolve) => setTimeout(resolve, 50))]);
        }
      });
  });
}
