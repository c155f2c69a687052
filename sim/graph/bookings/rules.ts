import { DateTime } from 'luxon';
import type { Interval } from '../../../model/technician.ts';
import type { GraphState } from '../state.ts';
import { DAYS } from '../rows.ts';
import { windowsZone } from '../times.ts';
import type { AppointmentRow, BookingPolicy, BusinessRow, DayHours, ServiceRow } from './rows.ts';

const MINUTE = 60_000;

export interface Proposal extends Interval {
  readonly staffIds: readonly string[];
  readonly preBufferMinutes: number;
  readonly postBufferMinutes: number;
}

/**
 * Returns the rule that an application's appointment would break
 * (docs/platform/bookings.md, “An application must keep the rules of the business”). The caller never learns it.
 */
export function brokenRule(
  state: GraphState,
  business: BusinessRow,
  service: ServiceRow,
  wish: Proposal,
  itself?: AppointmentRow,
): string | undefined {
  const policy = policyOf(business, service);
  const notice = (wish.start - state.clock.now()) / MINUTE;
  if (wish.end - wish.start !== service.minutes * MINUTE) return 'not the duration of the service';
  if (notice < policy.leastNoticeMinutes) return 'too soon';
  if (notice > policy.farthestMinutes) return 'too far ahead';
  if (!policy.allowStaffSelection) return 'staff cannot be selected';
  for (const id of wish.staffIds) {
    const staff = business.staff.get(id);
    if (!staff) return 'staff member is not in this business';
    if (!service.staffIds.includes(id)) return 'staff member is not assigned to this service';
    if (!isWithin(staff.hours ?? business.hours, business.timeZone, wish)) return 'outside opening hours';
  }
  return conflict(state, business, wish, itself);
}

export const policyOf = (business: BusinessRow, service: ServiceRow): BookingPolicy =>
  service.policy ?? business.policy;

/** Returns what occupies the time. Buffers extend both the wanted appointment and existing ones. */
export function conflict(
  state: GraphState,
  business: BusinessRow,
  wish: Proposal,
  itself?: AppointmentRow,
): string | undefined {
  const { conflicts, blockedBy } = state.settings.bookings;
  if (conflicts === 'none') return undefined;
  const wanted = withBuffers(wish);
  for (const id of wish.staffIds) {
    const taken = [...business.appointments.values()].some(
      (other) => other.id !== itself?.id && other.staffIds.includes(id) && overlap(withBuffers(other), wanted),
    );
    if (taken) return 'another appointment is at that time';
    const staff = business.staff.get(id);
    if (conflicts === 'appointments' || !staff?.followsCalendar) continue;
    const user = state.userOf(staff.mail);
    const busy =
      user !== undefined &&
      state
        .eventsOf(user.id)
        .some(
          (event) =>
            (event.appointmentId === undefined || !business.appointments.has(event.appointmentId)) &&
            blockedBy.includes(event.showAs) &&
            overlap(event, wanted),
        );
    if (busy) return 'the personal calendar is not free';
  }
  return undefined;
}

export function withBuffers(o: Interval & Pick<Proposal, 'preBufferMinutes' | 'postBufferMinutes'>): Interval {
  return { start: o.start - o.preBufferMinutes * MINUTE, end: o.end + o.postBufferMinutes * MINUTE };
}

/** Whether the whole interval lies within one of that day's opening hours. */
export function isWithin(hours: readonly DayHours[], zoneName: string, stretch: Interval): boolean {
  const zone = windowsZone(zoneName) ?? 'UTC';
  const start = DateTime.fromMillis(stretch.start, { zone });
  const midnight = start.startOf('day');
  const today = hours.find(({ day }) => day === DAYS[start.weekday - 1]);
  return (today?.slots ?? []).some(({ from, to }) => {
    const [opens, closes] = [from, to].map((text) => {
      const [hour = 0, minute = 0] = text.split(':').map(Number);
      return midnight.set({ hour, minute }).toMillis();
    });
    return opens !== undefined && closes !== undefined && opens <= stretch.start && stretch.end <= closes;
  });
}

const overlap = (a: Interval, b: Interval) => a.start < b.end && b.start < a.end;
