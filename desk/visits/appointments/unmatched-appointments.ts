import type { UnmatchedAppointment } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Appointment, BookingsPort } from '../../ports/bookings.ts';
import type { Doc, Write } from '../../ports/store.ts';
import { bareId, idIn } from './appointments.ts';

const DAY = 24 * 3_600_000;
/** More than a small business has standing without a ticket; the rest is forgotten by the clock. */
const MOST = 500;

/** Whether an appointment is as it was when it was last read: then its customer need not be asked for again. */
export function isAsRead(known: UnmatchedAppointment, { start, end, changedAt }: Appointment): boolean {
  return known.start === start && known.end === end && known.changedAt === changedAt;
}

/** Remembers an appointment that belongs to no ticket, for the dispatcher to see. Its customer is forgotten with it. */
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

/** Forgets those that are not in the list any more: cancelled there, or tied to a ticket since. */
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
