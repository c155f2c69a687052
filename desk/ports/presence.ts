import type { Interval } from '../../model/technician.ts';

/** A person's current presence in Teams (docs/platform/graph.md, “Presence is about now”). */
export type Presence = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'out-of-office' | 'unknown';

/** Shifts and time off from Teams Shifts, by Entra object id. A person who is absent from it has unknown shifts. */
export interface ShiftPlan {
  readonly shifts: readonly Interval[];
  readonly timeOff: readonly Interval[];
}

/**
 * Presence, shifts and groups. A tenant can withhold any of them: a missing permission is answered with unknown, never
 * with free.
 */
export interface PresencePort {
  presences(entraIds: readonly string[]): Promise<ReadonlyMap<string, Presence>>;
  shifts(from: number, to: number): Promise<ReadonlyMap<string, ShiftPlan>>;
  /** Entra object ids of a group's members. Roles can come from groups. */
  members(groupId: string): Promise<readonly string[]>;
}

/** The check of one permission, and what is missing without it. `needed`: visits do not work without it. */
export interface PermissionFinding {
  readonly permission: string;
  readonly needed: boolean;
  readonly granted: 'yes' | 'no' | 'unknown';
  readonly costs: string;
}
