import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { fenced } from './fenced.ts';
import { Alarm } from './alarm.ts';
import type { Lease } from '../ports/store.ts';
import { ASK_AGAIN_MS, SINGLETONS, type SingletonName } from './singletons.ts';

/** The pause after a failed step, ms. */
const TROUBLE_MS = 5_000;
/**
 * When a step is still running this long after an abort, it loses its lease, so that another instance can take over.
 */
const HAND_OVER_WITHIN_MS = 3_000;

/**
 * One step of the work, run while the lease is held. `deps.store` is fenced. `first`: this instance has just acquired
 * the lease. Call `clear` right before looking for work, to drop earlier rings. Returns how long to rest, ms; a ring
 * ends the rest.
 */
export type Step = (deps: DeskDeps, turn: { readonly first: boolean; readonly clear: () => void }) => Promise<number>;

export interface Singleton {
  /** Whether this instance holds the lease, as far as it knows. */
  holds(): boolean;
  /** Runs the next step now, if this instance holds the lease. */
  ring(): void;
  /**
   * Runs steps whenever this instance holds the lease, until the signal aborts; then releases it. Handles its own
   * errors.
   */
  run(signal: AbortSignal): Promise<void>;
}

interface Tenure {
  readonly lease: Lease;
  readonly deps: DeskDeps;
  readonly over: AbortController;
  /** Until this instant nobody else can hold the lease. */
  until: number;
  first: boolean;
}

/**
 * A loop that runs on one instance at a time (singletons.ts). `lost` is called when another instance has taken the
 * lease.
 */
export function createSingleton(deps: DeskDeps, name: SingletonName, step: Step, lost: () => void): Singleton {
  const { store, clock, log, owner } = deps;
  const { leaseMs, renewMs } = SINGLETONS[name];
  const alarm = new Alarm(clock);
  const clear = () => alarm.clear();
  let tenure: Tenure | undefined;

  /** Renews the lease. Returns false when another instance holds it, or has held it in the meantime. */
  async function renew(held: Tenure): Promise<boolean> {
    const now = clock.now();
    const lease = await store.lease(name, owner, { now, ms: leaseMs });
    if (lease?.fence === held.lease.fence) {
      held.until = now + leaseMs;
      return true;
    }
    if (lease) await store.release(lease);
    if (!held.over.signal.aborted) {
      held.over.abort();
      log.warn('singleton.lost', { loop: name, owner });
      lost();
    }
    return false;
  }

  async function renewals(held: Tenure): Promise<void> {
    const { signal } = held.over;
    for (;;) {
      await clock.sleep(renewMs, signal);
      if (signal.aborted) return;
      try {
        await renew(held);
      } catch (error) {
        log.warn('singleton.not-renewed', { loop: name, code: asCoded(error).code });
      }
    }
  }

  async function begin(): Promise<Tenure | undefined> {
    const now = clock.now();
    const lease = await store.lease(name, owner, { now, ms: leaseMs });
    if (!lease) return undefined;
    const stillMine = () => renew(begun);
    const begun: Tenure = {
      lease,
      deps: { ...deps, store: fenced(store, lease, stillMine) },
      over: new AbortController(),
      until: now + leaseMs,
      first: true,
    };
    log.debug('singleton.begun', { loop: name, owner, fence: lease.fence });
    if (!deps.instances.alone) clock.spawn(`${name}.lease`, () => renewals(begun));
    return begun;
  }

  /** Runs one step. Returns how long to rest, ms. */
  async function turn(): Promise<number> {
    clear();
    if (tenure?.over.signal.aborted === true) tenure = undefined;
    if (tenure && clock.now() >= tenure.until && !(await renew(tenure))) tenure = undefined;
    tenure ??= await begin();
    if (!tenure) return ASK_AGAIN_MS;
    const rest = await step(tenure.deps, { first: tenure.first, clear });
    tenure.first = false;
    return rest;
  }

  async function handOver(): Promise<void> {
    if (!tenure || tenure.over.signal.aborted) return;
    tenure.over.abort();
    await store.release(tenure.lease).catch((error: unknown) => {
      log.warn('singleton.not-released', { loop: name, code: asCoded(error).code });
    });
  }

  return {
    holds: () => tenure?.over.signal.aborted === false && (deps.instances.alone || clock.now() < tenure.until),
    ring: () => alarm.ring(),
    async run(signal) {
      const stop = () => {
        alarm.ring();
        clock.after(HAND_OVER_WITHIN_MS, () => void handOver());
      };
      signal.addEventListener('abort', stop, { once: true });
      while (!signal.aborted) {
        let rest = TROUBLE_MS;
        try {
          rest = await turn();
        } catch (error) {
          const { code } = asCoded(error);
          if (code === 'LEASE_LOST') rest = ASK_AGAIN_MS;
          else if (code === 'STORE_UNREACHABLE') log.warn(`${name}.waits`, { code });
          else log.error(`${name}.failed`, { code, cause: error });
        }
        await alarm.sleep(rest, signal);
      }
      await handOver();
    },
  };
}
