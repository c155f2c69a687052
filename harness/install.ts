import type { Clock } from '../model/clock.ts';
import type { TeamsSimulator } from '../sim/teams/index.ts';

/** Nobody installs the app for everybody within one second: Teams would not let them. */
export const INSTALL_PAUSE_MS = 100;

/** Everybody installs the app, one after the other; people whose key is in `except` do not. */
export async function installEverybody(
  teams: TeamsSimulator,
  clock: Clock,
  { pauseMs = INSTALL_PAUSE_MS, except = [] }: { readonly pauseMs?: number; readonly except?: readonly string[] } = {},
): Promise<void> {
  for (const { key } of teams.people) {
    if (except.includes(key)) continue;
    await teams.user(key).install();
    await clock.sleep(pauseMs);
  }
}
