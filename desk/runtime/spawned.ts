import type { Clock } from '../../model/clock.ts';

/** Starts a loop as work of its own on the clock; the promise is its end, whatever that was (errors go to the clock). */
export function spawned(clock: Clock, name: string, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    clock.spawn(name, () => work().finally(resolve));
  });
}
