import type { Clock } from '../../model/clock.ts';

/** An interruptible sleep. A ring while nobody sleeps makes the next sleep return immediately. */
export class Alarm {
  readonly #clock: Clock;
  #rung = false;
  #sleeping: AbortController | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  ring(): void {
    this.#rung = true;
    this.#sleeping?.abort();
  }

  /** Whether it has rung since the last clear, so that the next sleep would return immediately. */
  get rung(): boolean {
    return this.#rung;
  }

  /** Call this right before looking for work: earlier rings are then handled. */
  clear(): void {
    this.#rung = false;
  }

  /** Returns immediately once the signal has aborted: clear() may have cleared the ring for the abort. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#rung || signal?.aborted === true) return;
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    await this.#clock.sleep(ms, sleeping.signal);
    this.#sleeping = undefined;
  }
}
