import { promMetrics } from '../../config/metrics.ts';
import type { Store, Write } from '../../desk/ports/store.ts';
import {
  budgetRules,
  createBudget,
  createOutbox,
  type EffectHandler,
  type Outbox,
  type OutboxOptions,
} from '../../desk/outbox/index.ts';
import { SINGLE_INSTANCE } from '../../desk/index.ts';
import { silentLog } from '../../model/log.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { handClock, type HandClock } from '../../harness/hand-clock.ts';
import { emit } from '../store/samples.ts';

export const START = Date.UTC(2026, 10, 23, 9);

/** An outbox over a real store in memory, on a clock moved by hand. */
export interface OutboxBench {
  readonly store: Store;
  readonly clock: HandClock;
  /** Another life of the worker: same store, same outside world. */
  worker(handlers: Record<string, EffectHandler>, more?: Partial<OutboxOptions>): Outbox;
  /** Starts a worker's loop; gives the function that stops it and waits for its end. */
  start(outbox: Outbox): () => Promise<void>;
  emit(id: string, more?: Parameters<typeof emit>[1]): Promise<void>;
}

export async function outboxBench(): Promise<OutboxBench> {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog });
  const clock = handClock(START);
  let lives = 0;
  return {
    store,
    clock,
    worker: (handlers, more = {}) =>
      createOutbox({
        store,
        clock,
        handlers,
        owner: `worker${(lives += 1)}`,
        random: () => 0.5,
        log: silentLog,
        metrics: promMetrics({ processMetrics: false }).metrics,
        budget: createBudget(budgetRules({ psaPerFiveMinutes: 100_000 })),
        share: SINGLE_INSTANCE,
        onDead: () => Promise.resolve([]),
        parallel: 4,
        ...more,
      }),
    start(outbox) {
      const stop = new AbortController();
      const ended = outbox.run(stop.signal);
      return () => {
        stop.abort();
        return ended;
      };
    },
    emit: (id, more = {}) => store.commit([emit(id, { dueAt: clock.now(), ...more })]),
  };
}

/** A handler of effects made of one function. */
export function handles(perform: EffectHandler['perform'], deadlineMs = 15_000): EffectHandler {
  return { deadlineMs, perform };
}

/** What the worker learnt, as a document that says so. */
export function learnt(id: string): () => Promise<readonly Write[]> {
  return () => Promise.resolve([{ op: 'insert', c: 'timers', id, data: { dueAt: 0, kind: 'offer-ends' } }]);
}
