import { Alarm } from '../runtime/index.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { lookAgain, readChanged } from './poller.ts';

/** More hints than this at once are read by lists, which give a hundred tickets with one request. */
const MANY_HINTS = 20;
/** Nobody can name more at once than this; what is left out the next poll finds. */
const AT_MOST = 500;

export interface Hints {
  /** Something in the PSA may have changed: these tickets are read soon. */
  add(ticketIds: readonly string[]): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Reads what a push named, at the copy that heard it: a load balancer brings pushes to any of them, and taking tickets
 * in is safe from several at once (compare-and-set on each, desk/intake/intake.ts). What is lost with a copy the poll finds.
 */
export function createHints(deps: DeskDeps, moved: () => void): Hints {
  const { clock, log } = deps;
  const alarm = new Alarm(clock);
  const pending = new Set<string>();

  const failed = (ticketId: string, error: unknown) => log.warn('hint.failed', { ticketId, code: asCoded(error).code });

  async function follow(): Promise<void> {
    const ids = [...pending];
    pending.clear();
    if (ids.length === 0) return;
    try {
      if (ids.length > MANY_HINTS) await readChanged(deps);
      else for (const id of ids) await lookAgain(deps, id).catch((error: unknown) => failed(id, error));
    } catch (error) {
      failed('many', error);
    }
    moved();
  }

  return {
    add(ticketIds) {
      for (const id of ticketIds.slice(0, AT_MOST)) pending.add(id);
      if (pending.size > 0) alarm.ring();
    },
    async run(signal) {
      const ring = () => alarm.ring();
      signal.addEventListener('abort', ring);
      while (!signal.aborted) {
        alarm.clear();
        await follow();
        if (pending.size === 0) await alarm.sleep(60_000);
      }
      signal.removeEventListener('abort', ring);
    },
  };
}
