import { Alarm, createSingleton, type Singleton, spawned, type TimerHandlers } from '../runtime/index.ts';
import type { createAvailability } from '../people/index.ts';
import { tendChannel } from '../posts/index.ts';
import { decidePass } from './decide-pass.ts';
import type { DeskDeps } from '../deps.ts';
import { CallboardError } from '../../model/errors.ts';
import { fireTimers, nextTimerAt } from './timers.ts';
import { triagePass } from '../triage/index.ts';

/** How long the planner waits to collect simultaneous changes, ms. */
export const GATHER_MS = 250;
/** The longest time between passes, ms: a pass finds changes that nobody reported. */
const PASS_AT_LEAST_MS = 60_000;
/** Another instance may request a pass without waking this one, ms. */
const LOOK_MS = 5_000;

export interface Planner {
  /** Triages, decides and updates the channel until nothing changes. */
  plan(deps?: DeskDeps): Promise<void>;
  /** Something may have changed: requests a pass soon, on whichever instance is the planner. Never throws. */
  moved(): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Runs the passes over all untaken tickets, on one instance at a time. A change on another instance (a claim, a
 * decline, a push) reaches the planner as a timer that is due immediately: a row in the store that wakes a waiting
 * planner, and that is still there if none is waiting.
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

  /**
   * Requests a pass from the instance that is the planner. Each instance has one row, so repeated requests before the
   * next pass count as one.
   */
  async function ask(): Promise<void> {
    try {
      // dueAt is 0 because the planner's clock may be behind ours.
      await store.commit([{ op: 'insert', c: 'timers', id: `plan:${owner}`, data: { kind: 'plan', dueAt: 0 } }]);
    } catch (error) {
      if (error instanceof CallboardError && error.code === 'STORE_DUPLICATE') return;
      // The next regular pass finds the change.
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
    // A change that happens while the row is being written may be too late for the requested pass, so request another
    // one.
    asks.wanted += 1;
    if (!asks.busy) clock.spawn('planner.ask', keepAsking);
  }

  const singleton: Singleton = createSingleton(
    deps,
    'planner',
    async (under, { clear }) => {
      // Simultaneous changes (a page of tickets, a burst of claims) are decided together.
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

  /** Rings when a timer has become due that was set after our rest began. */
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
      // A burst of commits leads to one check.
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
