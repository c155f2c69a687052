import type { UnmatchedAppointment } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Appointment, BookingsPort } from '../../ports/bookings.ts';
import type { Doc, Write } from '../../ports/store.ts';
import { bareId, idIn } from './appointments.ts';

const DAY = 24 * 3_600_000;
/** More than a small business has without a ticket; older ones expire. */
const MOST = 500;

/** Whether an appointment is unchanged since it was last read, so that its customer need not be read again. */
export function isAsRead(known: UnmatchedAppointment, { start, end, changedAt }: Appointment): boolean {
  return known.start === start && known.end === end && known.changedAt === changedAt;
}

/** Stores an appointment without a ticket, for the dispatcher to see. Its customer is removed together with it. */
export function unmatchedWrite(
  id: string,
  known: Doc<UnmatchedAppointment> | undefined,
  { start, end, staffIds, changedAt }: Appointment,
  customerMail: string | undefined,
): Write {
  const data: UnmatchedAppointment = {
    start,
    end,
    staffIds,
    ...(changedAt === undefined ? {} : { changedAt }),
    ...(customerMail === undefined ? {} : { customerMail }),
  };
  const expiresAt = end + DAY;
  return known
    ? { op: 'put', c: 'untied', id, data, expect: known.v, expiresAt }
    : { op: 'insert', c: 'untied', id, data, expiresAt };
}

/** Removes those that are no longer listed: cancelled there, or matched to a ticket since. */
export async function forgetUnmatched(
  { store }: DeskDeps,
  port: BookingsPort,
  listed: ReadonlySet<string>,
  window: { readonly start: number; readonly end: number },
): Promise<void> {
  const q = { index: 'byStart', gte: window.start, lt: window.end, limit: MOST } as const;
  const gone = (await store.query('untied', q)).docs.filter(
    ({ id }) => id === idIn(port, bareId(id)) && !listed.has(id),
  );
  if (gone.length === 0) return;
  await store.commit(gone.map(({ id, v }): Write => ({ op: 'remove', c: 'untied', id, expect: v })));
}
