import { promMetrics } from '../config/metrics.ts';
import { SINGLE_INSTANCE } from '../desk/index.ts';
import { createBudget, createOutbox, type EffectHandler } from '../desk/outbox/index.ts';
import type { Store } from '../desk/ports/store.ts';
import { OutsideError } from '../model/errors.ts';
import { silentLog as log } from '../model/log.ts';
import { randomOf, type Random } from '../sim/world/random.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { handClock, type HandClock } from '../harness/hand-clock.ts';
import type { Violation } from './checks/check.ts';
import type { Outcome } from './crashes.ts';
import { over } from '../harness/over.ts';
import { mutateStore, type Mutant } from './mutants.ts';

const START = Date.UTC(2026, 10, 23, 8, 30);
const SECOND = 1_000;
/** An attempt waits 10 s for its answer; what it sent may land 5 s later. */
const ANSWER_MS = 10 * SECOND;
const LATE_MS = 5 * SECOND;
const EFFECTS = 24;
const LANES = 8;

/**
 * Three workers over one store, for so many rounds, or for as many as fit into `forMs`. Two of them stall at random, for
 * longer than any lease: between claim, begin, perform and settle. What a worker says after its stall must not count.
 */
export async function fenceRun(
  o: { seed: number; mutant?: Mutant } & ({ forMs: number } | { rounds: number }),
): Promise<Outcome> {
  const began = performance.now();
  const goesOn = (played: number) => ('rounds' in o ? played < o.rounds : performance.now() - began < o.forMs);
  const violations: Violation[] = [];
  const sums = { rounds: 0, stalls: 0, unclear: 0, refused: 0 };
  while (goesOn(sums.rounds)) {
    const round = new Round(randomOf('soak', o.seed, 'fence', sums.rounds), o.mutant);
    violations.push(...(await round.play()).map((what) => ({ what: `round ${sums.rounds}: ${what}` })));
    sums.rounds += 1;
    sums.stalls += round.stalls;
    sums.unclear += round.unclear;
    sums.refused += round.refused;
    if (violations.length > 0) break;
  }
  const bites = sums.unclear > 0 && sums.refused > 0;
  return {
    checks: [
      { name: 'each effect done once, in order, by one of three workers', violations },
      {
        name: 'workers were overtaken, and their late words refused',
        violations: bites ? [] : [{ what: `${sums.unclear} unclear attempts, ${sums.refused} refused` }],
      },
    ],
    figures: {
      rounds: sums.rounds,
      stalls: sums.stalls,
      'unclear attempts': sums.unclear,
      'late words refused': sums.refused,
    },
  };
}

class Round {
  readonly #random: Random;
  readonly #mutant: Mutant | undefined;
  readonly #clock: HandClock = handClock(START);
  readonly #notes: { id: string; lane: string }[] = [];
  readonly #ending = new AbortController();
  stalls = 0;
  unclear = 0;
  refused = 0;

  constructor(random: Random, mutant: Mutant | undefined) {
    this.#random = random;
    this.#mutant = mutant;
  }

  /** Gives what did not hold. */
  async play(): Promise<string[]> {
    const file = await openSqliteStore({ path: ':memory:', log });
    const store = this.#mutant === undefined ? file : mutateStore(file, this.#mutant);
    const wanted = Array.from({ length: EFFECTS }, (_, n) => ({ id: `e${n}`, lane: `psa:T${n % LANES}` }));
    await store.commit(
      wanted.map((one) => ({
        op: 'effect',
        effect: { ...one, dest: 'psa', kind: 'psa.note', payload: {}, dueAt: START },
      })),
    );
    this.#worker('steady', store, 0);
    this.#worker('stalling', store, 0.25);
    this.#worker('dozing', store, 0.1);
    for (let minute = 0; minute < 60; minute += 1) {
      await this.#clock.advance(60 * SECOND);
      const { waiting, begun } = await file.countEffects();
      if (waiting + begun === 0) break;
    }
    // Whoever still stalls comes back and speaks.
    await this.#clock.advance(10 * 60 * SECOND);
    this.#ending.abort();
    await this.#clock.advance(10 * 60 * SECOND);
    const wrong = await this.#judge(file, wanted);
    await file.close();
    return wrong;
  }

