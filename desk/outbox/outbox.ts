import { asCoded } from '../../model/errors.ts';
import type { Claim } from '../ports/store.ts';
import { Alarm } from '../runtime/index.ts';
import { attempt, type AttemptDeps, bury, SETTLE_MS } from './attempt.ts';
import { type Budget, systemOf } from './budget.ts';
import type { EffectHandler } from './handler.ts';

export interface OutboxOptions extends AttemptDeps {
  /** By kind of effect. */
  readonly handlers: Readonly<Record<string, EffectHandler>>;
  /** Names this worker among all that share the store; another name after each start. */
  readonly owner: string;
  readonly budget: Budget;
  /** How many attempts may be under way at each outside system; one that hangs takes no room from the others. */
  readonly parallel: number;
}

export interface Outbox {
  /** Works until aborted, then lets the attempts under way end. */
  run(signal: AbortSignal): Promise<void>;
  /** Works until nothing is due now; gives the number of attempts. */
  drain(): Promise<number>;
  /** Something may have become due. */
  wake(): void;
}

/** How long a claimed effect may wait for its beginning, in ms: it begins at once, so this is for a stalled process. */
const CLAIM_MS = 30_000;
/** Others may have committed without our hearing of it: the longest sleep, in ms. */
const POLL_MS = 5_000;
/** What is due next is asked for no more often than this, ms: where one look follows the other, the next one comes in any case. */
const ASK_NEXT_MS = 100;
/** The pause when the store itself is in trouble, in ms. */
const TROUBLE_MS = 1_000;

interface UnderWay {
  readonly claim: Claim;
  readonly handler: EffectHandler;
  /** When the budget allowed it. */
  readonly allowedAt: number;
  deadline: number;
}

/**
 * The worker that carries effects out. Claims what is due and within budget, begins it, has its handler perform it and
 * settles it; sleeps until the next effect is due, a budget opens or something is committed.
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

  /** Starts all that can start now; gives when to look again. */
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
        // Fewer than there was room for: nothing else is due, and when something will be is all there is to ask.
        if (claimed < asked) {
          const now = clock.now();
          // Nobody sleeps until then who has been called already.
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

  /** When the next effect is due; or, when that has just been asked, when to look and ask again. */
  async #nextAt(now: number, closed: readonly { dest: string }[]): Promise<number | undefined> {
    const askAgainAt = this.#nextAskedAt + ASK_NEXT_MS;
    if (now >= this.#nextAskedAt && now < askAgainAt) return askAgainAt;
    this.#nextAskedAt = now;
    return this.#o.store.nextEffectAt({ notDest: closed.map(({ dest }) => dest) });
  }

  /** Claims as many as there is room for (`asked`): `claimed` were due, and of these `ready` may go now. */
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
        // The others of the batch can go all the same; this one is taken again when its lease has ended.
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
      const text = `nothing handles effects of the kind ${kind}`;
      await bury(this.#o, claim, { as: 'dead', error: { code: 'INTERNAL', text } });
      return undefined;
    }
    const opens = budget.earliest(dest, now);
    if (opens > now) {
      // Claimed together with others that spent the budget: given back as it was.
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
      // What its end makes possible in its own lane the store says (onWake).
      if (wasFull || this.#ending) this.#alarm.ring();
    }
  }

  /** An attempt that outlasts its deadline keeps its lease: nobody must repeat what is still being done. */
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

  /** Destinations without budget, and systems that have no room. */
  #leaveAlone(): { dest: string; until: number }[] {
    const now = this.#o.clock.now();
    const full = [...this.#counts()].filter(([, count]) => count >= this.#o.parallel);
    return [...this.#o.budget.exhausted(now), ...full.map(([dest]) => ({ dest, until: now + POLL_MS }))];
  }

  /** As many as fit wherever they go. */
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

  /** What the last life of this process sent still counts with the other side, and what other copies did. */
  async #restoreBudget(): Promise<void> {
    const { store, clock, budget } = this.#o;
    const now = clock.now();
    if (budget.stale(now)) await budget.restore(now, (since) => store.attemptsSince('', since));
  }
}
