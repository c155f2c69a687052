import { badRequest, ok, unknownError, type Call, type Handler } from '../answer.ts';
import { lowerKeys, read } from '../bodies.ts';
import { context } from '../listing.ts';
import type { GraphState } from '../state.ts';
import { graphTime } from '../times.ts';
import { bookingsInstant } from './appointments.ts';
import { availabilityBody } from './bodies.ts';
import { isWithin } from './rules.ts';
import type { BusinessRow, StaffRow } from './rows.ts';

const MINUTE = 60_000;
const STEP = 15 * MINUTE;
const SHORTEST = 30 * MINUTE;

type Status = 'available' | 'busy' | 'outOfOffice';

/**
 * `getStaffAvailability` reads the calendars, which lag behind the appointments
 * (docs/platform/bookings.md, “Staff availability is late and knows no buffers”).
 */
export function availabilityResource(state: GraphState, businessOf: (call: Call) => BusinessRow): Handler {
  return (call) => {
    const business = businessOf(call);
    if (call.token.kind === 'delegated') throw badRequest('This API does not support delegated tokens.');
    const asked = read(availabilityBody, lowerKeys(call.body), 'getStaffAvailability');
    const [start, end] = [bookingsInstant(asked.startdatetime), bookingsInstant(asked.enddatetime)];
    // docs/platform/bookings.md, “Staff availability is late and knows no buffers”.
    if (end - start < SHORTEST) throw unknownError();
    const staff = asked.staffids.map((id) => business.staff.get(id));
    if (staff.some((one) => one === undefined)) throw unknownError();
    const docs = state.settings.bookings.availability === 'docs';
    const items = staff
      .filter((one) => one !== undefined)
      .map((one) => ({
        staffId: one.id,
        availabilityItems: stretches(state, business, one, start, end).map(({ status, from, to }) => ({
          status: docs ? `${status.charAt(0).toUpperCase()}${status.slice(1)}` : status,
          startDateTime: docs ? displayed(from) : graphTime(from),
          endDateTime: docs ? displayed(to) : graphTime(to),
          serviceId: '',
        })),
      }));
    return ok({ '@odata.context': context(call), ...(docs ? { staffAvailabilityItem: items } : { value: items }) });
  };
}

/** The documentation's example uses the zone's display name, which no other part of Graph accepts. */
const displayed = (at: number) => ({ ...graphTime(at), timeZone: '(UTC) Coordinated Universal Time' });

function stretches(
  state: GraphState,
  business: BusinessRow,
  staff: StaffRow,
  start: number,
  end: number,
): readonly { status: Status; from: number; to: number }[] {
  const user = state.userOf(staff.mail);
  const events = user ? state.eventsOf(user.id).filter((event) => event.start < end && event.end > start) : [];
  const statusAt = (from: number, to: number): Status => {
    if (!isWithin(staff.hours ?? business.hours, business.timeZone, { start: from, end: to })) return 'outOfOffice';
    const there = events.filter((event) => event.start < to && event.end > from);
    const counted = there.filter((event) => event.appointmentId !== undefined || staff.followsCalendar);
    if (counted.some((event) => event.showAs === 'oof')) return 'outOfOffice';
    return counted.some((event) => event.showAs === 'busy' || event.showAs === 'tentative') ? 'busy' : 'available';
  };
  const found: { status: Status; from: number; to: number }[] = [];
  for (let from = start; from < end; from += STEP) {
    const to = Math.min(from + STEP, end);
    const status = statusAt(from, to);
    const last = found.at(-1);
    if (last?.status === status) last.to = to;
    else found.push({ status, from, to });
  }
  return found;
}
