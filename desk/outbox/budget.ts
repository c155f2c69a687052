import { ARRIVAL_JITTER_MS, type BudgetRule, type RateWindow } from './budget-rules.ts';

/** Who may be spoken to, and when, so that no outside system has to slow us down. Counts attempts; has no clock. */
export interface Budget {
  /** How far back attempts matter, in ms: what a restart must read again. */
  readonly horizonMs: number;
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

/** Sliding windows over the rules (budget-rules.ts). A destination of a system without a rule is never held back. */
export function createBudget(rules: Readonly<Record<string, BudgetRule>>): Budget {
  const counters = new Map<string, Counter>();
  const lengths = Object.values(rules).flatMap((rule) => [
    ...rule.each.map((window) => window.ms + ARRIVAL_JITTER_MS.each),
    ...rule.together.map((window) => window.ms + ARRIVAL_JITTER_MS.together),
  ]);

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

  return {
    horizonMs: Math.max(0, ...lengths),
    earliest: (dest, now) => Math.max(now, ...countersOf(dest).map((one) => one.earliest(now))),
    take(dest, now) {
      for (const one of countersOf(dest)) one.take(now);
    },
    exhausted(now) {
      const found = [];
      for (const [dest, one] of counters) {
        if (one.forgotten(now)) counters.delete(dest);
        const until = one.earliest(now);
        if (until > now) found.push({ dest, until });
      }
      return found;
    },
  };
}

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

  /** A window is full when its oldest attempt but `ours` is still inside; it opens when that one leaves. */
  earliest(now: number): number {
    const opens = this.#windows.map((window) => {
      const oldest = this.#times[this.#times.length - window.ours];
      return oldest === undefined ? now : oldest + window.ms + this.#jitterMs;
    });
    return Math.max(now, ...opens);
  }

  take(now: number): void {
    // After a clock that jumped back, later instants say nothing any more and must not hold anybody up.
    if ((this.#times.at(-1) ?? now) > now) this.#times = this.#times.filter((at) => at <= now);
    this.#times.push(now);
    // Shortened now and then, not at each attempt: cutting an array's head costs its length.
    if (this.#times.length > 2 * this.#most) this.#times = this.#times.slice(-this.#most);
  }

  forgotten(now: number): boolean {
    return (this.#times.at(-1) ?? -Infinity) + this.#longestMs <= now;
  }
}
