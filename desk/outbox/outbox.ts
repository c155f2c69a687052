import { asCoded } from '../../model/errors.ts';
import type { Claim } from '../ports/store.ts';
import { Alarm } from '../runtime/index.ts';
import { attempt, type AttemptDeps, bury, SETTLE_MS } from './attempt.ts';
import { type Budget, systemOf } from './budget.ts';
import type { EffectHandler } from './handler.ts';

export interface OutboxOptions extends AttemptDeps {
  /** Handlers by kind of effect. */
  readonly handlers: Readonly<Record<string, EffectHandler>>;
  /** Identifies this worker among all that share the store. Different after each start. */
  readonly owner: string;
  readonly budget: Budget;
  /**
   * How many attempts may run concurrently against each outside system. A system that hangs takes no capacity from the
   * others.
   */
  readonly parallel: number;
}

export interface Outbox {
  /** Runs until aborted, then waits for the running attempts to end. */
  run(signal: AbortSignal): Promise<void>;
  /** Runs until nothing is due now. Returns the number of attempts. */
  drain(): Promise<number>;
  /** Something may have become due. */
  wake(): void;
}

/**
 * How long a claimed effect may wait for its attempt, ms. The attempt normally starts immediately; this covers a
 * stalled process.
 */
const CLAIM_MS = 30_000;
/** The longest sleep, ms: another process may commit without waking this one. */
const POLL_MS = 5_000;
/**
 * The next due time is queried no more often than this, ms. When passes follow each other quickly, the next pass finds
 * what is due anyway.
 */
const ASK_NEXT_MS = 100;
/** The pause after a store error, ms. */
const TROUBLE_MS = 1_000;

interface UnderWay {
  readonly claim: Claim;
  readonly handler: EffectHandler;
  /** When the budget allowed it. */
  readonly allowedAt: number;
  deadline: number;
}

/**
 * The worker that performs effects. It claims what is due and within budget, begins it, has its handler perform it and
 * settles it. It sleeps until the next effect is due, a budget opens or something is committed.
 */
export function createOutbox(o: OutboxOptions): Outbox {
  return new Worker(o);
}

class Worker implements Outbox {
  readonly #o: OutboxOptions;
  readonly #alarm: Alarm;
  readonly #underWay = new Set<UnderWay>();
  #ending = false;
  #nextAskedAt = -Infinity;

  constructor(o: OutboxOptions) {
    this.#o = o;
    this.#alarm = new Alarm(o.clock);
  }

  wake(): void {
    this.#alarm.ring();
  }

  async run(signal: AbortSignal): Promise<void> {
    const { clock, store } = this.#o;
    const ring = () => this.#alarm.ring();
    const unsubscribe = store.onWake(ring);
    signal.addEventListener('abort', ring);
    try {
      while (!signal.aborted) {
        this.#alarm.clear();
        const until = await this.#pass();
        await this.#alarm.sleep(until - clock.now());
      }
      this.#ending = true;
      while (this.#underWay.size > 0) {
        this.#alarm.clear();
        await this.#prolong();
        await this.#alarm.sleep(POLL_MS);
      }
    } finally {
      signal.removeEventListener('abort', ring);
      unsubscribe();
    }
  }

  async drain(): Promise<number> {
    let attempts = 0;
    for (;;) {
      const { ready, claimed } = await this.#ready(this.#leaveAlone());
      if (claimed === 0) return attempts;
      const made = await this.#o.clock.all(ready.map((one) => () => this.#perform(one)));
      attempts += made.filter(Boolean).length;
    }
  }

