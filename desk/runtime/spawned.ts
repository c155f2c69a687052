import type { Clock } from '../../model/clock.ts';

/** Spawns a loop on the clock. The promise resolves when the loop ends, even by an error: the clock handles errors. */
export function spawned(clock: Clock, name: string, work: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    clock.spawn(name, () => work().finally(resolve));
  });
}
