import { z } from 'zod';
import type { CalendarChanges } from '../desk/ports/calendars.ts';
import type { Interval } from '../model/technician.ts';
import { askAll, follow } from './ask.ts';
import { calendarEvent, event, type GraphEvent } from './event.ts';
import { GraphFailure, parseJson } from './failure.ts';
import { path, withQuery, type GraphPath } from './path.ts';
import type { Transport } from './transport.ts';
import { prefer, zulu } from './wire.ts';

/**
 * How far a delta extends beyond the requested window. Without the margin, the next day's window would need a full read
 * (docs/platform/graph.md, “The window of a delta is fixed in its token”).
 */
const AHEAD_MS = 7 * 24 * 60 * 60_000;

const cursorSchema = z.object({ start: z.number(), end: z.number(), link: z.string().min(1) });
type Cursor = z.output<typeof cursorSchema>;

/**
 * Returns what changed in a person's calendar since the cursor. Returns everything with `full: true` if there is no
 * cursor, if its window does not contain the requested one, or if Graph has dropped it (410). Throws GraphFailure.
 */
export async function calendarChanges(
  transport: Transport,
  mail: string,
  window: Interval,
  cursor?: string,
): Promise<CalendarChanges> {
  const held = cursorSchema.safeParse(parseJson(cursor ?? '')).data;
  if (held && held.start <= window.start && window.end <= held.end) {
    try {
      return await round(transport, mail, held, follow(transport, held.link, SHAPE), false);
    } catch (thrown) {
      if (!forgotten(thrown)) throw thrown;
      transport.log.info('graph.delta-anew', {});
    }
  }
  const wide = { start: window.start, end: window.end + AHEAD_MS };
  const at = withQuery(path`/users/${mail}/calendarView/delta`, {
    startDateTime: zulu(wide.start),
    endDateTime: zulu(wide.end),
  });
  return round(transport, mail, wide, at, true);
}
const SHAPE = '/users/{id}/calendarView/delta';

function forgotten(thrown: unknown): boolean {
  if (!(thrown instanceof GraphFailure)) return false;
  return thrown.status === 410 || thrown.says('syncStateNotFound', 'resyncRequired', 'SyncStateInvalid');
}

async function round(
  transport: Transport,
  mail: string,
  { start, end }: Interval,
  at: GraphPath,
  full: boolean,
): Promise<CalendarChanges> {
  const call = { method: 'GET', at, headers: prefer('odata.maxpagesize=100') } as const;
  const { items, delta } = await askAll(transport, call, event);
  if (delta === undefined) {
    throw new GraphFailure('GRAPH_UNREACHABLE', `Microsoft Graph ended ${SHAPE} without a deltaLink`, {
      done: 'no',
      retry: 'later',
    });
  }
  const masters = new Map(items.map((one) => [one.id, one]));
  const kept = new Map<string, GraphEvent>();
  const removed = new Set<string>();
  // One round can return the same entry twice; the later version wins.
  for (const one of items) {
    kept.delete(one.id);
    removed.delete(one.id);
    if (one['@removed']) removed.add(one.id);
    else if (one.type?.toLowerCase() !== 'seriesmaster') kept.set(one.id, one);
  }
  const events = [...kept.values()].flatMap((one) => {
    const master = one.seriesMasterId === undefined ? undefined : masters.get(one.seriesMasterId);
    return calendarEvent(mail, one, master) ?? [];
  });
  const next: Cursor = { start, end, link: delta };
  return { events, removedIds: [...removed], cursor: JSON.stringify(next), full };
}
