import { z } from 'zod';
import type { Presence } from '../desk/ports/presence.ts';
import { askAll } from './ask.ts';
import { path } from './path.ts';
import type { GraphCall, Transport } from './transport.ts';
import { lenient, optionalFlag, optionalText } from './wire.ts';

/** https://learn.microsoft.com/graph/api/cloudcommunications-getpresencesbyuserid: at most 650 ids. */
const PEOPLE = 650;

const presence = z.object({
  id: z.string(),
  availability: optionalText,
  activity: optionalText,
  outOfOfficeSettings: lenient(z.object({ isOutOfOffice: optionalFlag })),
});

const SHOWN: Readonly<Record<string, Presence>> = {
  available: 'available',
  availableidle: 'available',
  busy: 'busy',
  busyidle: 'busy',
  donotdisturb: 'do-not-disturb',
  away: 'away',
  berightback: 'away',
  offline: 'offline',
};

/** Current presence in Teams, by Entra object id; `unknown` for people missing from the answer. Throws GraphFailure. */
export async function presences(
  transport: Transport,
  entraIds: readonly string[],
): Promise<ReadonlyMap<string, Presence>> {
  const found = new Map<string, Presence>(entraIds.map((id) => [id, 'unknown']));
  const asIs = new Map(entraIds.map((id) => [id.toLowerCase(), id]));
  const ids = [...asIs.keys()];
  for (let from = 0; from < ids.length; from += PEOPLE) {
    const call: GraphCall = {
      method: 'POST',
      at: path`/communications/getPresencesByUserId`,
      body: { ids: ids.slice(from, from + PEOPLE) },
      reads: true,
    };
    for (const one of (await askAll(transport, call, presence)).items) {
      const id = asIs.get(one.id.toLowerCase());
      if (id !== undefined) found.set(id, shown(one));
    }
  }
  return found;
}

function shown(one: z.output<typeof presence>): Presence {
  if (one.outOfOfficeSettings?.isOutOfOffice === true || one.activity?.toLowerCase() === 'outofoffice') {
    return 'out-of-office';
  }
  return SHOWN[(one.availability ?? '').toLowerCase()] ?? 'unknown';
}
