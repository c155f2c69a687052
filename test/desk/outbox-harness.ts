import { promMetrics } from '../../config/metrics.ts';
import { createOutbox, createBudget, type BudgetRule, type EffectHandler } from '../../desk/outbox/index.ts';
import { SINGLE_INSTANCE } from '../../desk/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import { OutsideError } from '../../model/errors.ts';
import { silentLog } from '../../model/log.ts';
import type { HandClock } from '../../harness/hand-clock.ts';
import { learnt } from './outbox-bench.ts';

/** What happens to one attempt. The caller is told at most that there was no answer, whatever became of the write. */
export type Fate =
  | 'works'
  | 'is refused'
  | 'gets no answer'
  | 'lands without an answer'
  | 'lands late without an answer'
  | 'dies before it writes'
  | 'dies after it wrote'
  | 'dies and lands late'
  | 'stalls after it wrote';

/** How long a write may land after its caller has given up, in ms. */
const LATE_MS = 5_000;
const TIMEOUT_MS = 10_000;
const DEADLINE_MS = TIMEOUT_MS + LATE_MS;
/** A stalled process comes back when everybody has given it up. */
const STALL_MS = 120_000;

export const RULES: Readonly<Record<string, BudgetRule>> = {
  psa: { each: [], together: [{ ms: 10_000, theirs: 7, ours: 6 }] },
};

/** The outside world: a PSA that keeps every note it gets, twice if it gets it twice, and can be looked at. */
export class Outside {
  readonly notes: { id: string; lane: string }[] = [];
  readonly arrivals: number[] = [];
  looks = 0;

  write(id: string, lane: string): void {
    this.notes.push({ id, lane });
  }

  has(id: string): boolean {
    this.looks += 1;
    return this.notes.some((note) => note.id === id);
  }
}

/** One life of a worker process, which a fate, or the n-th word with its store, may end at once and for ever. */
export class Life {
  readonly #clock: HandClock;
  #stalledUntil = 0;
  dead = false;
  #words: number;

  constructor(q: { store: Store; clock: HandClock; outside: Outside; fates: Fate[]; owner: string; words: number }) {
    this.#clock = q.clock;
    this.#words = q.words;
    const handler: EffectHandler = {
      deadlineMs: DEADLINE_MS,
      perform: async (effect, { unclear }) => {
        q.outside.arrivals.push(q.clock.now());
        if (!unclear || !q.outside.has(effect.id)) {
          const write = () => q.outside.write(effect.id, effect.lane);
          await this.#meet(q.fates.shift() ?? 'works', write);
        }
        return { writes: learnt(`learnt ${effect.id}`) };
      },
    };
    const outbox = createOutbox({
      store: this.#mortal(q.store),
      clock: q.clock,
      handlers: { 'psa.note': handler },
      owner: q.owner,
      random: () => 0.3,
      log: silentLog,
      metrics: promMetrics({ processMetrics: false }).metrics,
      budget: createBudget(RULES),
      share: SINGLE_INSTANCE,
      onDead: () => Promise.resolve([]),
      parallel: 3,
    });
    q.clock.spawn(q.owner, () => outbox.run(new AbortController().signal));
  }

  /** Nobody hears from this process at present: another one is started. */
  get silent(): boolean {
    return this.dead || this.#stalledUntil > this.#clock.now();
  }

  async #meet(fate: Fate, write: () => void): Promise<void> {
    const later = () => this.#clock.after(LATE_MS, write);
    if (fate === 'dies before it writes' || fate === 'dies after it wrote' || fate === 'dies and lands late') {
      if (fate === 'dies after it wrote') write();
      if (fate === 'dies and lands late') later();
      await this.#end();
    }
    if (fate === 'is refused') throw failure('no', 1_000);
    if (fate === 'works' || fate.includes('wrote') || fate === 'lands without an answer') write();
    if (fate === 'stalls after it wrote') this.#stalledUntil = this.#clock.now() + STALL_MS;
    if (!fate.includes('answer')) return;
    await this.#clock.sleep(TIMEOUT_MS);
    if (fate === 'lands late without an answer') later();
    throw failure('unknown');
  }

  #end(): Promise<never> {
    this.dead = true;
    return new Promise<never>(() => {});
  }

  /** The store as this process reaches it: not at all once it is dead, later while it stalls. */
  #mortal(store: Store): Store {
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'onWake') return (listener: () => void) => target.onWake(listener);
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...values: unknown[]): Promise<unknown> => {
          if (this.dead) return this.#end();
          const stalled = this.#stalledUntil - this.#clock.now();
          if (stalled > 0) await this.#clock.sleep(stalled);
          const answer: unknown = await (method.apply(target, values) as Promise<unknown>);
          this.#words -= 1;
          // Dead before it hears the answer: what it asked for has happened all the same.
          return this.#words <= 0 ? this.#end() : answer;
        };
      },
    });
  }
}

function failure(done: 'no' | 'unknown', retryAfterMs?: number): OutsideError {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return new OutsideError('PSA_UNREACHABLE', 'nobody answered', { done, retry: 'later', ...wait });
}
