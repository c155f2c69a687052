import type { Clock } from '../../model/clock.ts';
import { asCoded, type CallboardError } from '../../model/errors.ts';
import type { Log } from '../../model/log.ts';
import type { Metrics } from '../../model/metrics.ts';
import { whileBusy } from '../../model/while-busy.ts';
import type { Claim, Effect, Settlement, Store, Write } from '../ports/store.ts';
import type { Instances } from '../ports/instances.ts';
import { untilCommitted } from '../records/index.ts';
import { afterFailure, mayHaveLanded } from './after-failure.ts';
import type { EffectHandler, Performance } from './handler.ts';

/** Time to record how an attempt ended. After that, another worker may take over the effect, ms. */
export const SETTLE_MS = 10_000;

/** A claimed effect that the budget allowed, and when (ms). */
export interface Allowed {
  readonly claim: Claim;
  readonly handler: EffectHandler;
  readonly allowedAt: number;
}

/** How long to retry recording the start of an attempt, ms. Shorter than the claim. */
const KEEP_BEGINNING_MS = 15_000;
/** How long to retry recording the end of an attempt, ms. A database needs about ten seconds to elect a new leader. */
const KEEP_SETTLING_MS = 20_000;

export interface AttemptDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly metrics: Metrics;
  /**
   * Checks right before sending that the budget's permission still holds. SINGLE_INSTANCE when nobody shares the
   * budgets.
   */
  readonly share: Pick<Instances, 'mayGoOn'>;
  readonly onDead: (effect: Effect, error: { code: string; text: string }) => Promise<readonly Write[]>;
}

/**
 * Makes one attempt at a claimed effect. Its start is recorded before the request is sent; then it is performed, and
 * its end is recorded together with what was learned. If the lease was lost meanwhile, nothing is written, because
 * another worker has the effect.
 *
 * @returns whether the handler was called.
 * @throws the store's error when not even the failure could be recorded. The effect is then taken over, as unclear,
 * when its lease ends.
 */
export async function attempt(deps: AttemptDeps, { claim, handler, allowedAt }: Allowed): Promise<boolean> {
  const { store, clock, log } = deps;
  const begin = async () => {
    const now = clock.now();
    const deadline = now + handler.deadlineMs;
    const begun = await store.beginEffect(claim, { now, deadline, leaseUntil: deadline + SETTLE_MS });
    return begun ? { now, deadline } : undefined;
  };
  const begun = await whileBusy(clock, clock.now() + KEEP_BEGINNING_MS, begin);
  if (!begun) {
    log.warn('effect.lease-lost', { effect: claim.effect.id, kind: claim.effect.kind });
    return false;
  }
  const { now, deadline } = begun;
  if (!deps.share.mayGoOn(allowedAt, clock.now())) {
    // Another instance may have our share of the budget by now. Nothing was sent, so the effect is returned unchanged.
    const back = { as: 'retry', at: clock.now() + 1_000, unclear: claim.effect.unclear, countAttempt: false } as const;
    await settle(deps, claim, back, nothing);
    return false;
  }
  const effect: Effect = {
    ...claim.effect,
    state: 'begun',
    attempts: claim.effect.attempts + 1,
    firstBegunAt: claim.effect.firstBegunAt ?? now,
    begunAt: now,
    deadline,
  };
  let performance: Performance;
  try {
    performance = await timed(deps, effect.kind, () => handler.perform(effect, { now, unclear: effect.unclear }));
  } catch (error) {
    await fail(deps, claim, effect, asCoded(error));
    return true;
  }
  try {
    await ended(deps, claim, { as: 'done' }, performance.writes ?? nothing);
  } catch (error) {
    // The effect landed, but what it learned could not be stored. Repeated as unclear, the handler checks and learns it
    // again.
    await fail(deps, claim, { ...effect, unclear: true }, asCoded(error));
  }
  return true;
}

/** Settles the claim as dead, together with the desk's notice about it. */
export async function bury(
  deps: AttemptDeps,
  claim: Claim,
  end: Extract<Settlement, { as: 'dead' }>,
  effect: Effect = claim.effect,
): Promise<void> {
  deps.log.warn('effect.dead', { effect: effect.id, kind: effect.kind, code: end.error.code });
  try {
    await ended(deps, claim, end, () => deps.onDead(effect, end.error));
  } catch (error) {
    // The dead letter must be recorded even when its notice cannot be.
    deps.log.error('effect.dead-unannounced', { effect: effect.id, code: asCoded(error).code });
    await ended(deps, claim, end, nothing);
  }
}

async function fail(deps: AttemptDeps, claim: Claim, effect: Effect, error: CallboardError): Promise<void> {
  const end = afterFailure(effect, error, { now: deps.clock.now(), random: deps.random() });
  const fields = { effect: effect.id, kind: effect.kind, code: error.code, attempts: effect.attempts };
  if (mayHaveLanded(error)) deps.metrics.count('effects_unclear_total', { kind: effect.kind });
  // A bug of ours is logged with its stack frames but without its message, which may quote people.
  if (error.code === 'INTERNAL') deps.log.error('effect.mistake', { ...fields, at: framesOf(error.cause ?? error) });
  if (end.as === 'dead') {
    await bury(deps, claim, end, effect);
    return;
  }
  deps.log.info('effect.retry', { ...fields, at: end.at, unclear: end.unclear });
  await ended(deps, claim, end, nothing);
}

async function timed<T>({ clock, metrics }: AttemptDeps, kind: string, work: () => Promise<T>): Promise<T> {
  const began = clock.now();
  try {
    return await work();
  } finally {
    metrics.time('effect_seconds', clock.now() - began, { kind });
  }
}

/**
 * Settles an attempt that was made, and counts it. Without the lease its result is lost: another worker has the effect.
 */
async function ended(
  deps: AttemptDeps,
  claim: Claim,
  end: Settlement,
  writes: () => Promise<readonly Write[]>,
): Promise<void> {
  const kept = await settle(deps, claim, end, writes);
  deps.metrics.count('effects_total', { kind: claim.effect.kind, as: kept ? end.as : 'lost' });
}

/**
 * Commits the end of the attempt and the writes together. The writes are computed again each time the commit loses a
 * race.
 */
async function settle(
  deps: AttemptDeps,
  claim: Claim,
  end: Settlement,
  writes: () => Promise<readonly Write[]>,
): Promise<boolean> {
  const { store, clock } = deps;
  // An effect that landed but could not be recorded would count as unclear. It is worth waiting for a store that is
  // changing over, as long as the lease is ours.
  const kept = await whileBusy(clock, clock.now() + KEEP_SETTLING_MS, () =>
    untilCommitted(async () => store.settleEffect(claim, end, clock.now(), await writes())),
  );
  if (!kept) deps.log.warn('effect.lease-lost', { effect: claim.effect.id, kind: claim.effect.kind });
  return kept;
}

function nothing(): Promise<readonly Write[]> {
  return Promise.resolve([]);
}

function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 5);
}
