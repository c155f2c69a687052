import type { Clock } from '../../model/clock.ts';

/** A sleep that can be cut short; a ring that comes while nobody sleeps cuts the next one short. */
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

  /** It has rung since it was cleared: whoever would sleep now would not. */
  get rung(): boolean {
    return this.#rung;
  }

  /** What has rung so far is about to be looked at. */
  clear(): void {
    this.#rung = false;
  }

  /** Does not sleep once the signal has aborted: whoever clears the bell clears what rang for the end, too. */
  async sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (this.#rung || signal?.aborted === true) return;
    const sleeping = new AbortController();
    this.#sleeping = sleeping;
    await this.#clock.sleep(ms, sleeping.signal);
    this.#sleeping = undefined;
  }
}
