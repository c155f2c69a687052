import { realClock } from '../start/machine-clock.ts';
import { virtualClock, type VirtualClock } from '../sim/clock.ts';
import type { TeamsSimulator } from '../sim/teams/index.ts';
import type { Callboard, CallboardDeps } from '../start/compose.ts';
import { INSTALL_PAUSE_MS, installEverybody } from './install.ts';

/** One process in which simulators and Callboard share a virtual clock: time passes only when somebody lets it. */
export interface VirtualTime {
  readonly clock: VirtualClock;
  /** What failed in the background, where nobody would have heard of it. */
  readonly failures: readonly string[];
  /** Somebody does something, as one task of the clock, during which `lastingMs` pass. */
  readonly does: <T>(work: () => Promise<T>, lastingMs?: number) => Promise<T>;
  /** What a Callboard on this clock is made of. */
  readonly parts: Required<Pick<CallboardDeps, 'clock' | 'wallClock' | 'fetch' | 'before'>>;
}

export function virtualTime(at: number): VirtualTime {
  const failures: string[] = [];
  const onError = (name: string, error: unknown) => void failures.push(`${name}: ${String(error)}`);
  const clock = virtualClock(at, onError);
  return {
    clock,
    failures,
    does: async (work, lastingMs = 0) => {
      const result = clock.enter(work);
      // Whoever awaits the result hears of its failure; time passes first.
      result.catch(() => undefined);
      await clock.advance(lastingMs);
      return result;
    },
    parts: {
      clock,
      wallClock: realClock(onError),
      fetch: clock.fetch,
      before: [(req, res, next) => clock.middleware(req, res, next)],
    },
  };
}

/** How long the loops get to look at everything for the first time, ms. */
const FIRST_LOOK_MS = 2_000;

/** The desk opens: the directory is read, everybody installs the app unless told otherwise, all copies start. */
export async function openDesk(
  { clock, does }: VirtualTime,
  teams: TeamsSimulator,
  copies: readonly Callboard[],
  { installed = true }: { readonly installed?: boolean } = {},
): Promise<void> {
  await does(async () => copies[0]?.desk.syncDirectory());
  if (installed) await does(() => installEverybody(teams, clock), teams.people.length * INSTALL_PAUSE_MS);
  for (const copy of copies) copy.start();
  await clock.advance(FIRST_LOOK_MS);
}
