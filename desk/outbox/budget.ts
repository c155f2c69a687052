import { SHARES, type BudgetShare, WHOLE } from '../ports/share.ts';
import { ARRIVAL_JITTER_MS, type BudgetRule, type RateWindow } from './budget-rules.ts';

export interface Attempt {
  readonly dest: string;
  readonly at: number;
}

/** Who may be spoken to, and when, so that no outside system has to slow us down. Counts attempts; has no clock. */
export interface Budget {
  /** How far back attempts matter, in ms: what a restart must read again. */
  readonly horizonMs: number;
  /** True: attempts on record must be read before the next `take`, at the start and whenever our part has grown. */
  stale(now: number): boolean;
  /** Counts anew what all copies began since then, oldest first. */
  restore(now: number, read: (since: number) => Promise<readonly Attempt[]>): Promise<void>;
  /** When an attempt at this destination may begin: now, or later. */
  earliest(dest: string, now: number): number;
  /** Counts an attempt. */
  take(dest: string, now: number): void;
  /** What must be left alone for now: destinations, or whole systems (`teams`). */
  exhausted(now: number): readonly { readonly dest: string; readonly until: number }[];
}

/** The part of a destination that names the outside system: `teams` of `teams:channel`. */
export function systemOf(dest: string): string {
  return dest.split(':', 1)[0] ?? dest;
}

/** A part of nothing opens when the copies have divided anew; nobody knows when, so look again then, ms. */
const LOOK_AGAIN_MS = 1_000;
/** What we allowed a moment ago may not be on record yet, ms. */
const ON_RECORD_AFTER_MS = 5_000;

/**
 * Sliding windows over the rules (budget-rules.ts). A destination of a system without a rule is never held back.
 *
 * Of several copies each has a part of every window, rounded down, and counts by itself. When its part grows it counts
 * anew what all of them began (`stale`, `restore`): so their sums stay below the windows while parts move, too.
 */
export function createBudget(rules: Readonly<Record<string, BudgetRule>>, share: BudgetShare = WHOLE): Budget {
  const counters = new Map<string, Counter>();
  /** What was counted is good for the part as it was then, and as it shrank since: not for one that has grown. */
  let goodFor = share === WHOLE ? 0 : -1;
  let restored = false;
  /** Allowed within the last seconds, oldest first. */
  let recent: Attempt[] = [];
  const partsAt = (now: number) => (share.growths(now) === goodFor ? share.shares(now) : 0);
  const lengths = Object.values(rules).flatMap((rule) => [
    ...rule.each.map((window) => window.ms + ARRIVAL_JITTER_MS.each),
    ...rule.together.map((window) => window.ms + ARRIVAL_JITTER_MS.together),
  ]);

  const horizonMs = Math.max(0, ...lengths);

  function countersOf(dest: string): Counter[] {
    const system = systemOf(dest);
    const rule = rules[system];
    if (!rule) return [];
    return [
      counter(system, rule.together, ARRIVAL_JITTER_MS.together),
      ...(dest === system ? [] : [counter(dest, rule.each, ARRIVAL_JITTER_MS.each)]),
    ];
  }

  function counter(key: string, itsWindows: readonly RateWindow[], jitterMs: number): Counter {
    let found = counters.get(key);
    if (!found) {
      found = new Counter(itsWindows, jitterMs);
      counters.set(key, found);
    }
    return found;
  }

  function count(dest: string, at: number): void {
    for (const one of countersOf(dest)) one.take(at);
  }

  return {
    horizonMs,
    stale: (now) => !restored || share.growths(now) !== goodFor,
    async restore(now, read) {
      // Should the part grow while we read, we read again.
      const growths = share.growths(now);
      const attempts = await read(now - horizonMs);
      counters.clear();
      // Some are in both lists then, which errs on the safe side.
      const ours = share === WHOLE ? [] : recent.filter(({ at }) => at > now - ON_RECORD_AFTER_MS);
      const all = ours.length === 0 ? attempts : [...attempts, ...ours].sort((a, b) => a.at - b.at);
      for (const { dest, at } of all) count(dest, at);
      goodFor = growths;
      restored = true;
    },
    earliest(dest, now) {
      const parts = partsAt(now);
      return Math.max(now, ...countersOf(dest).map((one) => one.earliest(now, parts)));
    },
    take(dest, now) {
      count(dest, now);
      if (share === WHOLE) return;
      if (recent.length > 1_000) recent = recent.filter(({ at }) => at > now - ON_RECORD_AFTER_MS);
      recent.push({ dest, at: now });
    },
    exhausted(now) {
      const parts = partsAt(now);
      if (parts === 0) return Object.keys(rules).map((dest) => ({ dest, until: now + LOOK_AGAIN_MS }));
      const found = [];
      for (const [dest, one] of counters) {
        if (one.forgotten(now)) counters.delete(dest);
        const until = one.earliest(now, parts);
        if (until > now) found.push({ dest, until });
      }
      return found;
    },
  };
}

/** Clocks of copies that follow the store's agree to this, ms. */
const CLOCKS_AGREE_TO_MS = 1_000;

/** The last attempts of one destination or system, as many as its widest window can hold. */
class Counter {
  readonly #windows: readonly RateWindow[];
  readonly #jitterMs: number;
  readonly #most: number;
  readonly #longestMs: number;
  #times: number[] = [];

  constructor(windows: readonly RateWindow[], jitterMs: number) {
    this.#windows = windows;
    this.#jitterMs = jitterMs;
    this.#most = Math.max(0, ...windows.map((window) => window.ours));
    this.#longestMs = Math.max(0, ...windows.map((window) => window.ms)) + jitterMs;
  }

  /** A window is full when its oldest attempt but as many as we may is still inside; it opens when that one leaves. */
  earliest(now: number, parts: number): number {
    const opens = this.#windows.map((window) => {
      const ours = Math.floor((window.ours * parts) / SHARES);
      if (ours === 0) return now + LOOK_AGAIN_MS;
      const oldest = this.#times[this.#times.length - ours];
      return oldest === undefined ? now : oldest + window.ms + this.#jitterMs;
    });
    return Math.max(now, ...opens);
  }

  take(now: number): void {
    const last = this.#times.at(-1) ?? now;
    // After a clock that jumped back, later instants say nothing any more and must not hold anybody up. Clocks of other
    // copies may be ahead of ours by little: what they began counts, and we come after it.
    const jumped = last > now + CLOCKS_AGREE_TO_MS;
    if (jumped) this.#times = this.#times.filter((at) => at <= now);
    this.#times.push(jumped ? now : Math.max(now, last));
    // Shortened now and then, not at each attempt: cutting an array's head costs its length.
    if (this.#times.length > 2 * this.#most) this.#times = this.#times.slice(-this.#most);
  }

  forgotten(now: number): boolean {
    return (this.#times.at(-1) ?? -Infinity) + this.#longestMs <= now;
  }
}
