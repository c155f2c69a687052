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
  const windows = Object.values(rules).flatMap((rule) => [...rule.each, ...rule.together]);

  function countersOf(dest: string): Counter[] {
    const system = systemOf(dest);
    const rule = rules[system];
    if (!rule) return [];
    return [counter(system, rule.together), ...(dest === system ? [] : [counter(dest, rule.each)])];
  }

  function counter(key: string, itsWindows: readonly RateWindow[]): Counter {
    let found = counters.get(key);
    if (!found) {
      found = new Counter(itsWindows);
      counters.set(key, found);
    }
    return found;
  }

  return {
    horizonMs: Math.max(0, ...windows.map(lengthOf)),
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

function lengthOf(window: RateWindow): number {
  return window.ms + ARRIVAL_JITTER_MS;
}

/** The last attempts of one destination or system, as many as its widest window can hold. */
class Counter {
  readonly #windows: readonly RateWindow[];
  readonly #most: number;
  readonly #longestMs: number;
  #times: number[] = [];

  constructor(windows: readonly RateWindow[]) {
    this.#windows = windows;
    this.#most = Math.max(0, ...windows.map((window) => window.ours));
    this.#longestMs = Math.max(0, ...windows.map(lengthOf));
  }

  /** A window is full when its oldest attempt but `ours` is still inside; it opens when that one leaves. */
  earliest(now: number): number {
    const opens = this.#windows.map((window) => {
      const oldest = this.#times[this.#times.length - window.ours];
      return oldest === undefined ? now : oldest + lengthOf(window);
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
