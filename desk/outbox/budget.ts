import { SHARES, type BudgetShare, WHOLE } from '../ports/share.ts';
import { ARRIVAL_JITTER_MS, type BudgetRule, type RateWindow } from './budget-rules.ts';

export interface Attempt {
  readonly dest: string;
  readonly at: number;
}

/**
 * Decides when each destination may be called, so that no outside system has to throttle us. Counts attempts and has no
 * clock.
 */
export interface Budget {
  /** How far back attempts count, ms. After a restart, attempts since then must be restored. */
  readonly horizonMs: number;
  /**
   * Whether recorded attempts must be restored before the next `take`: at the start and whenever our share has grown.
   */
  stale(now: number): boolean;
  /** Recounts the attempts of all instances. `read` returns those since an instant, oldest first. */
  restore(now: number, read: (since: number) => Promise<readonly Attempt[]>): Promise<void>;
  /** The earliest time for an attempt at this destination: now or later. */
  earliest(dest: string, now: number): number;
  /** Counts an attempt. */
  take(dest: string, now: number): void;
  /** Destinations, or whole systems (`teams`), that must not be called before `until`. */
  exhausted(now: number): readonly { readonly dest: string; readonly until: number }[];
}

/** The outside system of a destination: `teams` of `teams:channel`. */
export function systemOf(dest: string): string {
  return dest.split(':', 1)[0] ?? dest;
}

/**
 * An empty share grows when the instances next divide the budget. Nobody knows when that is, so check again after this,
 * ms.
 */
const LOOK_AGAIN_MS = 1_000;
/** An attempt allowed more recently than this may not be recorded yet, ms. */
const ON_RECORD_AFTER_MS = 5_000;

/**
 * Sliding windows as defined by the rules (budget-rules.ts). Destinations of a system without a rule are never limited.
 *
 * Of several instances, each has a share of every window, rounded down, and counts for itself. When its share grows, it
 * recounts what all of them began (`stale`, `restore`). The sum therefore stays within every window even while shares
 * change.
 */
export function createBudget(rules: Readonly<Record<string, BudgetRule>>, share: BudgetShare = WHOLE): Budget {
  const counters = new Map<string, Counter>();
  /**
   * The growth count at the last restore. The counters stay valid while the share shrinks, but not after it has grown.
   */
  let goodFor = share === WHOLE ? 0 : -1;
  let restored = false;
  /** Attempts allowed in the last seconds, oldest first. */
  let recent: Attempt[] = [];
  const sharesAt = (now: number) => (share.growths(now) === goodFor ? share.shares(now) : 0);
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
      // Read before the attempts: if the share grows meanwhile, we restore again.
      const growths = share.growths(now);
      const attempts = await read(now - horizonMs);
      counters.clear();
      // Some attempts may be in both lists, which only makes the limit stricter.
      const ours = share === WHOLE ? [] : recent.filter(({ at }) => at > now - ON_RECORD_AFTER_MS);
      const all = ours.length === 0 ? attempts : [...attempts, ...ours].sort((a, b) => a.at - b.at);
      for (const { dest, at } of all) count(dest, at);
      goodFor = growths;
      restored = true;
    },
    earliest(dest, now) {
      const shares = sharesAt(now);
      return Math.max(now, ...countersOf(dest).map((one) => one.earliest(now, shares)));
    },
    take(dest, now) {
      count(dest, now);
      if (share === WHOLE) return;
      if (recent.length > 1_000) recent = recent.filter(({ at }) => at > now - ON_RECORD_AFTER_MS);
      recent.push({ dest, at: now });
    },
    exhausted(now) {
      const shares = sharesAt(now);
      if (shares === 0) return Object.keys(rules).map((dest) => ({ dest, until: now + LOOK_AGAIN_MS }));
      const found = [];
      for (const [dest, one] of counters) {
        if (one.forgotten(now)) counters.delete(dest);
        const until = one.earliest(now, shares);
        if (until > now) found.push({ dest, until });
      }
      return found;
    },
  };
}

/** Clocks of instances follow the store's clock and differ by no more than this, ms. */
const CLOCKS_AGREE_TO_MS = 1_000;

/** The latest attempts at one destination or system: as many as its largest window can hold. */
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

  /** A window is full when it holds our full allowance of attempts. It opens when the oldest of those leaves it. */
  earliest(now: number, shares: number): number {
    const opens = this.#windows.map((window) => {
      const ours = Math.floor((window.ours * shares) / SHARES);
      if (ours === 0) return now + LOOK_AGAIN_MS;
      const oldest = this.#times[this.#times.length - ours];
      return oldest === undefined ? now : oldest + window.ms + this.#jitterMs;
    });
    return Math.max(now, ...opens);
  }

  take(now: number): void {
    const last = this.#times.at(-1) ?? now;
    // After the clock has jumped back, later times are meaningless and must not block anybody. Clocks of other
    // instances may be slightly ahead of ours: their attempts count, and ours is placed after them.
    const jumped = last > now + CLOCKS_AGREE_TO_MS;
    if (jumped) this.#times = this.#times.filter((at) => at <= now);
    this.#times.push(jumped ? now : Math.max(now, last));
    // Trimmed only occasionally: slicing the array costs time proportional to its length.
    if (this.#times.length > 2 * this.#most) this.#times = this.#times.slice(-this.#most);
  }

  forgotten(now: number): boolean {
    return (this.#times.at(-1) ?? -Infinity) + this.#longestMs <= now;
  }
}
