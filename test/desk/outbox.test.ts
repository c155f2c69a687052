import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { budgetRules, createBudget } from '../../desk/outbox/index.ts';
import { OutsideError } from '../../model/errors.ts';
import { insertTimer, timer } from '../store/samples.ts';
import { handles, learnt, outboxBench, START, type OutboxBench } from './outbox-bench.ts';

const MINUTE = 60_000;
let bench: OutboxBench;
let performed: string[];
beforeEach(async () => {
  bench = await outboxBench();
  performed = [];
});
afterEach(async () => {
  expect(bench.clock.failures).toEqual([]);
  await bench.store.close();
});

const note = () =>
  handles(async (effect) => {
    performed.push(effect.id);
    return {};
  });
const fails = (done: 'no' | 'unknown', retry: 'never' | 'later', retryAfterMs?: number) =>
  handles(async (effect) => {
    performed.push(effect.id);
    throw new OutsideError('PSA_REFUSED', 'The PSA said no.', {
      done,
      retry,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  });
const never = new Promise<never>(() => {});

describe('the outbox', () => {
  it('carries out what is due, each lane in order and the most urgent first', async () => {
    await bench.emit('T1 first');
    await bench.emit('T1 second');
    await bench.emit('T2 urgent', { lane: 'psa:T2', urgency: 1 });
    await bench.emit('T3 tomorrow', { lane: 'psa:T3', dueAt: START + 24 * 60 * MINUTE });
    expect(await bench.worker({ 'psa.note': note() }).drain()).toBe(3);
    expect(performed).toEqual(['T2 urgent', 'T1 first', 'T1 second']);
  });

  it('sleeps until something is committed or becomes due', async () => {
    const stop = bench.start(bench.worker({ 'psa.note': note() }));
    await bench.clock.advance(60 * MINUTE);
    await bench.emit('now');
    await bench.clock.advance(0);
    expect(performed).toEqual(['now']);
    await bench.emit('soon', { dueAt: bench.clock.now() + 1_234 });
    await bench.clock.advance(1_233);
    expect(performed).toEqual(['now']);
    await bench.clock.advance(1);
    expect(performed).toEqual(['now', 'soon']);
    await stop();
  });

  it('commits an effect’s results together with its end', async () => {
    await bench.emit('e');
    await bench.worker({ 'psa.note': handles(async () => ({ writes: learnt('learnt') })) }).drain();
    expect(await bench.store.get('timers', 'learnt')).toBeDefined();
    expect(await bench.store.getEffect('e')).toMatchObject({ state: 'done' });
  });

  it('builds the results again when their commit loses a race, without repeating the effect', async () => {
    await bench.store.commit([insertTimer('card', 1)]);
    await bench.emit('e');
    let asked = 0;
    const racing = handles(async () => {
      performed.push('sent');
      return {
        writes: async () => {
          asked += 1;
          const read = (await bench.store.get('timers', 'card'))!;
          if (asked < 3) {
            await bench.store.commit([{ op: 'put', c: 'timers', id: 'card', data: timer(asked), expect: read.v }]);
          }
          return [{ op: 'put', c: 'timers', id: 'card', data: timer(99), expect: read.v }];
        },
      };
    });
    await bench.worker({ 'psa.note': racing }).drain();
    expect(performed).toEqual(['sent']);
    expect(await bench.store.get('timers', 'card')).toMatchObject({ v: 4, data: timer(99) });
  });

  it('repeats a landed effect as unclear when its results cannot be stored at all', async () => {
    await bench.emit('e');
    const seen: boolean[] = [];
    const careless = handles(async (_effect, { unclear }) => {
      seen.push(unclear);
      return unclear ? { writes: learnt('learnt') } : { writes: () => Promise.reject(new TypeError('no such card')) };
    });
    const outbox = bench.worker({ 'psa.note': careless });
    await outbox.drain();
    await bench.clock.advance(14_999);
    expect(await outbox.drain()).toBe(0);
    await bench.clock.advance(1);
    await outbox.drain();
    expect(seen).toEqual([false, true]);
    expect(await bench.store.get('timers', 'learnt')).toBeDefined();
  });

  it('turns a final refusal into a dead letter and notifies the desk in the same commit', async () => {
    await bench.emit('refused');
    await bench.emit('behind');
    await bench.emit('elsewhere', { lane: 'psa:T2', kind: 'fine' });
    const outbox = bench.worker(
      { 'psa.note': fails('no', 'never'), fine: note() },
      { onDead: async (effect, error) => [insertTimer(`${effect.id}: ${error.code}, ${error.text}`, 1)] },
    );
    expect(await outbox.drain()).toBe(2);
    expect(performed).toEqual(['refused', 'elsewhere']);
    expect(await bench.store.get('timers', 'refused: PSA_REFUSED, The PSA said no.')).toBeDefined();
    expect(await bench.store.countEffects()).toEqual({ waiting: 1, begun: 0, done: 1, dead: 1 });
  });

  it('keeps a dead letter even when the notification fails', async () => {
    await bench.emit('refused');
    const onDead = () => Promise.reject(new TypeError('no words'));
    await bench.worker({ 'psa.note': fails('no', 'never') }, { onDead }).drain();
    expect(await bench.store.getEffect('refused')).toMatchObject({ state: 'dead' });
  });

  it('turns an effect without a handler into a dead letter', async () => {
    await bench.emit('e', { kind: 'fax.send' });
    await bench.worker({}).drain();
    expect(await bench.store.getEffect('e')).toMatchObject({ state: 'dead', attempts: 0, error: { code: 'INTERNAL' } });
  });

  it('gives up on an internal error after five attempts', async () => {
    await bench.emit('e');
    const broken = handles(async () => {
      performed.push('e');
      throw new TypeError('x is undefined');
    }, 0);
    const stop = bench.start(bench.worker({ 'psa.note': broken }));
    await bench.clock.advance(10 * MINUTE);
    expect(performed).toHaveLength(5);
    expect(await bench.store.getEffect('e')).toMatchObject({ state: 'dead', error: { code: 'INTERNAL' } });
    await stop();
  });

  it('waits as long as the other side asks', async () => {
    await bench.emit('e');
    const stop = bench.start(bench.worker({ 'psa.note': fails('no', 'later', 5 * MINUTE) }));
    await bench.clock.advance(5 * MINUTE - 1);
    expect(performed).toHaveLength(1);
    await bench.clock.advance(1);
    expect(performed).toHaveLength(2);
    await stop();
  });

  it('survives a PSA outage of six hours and catches up within two minutes', async () => {
    let down = true;
    const psa = handles(async (effect) => {
      if (down) throw new OutsideError('PSA_UNREACHABLE', 'nobody answered', { done: 'no', retry: 'later' });
      performed.push(effect.id);
      return {};
    });
    await bench.emit('first');
    await bench.emit('second');
    const stop = bench.start(bench.worker({ 'psa.note': psa }));
    await bench.clock.advance(6 * 60 * MINUTE);
    down = false;
    await bench.clock.advance(2 * MINUTE);
    expect(performed).toEqual(['first', 'second']);
    await stop();
  });

  it('does not let a hung system delay the others', async () => {
    for (let i = 0; i < 10; i += 1) await bench.emit(`psa ${i}`, { lane: `psa:T${i}`, kind: 'hangs' });
    for (let i = 0; i < 3; i += 1) await bench.emit(`card ${i}`, { lane: `card:${i}`, dest: `teams:${i}` });
    let hanging = 0;
    const hangs = handles(() => {
      hanging += 1;
      return never;
    });
    bench.start(bench.worker({ hangs, 'psa.note': note() }));
    await bench.clock.advance(1);
    expect(performed).toEqual(['card 0', 'card 1', 'card 2']);
    expect(hanging).toBe(4);
  });

  it('repeats an unclear attempt only once its write can no longer land', async () => {
    await bench.emit('e');
    const stop = bench.start(bench.worker({ 'psa.note': fails('unknown', 'later') }));
    await bench.clock.advance(14_999);
    expect(performed).toHaveLength(1);
    await bench.clock.advance(1);
    expect(performed).toHaveLength(2);
    await stop();
  });

  it('takes over a dead worker’s attempt as unclear after its deadline, and ignores a late result from the dead worker', async () => {
    await bench.emit('e');
    let answer = (): void => {};
    const stuck = handles(
      () => new Promise((resolve) => (answer = () => resolve({ writes: learnt('from the dead') }))),
    );
    void bench.worker({ 'psa.note': stuck }).drain();
    await bench.clock.advance(0);
    const looks: boolean[] = [];
    const heir = bench.worker({
      'psa.note': handles(async (_effect, { unclear }) => {
        looks.push(unclear);
        return { writes: learnt('from the heir') };
      }),
    });
    await bench.clock.advance(24_999);
    expect(await heir.drain()).toBe(0);
    await bench.clock.advance(1);
    expect(await heir.drain()).toBe(1);
    expect(looks).toEqual([true]);
    answer();
    await bench.clock.advance(0);
    expect(await bench.store.get('timers', 'from the heir')).toBeDefined();
    expect(await bench.store.get('timers', 'from the dead')).toBeUndefined();
  });

  it('keeps its claim on an attempt that takes too long', async () => {
    await bench.emit('e');
    let answer = (): void => {};
    const slow = handles(() => {
      performed.push('e');
      return new Promise((resolve) => (answer = () => resolve({})));
    });
    const stop = bench.start(bench.worker({ 'psa.note': slow }));
    const other = bench.worker({ 'psa.note': slow });
    for (let i = 0; i < 20; i += 1) {
      await bench.clock.advance(5_000);
      expect(await other.drain()).toBe(0);
    }
    answer();
    await bench.clock.advance(0);
    expect(performed).toEqual(['e']);
    expect(await bench.store.getEffect('e')).toMatchObject({ state: 'done', attempts: 1 });
    await stop();
  });

  it('stops on request after the running attempts', async () => {
    await bench.emit('under way');
    let answer = (): void => {};
    const slow = handles(() => new Promise((resolve) => (answer = () => resolve({}))));
    const stop = bench.start(bench.worker({ 'psa.note': slow }));
    await bench.clock.advance(1);
    let stopped = false;
    const stopping = stop().then(() => (stopped = true));
    await bench.emit('too late', { lane: 'psa:T2' });
    await bench.clock.advance(1);
    expect(stopped).toBe(false);
    answer();
    await bench.clock.advance(1);
    await stopping;
    expect(await bench.store.getEffect('under way')).toMatchObject({ state: 'done' });
    expect(await bench.store.getEffect('too late')).toMatchObject({ state: 'waiting' });
  });
});

describe('the outbox within its budgets', () => {
  const sends = async (count: number, dest = 'teams:channel') => {
    for (let i = 0; i < count; i += 1) await bench.emit(`${dest} ${i}`, { lane: `card:${dest}:${i}`, dest });
  };

  it('sends no faster than a conversation allows, keeps the order, and delays no other conversation', async () => {
    const at: number[] = [];
    const send = handles(async (effect) => {
      performed.push(effect.id);
      if (effect.dest === 'teams:channel') at.push(bench.clock.now() - START);
      return {};
    });
    await sends(20);
    await sends(3, 'teams:ana');
    const stop = bench.start(bench.worker({ 'psa.note': send }));
    await bench.clock.advance(0);
    expect(performed.filter((id) => id.startsWith('teams:ana'))).toHaveLength(3);
    await bench.clock.advance(30_000);
    // Six in a second and seven in two, each counted a second longer than Teams does.
    const times = (count: number, ms: number) => Array<number>(count).fill(ms);
    expect(at).toEqual([...times(6, 0), 2_000, ...times(5, 3_000), 4_000, 5_000, ...times(5, 6_000), 7_000]);
    expect(performed.filter((id) => id.startsWith('teams:channel')).map((id) => Number(id.split(' ')[1]))).toEqual([
      ...Array(20).keys(),
    ]);
    for (const { attempts } of await bench.store.listEffects({ state: 'done', limit: 99 })) expect(attempts).toBe(1);
    await stop();
  });

  it('remembers after a restart what it sent before', async () => {
    await sends(12);
    await bench.worker({ 'psa.note': note() }).drain();
    expect(performed).toHaveLength(6);
    await bench
      .worker({ 'psa.note': note() }, { budget: createBudget(budgetRules({ psaPerFiveMinutes: 300 })) })
      .drain();
    expect(performed).toHaveLength(6);
    await bench.clock.advance(2_000);
    await bench.worker({ 'psa.note': note() }).drain();
    expect(performed).toHaveLength(7);
  });
});
