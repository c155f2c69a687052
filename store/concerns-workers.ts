import type { Write } from '../desk/ports/store.ts';

/** May a worker that waits for effects or timers have something to do after these writes? */
export function concernsWorkers(writes: readonly Write[]): boolean {
  return writes.some((write) =>
    write.op === 'insert' || write.op === 'put'
      ? write.c === 'timers'
      : write.op === 'effect' || write.op === 'retryEffect' || write.op === 'dismissEffect',
  );
}
