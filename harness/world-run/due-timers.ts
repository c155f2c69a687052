/** Something to do at a simulated time. */
export interface DueTimer {
  readonly due: number;
  readonly fire: () => void;
}

/** Timers in the order in which they are due; equal times keep the order in which they were set. */
export class DueTimers {
  readonly #list: DueTimer[] = [];

  /** The time of the earliest timer, ms; undefined when there is none. */
  get next(): number | undefined {
    return this.#list[0]?.due;
  }

  add(due: number, fire: () => void): DueTimer {
    const timer = { due, fire };
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#list[middle]?.due ?? 0) <= due) low = middle + 1;
      else high = middle;
    }
    this.#list.splice(low, 0, timer);
    return timer;
  }

  remove(timer: DueTimer): void {
    const at = this.#list.indexOf(timer);
    if (at >= 0) this.#list.splice(at, 1);
  }

  /** Removes and returns the earliest timer, if it is due by `now`. */
  take(now: number): DueTimer | undefined {
    return (this.#list[0]?.due ?? Infinity) <= now ? this.#list.shift() : undefined;
  }
}
