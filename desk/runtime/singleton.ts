import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { fenced } from './fenced.ts';
import { Alarm } from './alarm.ts';
import type { Lease } from '../ports/store.ts';
import { ASK_AGAIN_MS, SINGLETONS, type SingletonName } from './singletons.ts';

/** The pause after a step that failed, ms. */
const TROUBLE_MS = 5_000;
/** A step that is still under way so long after we were asked to stop goes on without its lease: others take over. */
const HAND_OVER_WITHIN_MS = 3_000;

/**
 * One step of the work, done while the lease is held. `deps.store` writes under the fence. `first`: this copy has just
 * got its turn. `clear`: what has rung so far is about to be looked at. Gives how long to rest, ms; a ring ends the rest.
 */
export type Step = (deps: DeskDeps, turn: { readonly first: boolean; readonly clear: () => void }) => Promise<number>;

export interface Singleton {
  /** Is it this copy's turn, as far as it knows? */
  holds(): boolean;
  /** Looks at once, if it is this copy's turn. */
  ring(): void;
  /** Works whenever it is this copy's turn, until the signal aborts; then hands over. Outlives its own errors. */
  run(signal: AbortSignal): Promise<void>;
}

interface Tenure {
  readonly lease: Lease;
  readonly deps: DeskDeps;
  readonly over: AbortController;
  /** Until then nobody else can have been given the lease. */
  until: number;
  first: boolean;
}

/** A loop of which one copy at a time has the turn (singletons.ts). `lost`: it went to another copy meanwhile. */
export function createSingleton(deps: DeskDeps, name: SingletonName, step: Step, lost: () => void): Singleton {
  const { store, clock, log, owner } = deps;
  const { leaseMs, renewMs } = SINGLETONS[name];
  const alarm = new Alarm(clock);
  const clear = () => alarm.clear();
  let tenure: Tenure | undefined;

  /** Prolongs the tenure. False: the lease has gone to another copy, or came back after it had, which is as bad. */
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

  /** One turn: gives how long to rest. */
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
