import type { Absence } from '../../../model/replan.ts';
import type { Interval } from '../../../model/technician.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Doc, Write } from '../../ports/store.ts';

const DAY = 24 * 3_600_000;
/** Far more people than can be absent at once. */
const MOST = 500;

/**
 * People who called in sick and are not back, by person id: unavailable for visits and offers, whatever their calendars
 * say.
 */
export async function absencesNow({
  store,
  clock,
}: Pick<DeskDeps, 'store' | 'clock'>): Promise<ReadonlyMap<string, readonly Interval[]>> {
  const found = await store.query('absences', { index: 'byEnd', gte: clock.now(), limit: MOST });
  return new Map(found.docs.map(({ data }) => [data.personId, [{ start: data.from, end: data.to }]]));
}

/** Records the absence; if it is reported twice, the later report counts. */
export function absenceWrite(old: Doc<Absence> | undefined, absence: Absence): Write {
  const { personId: id, to } = absence;
  return old
    ? { op: 'put', c: 'absences', id, data: absence, expect: old.v, expiresAt: to + DAY }
    : { op: 'insert', c: 'absences', id, data: absence, expiresAt: to + DAY };
}
