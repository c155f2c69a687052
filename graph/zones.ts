import { findIana, findWindows } from 'windows-iana';
import { isTimeZone } from '../model/time-zone.ts';

const UTC = ['utc', 'etc/utc', 'tzone://microsoft/utc'];

/**
 * The IANA name of a zone as Microsoft names it: a Windows name, an IANA name, or `tzone://Microsoft/Utc`. Returns
 * `undefined` for a custom zone (docs/platform/graph.md, “Time zones have Windows names, and some have none”).
 */
export function ianaOf(name: string): string | undefined {
  if (UTC.includes(name.toLowerCase())) return 'UTC';
  const found = findIana(name)[0];
  if (found !== undefined) return found;
  return name.includes('/') && isTimeZone(name) ? name : undefined;
}

/**
 * The Windows name of an IANA zone. The table lists some zones only under an older name (Europe/Kyiv); Intl supplies
 * it. Returns `undefined` if there is none (America/Ciudad_Juarez): send UTC then.
 */
export function windowsOf(iana: string): string | undefined {
  if (!isTimeZone(iana)) return undefined;
  const { timeZone: canonical } = new Intl.DateTimeFormat('en', { timeZone: iana }).resolvedOptions();
  return findWindows(iana)[0] ?? findWindows(canonical)[0];
}
