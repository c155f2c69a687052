import { Alarm } from '../runtime/index.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import { lookAgain, readChanged } from './poller.ts';

/** Above this many hints, tickets are read as lists: a hundred per request. */
const MANY_HINTS = 20;
/** At most this many hints are kept; the next poll finds the rest. */
const AT_MOST = 500;

export interface Hints {
  /** These tickets may have changed in the PSA: reads them soon. */
  add(ticketIds: readonly string[]): void;
  run(signal: AbortSignal): Promise<void>;
}

/**
 * Reads the tickets named by a push, on the instance that received it. A load balancer sends pushes to any instance,
 * and several instances can safely take tickets in concurrently (compare-and-set on each ticket,
 * desk/intake/intake.ts). If an instance dies with its hints, the next poll finds the changes.
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