  async #judge(store: Store, wanted: readonly { id: string; lane: string }[]): Promise<string[]> {
    const wrong: string[] = this.#clock.failures.map((failure) => `a worker failed: ${String(failure)}`);
    const counts = await store.countEffects();
    if (counts.done !== wanted.length) wrong.push(`left: ${JSON.stringify(counts)}`);
    for (const lane of new Set(wanted.map((one) => one.lane))) {
      const order = wanted.filter((one) => one.lane === lane).map(({ id }) => id);
      const did = this.#notes.filter((note) => note.lane === lane).map(({ id }) => id);
      if (order.join() !== did.join()) wrong.push(`lane ${lane} wanted ${order.join()}, got ${did.join()}`);
    }
    for (const { id } of wanted) {
      const learnt = await store.get('timers', `learnt ${id}`);
      if (learnt?.v !== 1) wrong.push(`${id} was learnt ${learnt?.v ?? 0} times`);
    }
    return wrong;
  }

  #worker(name: string, store: Store, stalling: number): void {
    const clock = this.#clock;
    const handler: EffectHandler = {
      deadlineMs: ANSWER_MS + LATE_MS + SECOND,
      perform: async (effect, { now, unclear }) => {
        if (unclear) this.unclear += 1;
        const there = unclear && this.#notes.some(({ id }) => id === effect.id);
        if (!there) {
          await this.#maybeStall(stalling);
          await this.#write({ id: effect.id, lane: effect.lane }, now + ANSWER_MS);
        }
        return {
          writes: async () => {
            const id = `learnt ${effect.id}`;
            const old = await store.get('timers', id);
            const data = { kind: 'offer-ends', dueAt: clock.now() } as const;
            return [
              old ? { op: 'put', c: 'timers', id, data, expect: old.v } : { op: 'insert', c: 'timers', id, data },
            ];
          },
        };
      },
    };
    const outbox = createOutbox({
      store: this.#stalls(store, stalling),
      clock,
      handlers: { 'psa.note': handler },
      owner: name,
      random: () => this.#random.next(),
      log,
      metrics: promMetrics({ processMetrics: false }).metrics,
      budget: createBudget({}),
      share: SINGLE_INSTANCE,
      onDead: () => Promise.resolve([]),
      parallel: 4,
    });
    clock.spawn(name, () => outbox.run(this.#ending.signal));
  }

  /** Halo: quick, refusing, silent, or silent and late. Adapters send nothing after `until` (psa/halopsa/http.ts). */
  async #write(note: { id: string; lane: string }, until: number): Promise<void> {
    const left = until - this.#clock.now();
    const mood = this.#random.next();
    if (left <= 0 || mood < 0.1) throw failure('no');
    const land = () => void this.#notes.push(note);
    if (mood < 0.7) {
      await this.#clock.sleep(this.#random.below(Math.min(left, 3 * SECOND)));
      land();
      return;
    }
    if (mood < 0.9) this.#clock.after(this.#random.below(left + LATE_MS), land);
    await this.#clock.sleep(left);
    throw failure('unknown');
  }

  /** The store as this worker reaches it: now and then it hears back, or gets through, far too late. */
  #stalls(store: Store, chance: number): Store {
    return over(store, {
      claimEffects: async (q) => {
        const claims = await store.claimEffects(q);
        if (claims.length > 0) await this.#maybeStall(chance);
        return claims;
      },
      beginEffect: async (claim, q) => {
        await this.#maybeStall(chance);
        const begun = await store.beginEffect(claim, q);
        if (!begun) this.refused += 1;
        return begun;
      },
      settleEffect: async (claim, settlement, now, writes) => {
        await this.#maybeStall(chance);
        const settled = await store.settleEffect(claim, settlement, now, writes);
        if (!settled) this.refused += 1;
        return settled;
      },
    });
  }

  async #maybeStall(chance: number): Promise<void> {
    if (!this.#random.chance(chance)) return;
    this.stalls += 1;
    await this.#clock.sleep(this.#random.below(120 * SECOND));
  }
}

function failure(done: 'no' | 'unknown'): OutsideError {
  return new OutsideError('PSA_UNREACHABLE', 'nobody answered', { done, retry: 'later' });
}
