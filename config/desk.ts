import { DESK_DEFAULTS } from '../desk/index.ts';
import type { DeskConfig } from './config.ts';
import type { Settings } from './settings.ts';

/** The MSP's settings on top of the desk's careful defaults. */
export function deskConfig(s: Settings): DeskConfig | undefined {
  if (s.DESK_ROLES === undefined || s.DESK_COORDINATORS === undefined || s.DESK_TIME_ZONE === undefined)
    return undefined;
  return {
    roles: s.DESK_ROLES,
    matches: s.DESK_MATCHES ?? {},
    coordinators: s.DESK_COORDINATORS,
    onCall: s.DESK_ON_CALL ?? [],
    timeZone: s.DESK_TIME_ZONE,
    mode: s.DESK_MODE ?? DESK_DEFAULTS.mode,
    offerMinutes: { ...DESK_DEFAULTS.offerMinutes, ...s.DESK_OFFER_MINUTES },
    ...(s.DESK_QUIET_HOURS === undefined ? {} : { quietHours: s.DESK_QUIET_HOURS }),
    queueCardAbove: s.DESK_QUEUE_CARD_ABOVE ?? DESK_DEFAULTS.queueCardAbove,
    overrideNeedsApproval: s.DESK_OVERRIDE_NEEDS_APPROVAL ?? DESK_DEFAULTS.overrideNeedsApproval,
    pollSeconds: s.DESK_POLL_SECONDS ?? DESK_DEFAULTS.pollSeconds,
    ...(s.DESK_SKILLS_CSV === undefined ? {} : { skillsCsv: s.DESK_SKILLS_CSV }),
  };
}
