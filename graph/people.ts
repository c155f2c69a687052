import type { PresencePort } from '../desk/ports/presence.ts';
import { groupMembers } from './groups.ts';
import { createOptional } from './optional.ts';
import { presences } from './presence.ts';
import { shiftPlans } from './shifts.ts';
import type { Transport } from './transport.ts';

/** Presence, Shifts and groups. A tenant may not grant the first two; then nobody's presence or shifts are known. */
export function createPresence(
  transport: Transport,
  o: { readonly shiftTeamIds: readonly string[]; readonly shiftsActAs?: string },
): PresencePort {
  const optional = createOptional(transport.log, () => transport.clock.now());
  const actAs = o.shiftsActAs === undefined ? {} : { actAs: o.shiftsActAs };
  return {
    presences: (ids) => {
      const nobody = new Map(ids.map((id) => [id, 'unknown' as const]));
      return optional('Presence.Read.All', () => presences(transport, ids), nobody);
    },
    shifts: (from, to) => {
      const read = () => shiftPlans(transport, { teamIds: o.shiftTeamIds, ...actAs }, { start: from, end: to });
      return optional('Schedule.Read.All', read, new Map());
    },
    members: (groupId) => groupMembers(transport, groupId),
  };
}
