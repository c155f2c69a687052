import type { Appointment } from '../desk/ports/bookings.ts';
import type { Interval } from '../model/technician.ts';
import { askAll } from './ask.ts';
import { appointment } from './booking-wire.ts';
import { viewEvents } from './events.ts';
import { GraphFailure } from './failure.ts';
import { path, withQuery } from './path.ts';
import type { Transport } from './transport.ts';
import { zulu } from './wire.ts';

/** Where a list of appointments came from. Events of the mailbox carry no label, service or staff. */
export type ListSource = 'calendarView' | 'appointments' | 'events';
export interface BookingList {
  readonly source: ListSource;
  readonly appointments: readonly Appointment[];
}

/** Prefix for appointments read as mailbox events: Bookings does not accept an event's id. */
export const EVENT_ID = 'event:';
/** A refused source is tried again after this time: an admin may have granted a permission, or Bookings recovered. */
const AGAIN_MS = 60 * 60_000;

/**
 * Lists the appointments that overlap a window. Each source is the fallback for the one before it
 * (docs/platform/bookings.md, “Lists of appointments may refuse an application”); the last one is the Bookings
 * mailbox's own calendar. Throws the first source's failure when all of them fail.
 */
export function createBookingList(
  transport: Transport,
  businessId: string,
): (window: Interval) => Promise<BookingList> {
  const refused = new Map<ListSource, number>();

  const sources: readonly [ListSource, (window: Interval) => Promise<readonly Appointment[]>][] = [
    [
      'calendarView',
      async ({ start, end }) => {
        const base = path`/solutions/bookingBusinesses/${businessId}/calendarView`;
        const at = withQuery(base, { start: zulu(start), end: zulu(end) });
        return (await askAll(transport, { method: 'GET', at }, appointment)).items;
      },
    ],
    [
      'appointments',
      async (window) => {
        const at = path`/solutions/bookingBusinesses/${businessId}/appointments`;
        const { items } = await askAll(transport, { method: 'GET', at }, appointment);
        return items.filter((one) => one.start < window.end && window.start < one.end);
      },
    ],
    [
      'events',
      async (window) => {
        const events = await viewEvents(transport, businessId, window);
        return events.flatMap((one): Appointment[] => {
          if (one.start === undefined || one.end === undefined || one.isCancelled === true) return [];
          const bare = { serviceId: '', staffIds: [], selfService: false };
          return [{ id: EVENT_ID + one.id, start: one.start, end: one.end, ...bare }];
        });
      },
    ],
  ];

  return async (window) => {
    const now = transport.clock.now();
    const tried = sources.filter(([name]) => now - (refused.get(name) ?? -Infinity) >= AGAIN_MS);
    let first: unknown;
    for (const [source, read] of tried.length > 0 ? tried : sources) {
      try {
        return { source, appointments: await read(window) };
      } catch (thrown) {
        first ??= thrown;
        if (!(thrown instanceof GraphFailure) || !wontDo(thrown)) throw thrown;
        refused.set(source, now);
        transport.log.warn('bookings.list-refused', { source, status: thrown.status });
      }
    }
    throw first;
  };
}

/** Whether the failure rules out this source for good, not only for this moment. */
function wontDo(failure: GraphFailure): boolean {
  const { status = 0 } = failure;
  return (status >= 400 && status <= 405 && status !== 401) || status === 500 || status === 501;
}
