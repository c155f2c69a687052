import type { Write } from '../desk/ports/store.ts';

/** Whether these writes may give something to do to a worker that waits for effects or timers. */
export function concernsWorkers(writes: readonly Write[]): boolean {
  return writes.some((write) =>
    write.op === 'insert' || write.op === 'put'
      ? write.c === 'timers'
      : write.op === 'effect' || write.op === 'retryEffect' || write.op === 'dismissEffect',
  );
}
