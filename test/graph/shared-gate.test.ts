import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../desk/ports/store.ts';
import { createGraph, createSharedGate, OUTLOOK_PLACES, type Gate } from '../../graph/index.ts';
import { silentLog as log } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { handClock, type HandClock } from '../../harness/hand-clock.ts';
import { seeded } from '../../harness/seeded.ts';
import { graphWorld } from './graph-world.ts';

const START = Date.UTC(2026, 10, 23, 9);
const SECOND = 1_000;
const never = new AbortController().signal;

let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ path: ':memory:', log });
  await store.migrate();
});
afterEach(() => store.close());

const gateOf = (clock: HandClock, owner: string, over: Pick<Store, 'lease' | 'release'> = store) =>
  createSharedGate({ store: over, clock, owner, random: seeded(owner.length + 7), places: OUTLOOK_PLACES });

describe('the four places shared by all instances', () => {
  it('are never exceeded when instances crash, and every waiting request gets a turn', async () => {
    const one = fc.record({
      copy: fc.nat(7),
      at: fc.nat(5 * SECOND),
      takes: fc.integer({ min: 1, max: 4 * SECOND }),
      urgent: fc.boolean(),
      dies: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(one, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 8 }),
        async (calls, n) => {
          const clock = handClock(START);
          const own = await openSqliteStore({ path: ':memory:', log });
          await own.migrate();
          const gates = Array.from({ length: n }, (_, copy) => gateOf(clock, `copy ${copy}`, own));
          let inside = 0;
          let most = 0;
          let served = 0;
          const dead = new Set<Gate>();
          let gone = 0;
          for (const call of calls) {
            clock.spawn('call', async () => {
              await clock.sleep(call.at);
              const gate = gates[call.copy % n]!;
              const leave = await gate.enter({ places: 1, urgent: call.urgent, signal: never });
              // A crashed process sends nothing.
              if (dead.has(gate)) {
                gone += 1;
                return;
              }
              inside += 1;
              most = Math.max(most, inside);
              await clock.sleep(call.takes);
              inside -= 1;
              served += 1;
              if (!call.dies) {
                if (!dead.has(gate)) leave();
                return;
              }
              // It dies with all the places that it holds, and restarts as a new owner.
              dead.add(gate);
              gates[call.copy % n] = gateOf(clock, `copy ${call.copy} after call ${served}`, own);
            });
          }
          await clock.advance(60 * SECOND);
          await own.close();
          expect(most).toBeLessThanOrEqual(OUTLOOK_PLACES);
          // Requests of a crashed instance may wait forever; all others must be served.
          if (dead.size === 0) expect(served + gone).toBe(calls.length);
          expect(clock.failures).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('can all go to one instance while the others are idle', async () => {
    const clock = handClock(START);
    const [busy] = [gateOf(clock, 'busy'), gateOf(clock, 'idle')];
    const entered: unknown[] = [];
    for (let n = 0; n < 6; n += 1) {
      clock.spawn('call', async () => void entered.push(await busy.enter({ places: 1, urgent: false, signal: never })));
    }
    await clock.advance(SECOND);
    expect(entered).toHaveLength(OUTLOOK_PLACES);
  });

  it('rotate, so an instance that never stops asking cannot starve the others', async () => {
    const clock = handClock(START);
    const turns: string[] = [];
    const asks = (gate: Gate, name: string, times: number) =>
      clock.spawn(name, async () => {
        for (let n = 0; n < times; n += 1) {
          const leave = await gate.enter({ places: 1, urgent: false, signal: never });
          await clock.sleep(200);
          turns.push(name);
          leave();
        }
      });
    const greedy = gateOf(clock, 'greedy');
    for (let n = 0; n < 12; n += 1) asks(greedy, 'greedy', 1_000);
    await clock.advance(SECOND);
    asks(gateOf(clock, 'modest'), 'modest', 3);
    await clock.advance(30 * SECOND);
    expect(turns.filter((name) => name === 'modest')).toHaveLength(3);
  });

  it('go to urgent requests first and skip requests that gave up', async () => {
    const clock = handClock(START);
    const gate = gateOf(clock, 'one');
    const leaves: (() => void)[] = [];
    for (let n = 0; n < OUTLOOK_PLACES; n += 1) {
      clock.spawn('call', async () => void leaves.push(await gate.enter({ places: 1, urgent: false, signal: never })));
    }
    await clock.advance(SECOND);
    const order: string[] = [];
    const impatient = new AbortController();
    const waits = (name: string, urgent: boolean, signal: AbortSignal) =>
      gate.enter({ places: 1, urgent, signal }).then(
        () => order.push(name),
        () => order.push(`${name} gave up`),
      );
    void waits('background', false, never);
    void waits('impatient', true, impatient.signal);
    void waits('person', true, never);
    impatient.abort(new Error('enough'));
    for (const leave of leaves.slice(0, 2)) leave();
    await clock.advance(SECOND);
    expect(order).toEqual(['impatient gave up', 'person', 'background']);
  });

  it('cannot be taken while the store is failing over', async () => {
    const clock = handClock(START);
    let down = true;
    const gate = gateOf(clock, 'one', {
      lease: (...about) => (down ? Promise.reject(new Error('changing over')) : store.lease(...about)),
      release: (lease) => store.release(lease),
    });
    let inside = false;
    clock.spawn('call', async () => {
      await gate.enter({ places: 1, urgent: true, signal: never });
      inside = true;
    });
    await clock.advance(5 * SECOND);
    expect(inside).toBe(false);
    down = false;
    await clock.advance(SECOND);
    expect(inside).toBe(true);
  });
});

it('six instances on one store together send at most four requests to Exchange at a time', async () => {
  const world = await graphWorld();
  const { sim, clock, url } = world;
  sim.settings.latencyMs = 400;
  sim.seed.user({ displayName: 'Ana', mail: 'ana@msp.example' });
  const copies = Array.from({ length: 6 }, (_, n) =>
    createGraph(
      {
        identity: {
          tenantId: '4f1c1d1e-0000-4000-8000-000000000001',
          clientId: '4f1c1d1e-0000-4000-8000-000000000002',
          credential: { kind: 'secret', secret: 'correct-horse-battery' },
          loginUrl: url,
        },
        graphUrl: url,
        mailbox: 'ana@msp.example',
        timeZone: 'Europe/London',
        shiftTeamIds: [],
        roleGroupIds: [],
        bookings: { mode: 'bookings', businessId: 'visits@msp.example' },
      },
      {
        fetch: clock.fetch,
        clock,
        wallClock: { now: Date.now },
        log,
        random: seeded(n),
        newId: () => '00000000-0000-4000-8000-000000000000',
        gate: createSharedGate({ store, clock, owner: `copy ${n}`, random: seeded(n), places: OUTLOOK_PLACES }),
      },
    ),
  );
  const now = clock.now();
  const answers = copies
    .flatMap(({ interactive, background }) => [
      () => interactive.calendars.schedules(['ana@msp.example'], now, now + 3_600_000),
      () => background.calendars.hours('ana@msp.example'),
      () => background.calendars.schedules(['ana@msp.example'], now, now + 7_200_000),
    ])
    .map((ask) => clock.enter<unknown>(ask));
  await clock.advance(20 * SECOND);
  await Promise.all(answers);
  expect(answers).toHaveLength(18);
  expect(sim.journal.exchanges.filter(({ response }) => response?.status === 429)).toEqual([]);
  expect(sim.mostAtOnce).toBeGreaterThan(1);
  expect(sim.mostAtOnce).toBeLessThanOrEqual(OUTLOOK_PLACES);
  await world.stop();
});
