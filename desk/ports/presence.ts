import type { Interval } from '../../model/technician.ts';

/** What Teams shows of somebody at this moment (docs/platform/graph.md, “Presence is about now”). */
export type Presence = 'available' | 'busy' | 'do-not-disturb' | 'away' | 'offline' | 'out-of-office' | 'unknown';

/** Shifts and time off as planned in Teams Shifts, by Entra object id. A person without any is absent: unknown. */
export interface ShiftPlan {
  readonly shifts: readonly Interval[];
  readonly timeOff: readonly Interval[];
}

/** Who is there. Each part is optional in a tenant: a missing permission answers with unknown, never with free. */
export interface PresencePort {
  presences(entraIds: readonly string[]): Promise<ReadonlyMap<string, Presence>>;
  shifts(from: number, to: number): Promise<ReadonlyMap<string, ShiftPlan>>;
  /** Members of a group, Entra object ids: roles can come from groups. */
  members(groupId: string): Promise<readonly string[]>;
}

/** Whether we have one permission, and what its lack costs; the probe's answer. `needed`: without it there are no visits. */
export interface PermissionFinding {
  readonly permission: string;
  readonly needed: boolean;
  readonly granted: 'yes' | 'no' | 'unknown';
  readonly costs: string;
}
