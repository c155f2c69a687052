import { Alarm, createSingleton, type Singleton, spawned, type TimerHandlers } from '../runtime/index.ts';
import type { createAvailability } from '../people/index.ts';
import { tendChannel } from '../posts/index.ts';
import { decidePass } from './decide-pass.ts';
import type { DeskDeps } from '../deps.ts';
import { CallboardError } from '../../model/errors.ts';
import { fireTimers, nextTimerAt } from './timers.ts';
import { triagePass } from '../triage/index.ts';

/** The planner waits this long, in ms, for what comes in the same moment. */
export const GATHER_MS = 250;
/** However quiet it is, a pass at least so often, ms: what nobody told of is found. */
const PASS_AT_LEAST_MS = 60_000;
/** Another copy may have asked for a pass without our hearing of it, ms. */
const LOOK_MS = 5_000;

export interface Planner {
  /** Triage, decide, tend the channel: until nothing moves. */
  plan(deps?: DeskDeps): Promise<void>;
  /** Something may have changed: a pass soon, here or at the copy that plans. Never throws. */
  moved(): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * The passes over everything untaken, at one copy at a time. Whatever happens at another copy (a claim, a decline, a
 * push) reaches the planner as a timer that is due at once: a row in the store, which wakes whoever waits, and which is
 * still there if nobody does.
 */
export function createPlanner(
  deps: DeskDeps,
  o: { availability: ReturnType<typeof createAvailability>; timers: TimerHandlers; planned: () => void },
): Planner {
  const { store, clock, metrics, log, owner, instances } = deps;

  async function plan(under: DeskDeps = deps): Promise<void> {
    const began = clock.now();
    let again = true;
    for (let round = 0; again && round < 20; round += 1) {
      await triagePass(under);
      again = await decidePass(under, o.availability);
    }
    await tendChannel(under);
    metrics.time('pass_seconds', clock.now() - began);
  }

  /** Asks whichever copy plans. One row a copy: asked twice before it was heard is asked once. */
  async function ask(): Promise<void> {
    try {
      // Due since ever: the planner's clock may be behind ours.
      await store.commit([{ op: 'insert', c: 'timers', id: `plan:${owner}`, data: { kind: 'plan', dueAt: 0 } }]);
    } catch (error) {
      if (error instanceof CallboardError && error.code === 'STORE_DUPLICATE') return;
      // The pass that comes in any case finds it.
      log.warn('planner.not-asked', { cause: error });
    }
  }

  const asks = { wanted: 0, begun: 0, busy: false };
  async function keepAsking(): Promise<void> {
    asks.busy = true;
    while (asks.begun < asks.wanted) {
      asks.begun = asks.wanted;
      await ask();
    }
    asks.busy = false;
  }

  function moved(): void {
    if (singleton.holds()) {
      singleton.ring();
      return;
    }
    // What moves while the row is being written may be too late for the pass it asks for: once more then.
    asks.wanted += 1;
    if (!asks.busy) clock.spawn('planner.ask', keepAsking);
  }

  const singleton: Singleton = createSingleton(
    deps,
    'planner',
    async (under, { clear }) => {
      // What happens in the same moment (a page of tickets, a burst of claims) is decided together.
      await clock.sleep(GATHER_MS);
      clear();
      await fireTimers(under, o.timers);
      await plan(under);
      o.planned();
      const next = await nextTimerAt(deps);
      return Math.min(PASS_AT_LEAST_MS, next === undefined ? PASS_AT_LEAST_MS : Math.max(0, next - clock.now()));
    },
    moved,
  );

  /** Rings when a timer is due that our rest does not know of. */
  async function look(): Promise<void> {
    if (!singleton.holds()) return;
    const next = await nextTimerAt(deps);
    if (next !== undefined && next <= clock.now()) singleton.ring();
  }

  async function looks(signal: AbortSignal): Promise<void> {
    const bell = new Alarm(clock);
    const ring = () => bell.ring();
    const unsubscribe = store.onWake(ring);
    signal.addEventListener('abort', ring);
    while (!signal.aborted) {
      bell.clear();
      await look().catch((error: unknown) => log.debug('planner.not-looked', { cause: error }));
      await bell.sleep(LOOK_MS);
      // A storm of commits is one look.
      await clock.sleep(GATHER_MS, signal);
    }
    signal.removeEventListener('abort', ring);
    unsubscribe();
  }

  return {
    plan,
    moved,
    async run(signal) {
      await Promise.all([
        spawned(clock, 'planner', () => singleton.run(signal)),
        ...(instances.alone ? [] : [spawned(clock, 'planner.looks', () => looks(signal))]),
      ]);
    },
  };
}