  /** Starts every effect that can start now. Returns when to look again. */
  async #pass(): Promise<number> {
    const { clock, log } = this.#o;
    try {
      await this.#prolong();
      for (;;) {
        const closed = this.#leaveAlone();
        const { ready, claimed, asked } = await this.#ready(closed);
        for (const one of ready) {
          clock.spawn(`effect ${one.claim.effect.kind}`, async () => {
            await this.#perform(one);
          });
        }
        // Fewer claims than requested: nothing else is due now, so find out when something will be.
        if (claimed < asked) {
          const now = clock.now();
          // Already woken again: do not sleep.
          if (this.#alarm.rung) return now;
          const times = [
            await this.#nextAt(now, closed),
            ...closed.map(({ until }) => until),
            ...[...this.#underWay].map((one) => one.deadline),
          ];
          const soonest = Math.min(now + POLL_MS, ...times.filter((time) => time !== undefined));
          return Math.max(soonest, now + 1);
        }
      }
    } catch (error) {
      log.error('outbox.store-trouble', { code: asCoded(error).code });
      return clock.now() + TROUBLE_MS;
    }
  }

  /** When the next effect is due. If that was queried a moment ago, the time at which to query it again. */
  async #nextAt(now: number, closed: readonly { dest: string }[]): Promise<number | undefined> {
    const askAgainAt = this.#nextAskedAt + ASK_NEXT_MS;
    if (now >= this.#nextAskedAt && now < askAgainAt) return askAgainAt;
    this.#nextAskedAt = now;
    return this.#o.store.nextEffectAt({ notDest: closed.map(({ dest }) => dest) });
  }

  /**
   * Claims up to `asked` effects, as many as there is room for. `claimed` were due; `ready` are those that may go now.
   */
  async #ready(
    closed: readonly { dest: string }[],
  ): Promise<{ ready: readonly UnderWay[]; claimed: number; asked: number }> {
    const { store, clock, owner, log } = this.#o;
    await this.#restoreBudget();
    const now = clock.now();
    const asked = this.#room();
    const claims = await store.claimEffects({
      owner,
      now,
      leaseMs: CLAIM_MS,
      limit: asked,
      notDest: closed.map(({ dest }) => dest),
    });
    const ready: UnderWay[] = [];
    for (const claim of claims) {
      try {
        const one = await this.#admit(claim, now);
        if (one) ready.push(one);
      } catch (error) {
        // The rest of the batch can still go. This one is claimed again when its lease ends.
        log.error('outbox.store-trouble', { effect: claim.effect.id, code: asCoded(error).code });
      }
    }
    return { ready, claimed: claims.length, asked };
  }

  async #admit(claim: Claim, now: number): Promise<UnderWay | undefined> {
    const { store, budget, handlers } = this.#o;
    const { dest, kind, unclear } = claim.effect;
    const handler = handlers[kind];
    if (!handler) {
      const text = `no handler for effects of kind ${kind}`;
      await bury(this.#o, claim, { as: 'dead', error: { code: 'INTERNAL', text } });
      return undefined;
    }
    const opens = budget.earliest(dest, now);
    if (opens > now) {
      // Others in the same batch used up the budget: returned unchanged.
      await store.settleEffect(claim, { as: 'retry', at: opens, unclear }, now);
      return undefined;
    }
    budget.take(dest, now);
    const one = { claim, handler, allowedAt: now, deadline: now + handler.deadlineMs };
    this.#underWay.add(one);
    return one;
  }

  async #perform(one: UnderWay): Promise<boolean> {
    try {
      return await attempt(this.#o, one);
    } catch (error) {
      this.#o.log.error('effect.unsettled', { effect: one.claim.effect.id, code: asCoded(error).code });
      return true;
    } finally {
      const wasFull = (this.#counts().get(systemOf(one.claim.effect.dest)) ?? 0) >= this.#o.parallel;
      this.#underWay.delete(one);
      // The store itself wakes us (onWake) for the next effect in this lane.
      if (wasFull || this.#ending) this.#alarm.ring();
    }
  }

  /** An attempt that outlasts its deadline keeps its lease, so that nobody repeats it while it still runs. */
  async #prolong(): Promise<void> {
    const { store, clock, log } = this.#o;
    const now = clock.now();
    for (const one of this.#underWay) {
      if (one.deadline > now) continue;
      one.deadline = now + one.handler.deadlineMs;
      log.warn('effect.slow', { effect: one.claim.effect.id, kind: one.claim.effect.kind });
      await store.beginEffect(one.claim, { now, deadline: one.deadline, leaseUntil: one.deadline + SETTLE_MS });
    }
  }

  /** Destinations without budget, and systems at their limit of running attempts. */
  #leaveAlone(): { dest: string; until: number }[] {
    const now = this.#o.clock.now();
    const full = [...this.#counts()].filter(([, count]) => count >= this.#o.parallel);
    return [...this.#o.budget.exhausted(now), ...full.map(([dest]) => ({ dest, until: now + POLL_MS }))];
  }

  /** How many more effects can start, even if all of them go to the busiest system that still has room. */
  #room(): number {
    const open = [...this.#counts().values()].filter((count) => count < this.#o.parallel);
    return this.#o.parallel - Math.max(0, ...open);
  }

  #counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { claim } of this.#underWay) {
      const system = systemOf(claim.effect.dest);
      counts.set(system, (counts.get(system) ?? 0) + 1);
    }
    return counts;
  }

  /** Attempts from before our restart, and those of other instances, still count for the other side. */
  async #restoreBudget(): Promise<void> {
    const { store, clock, budget } = this.#o;
    const now = clock.now();
    if (budget.stale(now)) await budget.restore(now, (since) => store.attemptsSince('', since));
  }
}
