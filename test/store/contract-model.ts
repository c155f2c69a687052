import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim, Settlement, Store } from '../../desk/ports/store.ts';
import type { EngineUnderTest } from './contract-bench.ts';
import { ReferenceModel } from './reference-model.ts';
import { emit } from './samples.ts';

type Step =
  | { do: 'add'; lane: number; urgency: number; inMs: number }
  | { do: 'wait'; ms: number }
  | { do: 'claim'; worker: number; limit: number }
  | { do: 'begin'; nth: number; landsFor: number }
  | { do: 'settle'; nth: number; as: 'done' | 'dead' | 'retry' | 'unclear'; inMs: number }
  | { do: 'retry-dead' }
  | { do: 'dismiss-dead' };

const ms = fc.integer({ min: 0, max: 40 });
const soon = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, ms);
/** The claim it is about, from the newest: mostly a live one, sometimes one long lost. */
const nth = fc.oneof({ weight: 4, arbitrary: fc.nat(2) }, fc.nat(20));
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('add' as const), lane: fc.nat(3), urgency: fc.nat(1), inMs: soon }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      worker: fc.nat(1),
      limit: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('begin' as const), nth, landsFor: ms }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('settle' as const),
      nth,
      as: fc.constantFrom('done', 'done', 'dead', 'retry', 'unclear'),
      inMs: ms,
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'retry-dead' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'dismiss-dead' as const }) },
);

const LEASE_MS = 25;
const error = { code: 'PSA_UNREACHABLE', text: '' };

/** Two workers, who remember every claim they were ever given, do random things; the plain model says what must come. */
export function effectModel(makeEngine: () => Promise<EngineUnderTest>, numRuns: number): void {
  describe('two workers in any order of steps', () => {
    it('see lanes in order, never hold the same effect, and are refused with an old fence', async () => {
      let attempts = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 40, maxLength: 90, size: 'max' }), async (steps) => {
          const engine = await makeEngine();
          const store = await engine.open();
          try {
            attempts += await follow(store, steps);
          } finally {
            await store.close();
            await engine.remove();
          }
        }),
        { numRuns, seed: 20261123 },
      );
      expect(attempts).toBeGreaterThan(2 * numRuns);
    });
  });
}

/** Gives how many attempts began: steps that only miss prove nothing. */
async function follow(store: Store, steps: readonly Step[]): Promise<number> {
  const model = new ReferenceModel();
  const claims: Claim[] = [];
  let now = 0;
  for (const [n, one] of steps.entries()) {
    if (one.do === 'wait') now += one.ms;
    else if (one.do === 'add') await add(store, model, `e${n}`, one, now);
    else if (one.do === 'claim') claims.unshift(...(await claim(store, model, one, now)));
    else if (one.do === 'begin') await begin(store, model, claims[one.nth % claims.length], now, now + one.landsFor);
    else if (one.do === 'settle') await settle(store, model, claims[one.nth % claims.length], one, now);
    else await revive(store, model, one.do === 'retry-dead', now);
    expect(await store.nextEffectAt()).toBe(model.nextAt());
  }
  for (const { id, state, unclear, attempts } of model.effects) {
    expect(await store.getEffect(id)).toMatchObject({ state, unclear, attempts });
  }
  return model.effects.reduce((sum, one) => sum + one.attempts, 0);
}

async function add(store: Store, model: ReferenceModel, id: string, q: Step & { do: 'add' }, now: number) {
  const lane = `lane${q.lane}`;
  await store.commit([emit(id, { lane, urgency: q.urgency, dueAt: now + q.inMs })]);
  model.add(id, lane, q.urgency, now + q.inMs);
}

async function claim(store: Store, model: ReferenceModel, q: Step & { do: 'claim' }, now: number) {
  const owner = `worker${q.worker}`;
  const got = await store.claimEffects({ owner, now, leaseMs: LEASE_MS, limit: q.limit });
  const due = model.claim(owner, now, LEASE_MS, q.limit);
  const plain = (id: string, unclear: boolean, attempts: number) => ({ id, unclear, attempts });
  expect(got.map(({ effect }) => plain(effect.id, effect.unclear, effect.attempts))).toEqual(
    due.map((one) => plain(one.id, one.unclear, one.attempts)),
  );
  for (const [i, one] of got.entries()) {
    const known = due[i]!;
    // Engines may count fences as they like; what matters is that they grow.
    expect(one.fence).toBeGreaterThanOrEqual(known.fence);
    known.fence = one.fence;
  }
  return got;
}

async function begin(store: Store, model: ReferenceModel, one: Claim | undefined, now: number, deadline: number) {
  if (!one) return;
  const held = model.holds(one.effect.id, one.owner, one.fence);
  expect(await store.beginEffect(one, { now, deadline, leaseUntil: now + LEASE_MS })).toBe(held !== undefined);
  if (!held) return;
  if (held.state === 'waiting') held.attempts += 1;
  held.state = 'begun';
  held.deadline = deadline;
  held.leaseUntil = now + LEASE_MS;
}

async function settle(
  store: Store,
  model: ReferenceModel,
  one: Claim | undefined,
  q: Step & { do: 'settle' },
  now: number,
): Promise<void> {
  if (!one) return;
  const unclear = q.as === 'unclear';
  const end: Settlement =
    q.as === 'done'
      ? { as: 'done' }
      : q.as === 'dead'
        ? { as: 'dead', error }
        : { as: 'retry', at: now + q.inMs, unclear, error };
  const held = model.holds(one.effect.id, one.owner, one.fence);
  expect(await store.settleEffect(one, end, now)).toBe(held !== undefined);
  if (!held) return;
  held.holder = undefined;
  held.state = end.as === 'retry' ? 'waiting' : end.as;
  if (end.as === 'retry') {
    held.dueAt = end.at;
    held.unclear = unclear;
  }
}

async function revive(store: Store, model: ReferenceModel, retry: boolean, now: number): Promise<void> {
  const dead = model.effects.find(({ state }) => state === 'dead');
  if (!dead) return;
  await store.commit([retry ? { op: 'retryEffect', id: dead.id, dueAt: now } : { op: 'dismissEffect', id: dead.id }]);
  dead.state = retry ? 'waiting' : 'done';
  if (retry) {
    dead.dueAt = now;
    dead.attempts = 0;
  }
}
