import { z } from 'zod';
import type { ShiftPlan } from '../desk/ports/presence.ts';
import type { Interval } from '../model/technician.ts';
import { askAll } from './ask.ts';
import { isStatus } from './failure.ts';
import { path, withQuery, type GraphPath } from './path.ts';
import type { Transport } from './transport.ts';
import { lenient, timestamp, zulu } from './wire.ts';

const DAY = 24 * 60 * 60_000;
/** Graph finds only items that lie inside a window, so it is widened by the longest shift and the longest leave. */
const SHIFT_MS = 2 * DAY;
const LEAVE_MS = 60 * DAY;

const span = lenient(z.object({ startDateTime: timestamp, endDateTime: timestamp }));
const item = z.object({ userId: lenient(z.string()), sharedShift: span, sharedTimeOff: span });

/**
 * Shifts and time off of some teams, by Entra object id. Only what is shared with the team counts, no drafts. `actAs`:
 * the object id of an owner of the teams (docs/platform/graph.md, “Shifts may want a person to act as”). A team without
 * a schedule has no shifts. Throws GraphFailure: a partial answer could turn a day of leave into a working day.
 */
export async function shiftPlans(
  transport: Transport,
  o: { readonly teamIds: readonly string[]; readonly actAs?: string },
  window: Interval,
): Promise<ReadonlyMap<string, ShiftPlan>> {
  const plans = new Map<string, { shifts: Interval[]; timeOff: Interval[] }>();
  const headers = o.actAs === undefined ? {} : { 'MS-APP-ACTS-AS': o.actAs };

  async function readInto(at: GraphPath, kind: 'shifts' | 'timeOff'): Promise<void> {
    const { items } = await askAll(transport, { method: 'GET', at, headers }, item);
    for (const one of items) {
      const { startDateTime: start, endDateTime: end } = one.sharedShift ?? one.sharedTimeOff ?? {};
      if (one.userId === undefined || start === undefined || end === undefined) continue;
      if (end <= window.start || start >= window.end) continue;
      const plan = plans.get(one.userId) ?? { shifts: [], timeOff: [] };
      plans.set(one.userId, plan);
      plan[kind].push({ start, end });
    }
  }

  for (const team of o.teamIds) {
    try {
      // One list at a time (docs/platform/graph.md, “One team takes four requests a second”).
      await readInto(
        withQuery(path`/teams/${team}/schedule/shifts`, within('sharedShift', window, SHIFT_MS)),
        'shifts',
      );
      await readInto(
        withQuery(path`/teams/${team}/schedule/timesOff`, within('sharedTimeOff', window, LEAVE_MS)),
        'timeOff',
      );
    } catch (thrown) {
      if (!isStatus(thrown, 404)) throw thrown;
      transport.log.info('graph.team-without-shifts', { team });
    }
  }
  return plans;
}

function within(field: string, window: Interval, by: number): { readonly $filter: string } {
  const [start, end] = [zulu(window.start - by), zulu(window.end + by)];
  return { $filter: `${field}/startDateTime ge ${start} and ${field}/endDateTime le ${end}` };
}
