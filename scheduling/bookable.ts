import type { Interval } from '../model/technician.ts';
import type { Slot } from '../model/visit.ts';
import { fitter, tripOf, type Fit } from './day-route.ts';
import type { VisitRequest } from './facts.ts';
import type { FreeTime } from './free-time.ts';
import { gridOf, isWished, timeRefusal, type TimeRefusal } from './grid.ts';
import { blockOf, blocking, type UnknownCode } from './open-time.ts';
import { dayAt, dayRefusal, type DayRefusal } from './person-limits.ts';
import { slotOf, type SlotFacts } from './slots.ts';
import { type OfferedSlot } from './slot-search.ts';

const MINUTE = 60_000;

/** Why a slot can no longer be booked. */
export type BookRefusal =
  | TimeRefusal
  | UnknownCode
  | DayRefusal
  /** The slot differs from the request: another length, or people who are not on it. A tampered slot ends here. */
  | 'wrong-length'
  | 'wrong-people'
  | 'no-facts'
  | 'not-in-service'
  /** Another visit or hold takes the time. */
  | 'taken'
  | 'time-off'
  | 'busy'
  | 'off-hours'
  /** Travel to or from it, or clearing up, does not fit around it. */
  | 'no-room';

export interface Refused {
  readonly code: BookRefusal;
  readonly personId?: string;
  /** Set when something is unknown: a sentence with the next step. */
  readonly why?: string;
}

/**
 * `slot` is the requested slot with its present cost and free time around it. Hold this one, because neighbouring
 * visits may have changed.
 */
export type Bookable =
  { readonly ok: true; readonly slot: OfferedSlot } | { readonly ok: false; readonly refused: readonly Refused[] };

/**
 * Whether a slot can be booked now, from facts just read. Every offered slot passes with the facts that it was offered
 * from. Run this again at submit, under the lock, and offer fresh times when it fails.
 */
export function isBookable(
  request: VisitRequest,
  slot: Pick<Slot, 'start' | 'end' | 'personIds'>,
  facts: SlotFacts,
): Bookable {
  const refused: Refused[] = [];
  if (slot.end - slot.start !== request.minutes * MINUTE) refused.push({ code: 'wrong-length' });
  const { personIds } = slot;
  if (
    personIds.length !== request.seats.length ||
    new Set(personIds).size !== personIds.length ||
    request.seats.some((seat, n) => !seat.some(({ personId }) => personId === personIds[n]))
  )
    return { ok: false, refused: [...refused, { code: 'wrong-people' }] };
  const time = timeRefusal(request, slot.start, facts.now, facts.policy);
  if (time !== undefined) refused.push({ code: time });
  const trips = request.seats.map((_, seat) => tripOf(request, seat, facts.policy));
  const crew = personIds.flatMap((personId, seat) => {
    const checked = personAt(request, seat, personId, slot, facts);
    if ('code' in checked) {
      refused.push({ personId, ...checked });
      return [];
    }
    const choice = request.seats[seat]?.find((one) => one.personId === personId) ?? { personId, minutes: 0 };
    return [{ ...checked, choice }];
  });
  if (refused.length > 0) return { ok: false, refused };
  return { ok: true, slot: slotOf(request, crew, trips, slot.start, wishedAt(request, slot.start, facts), facts) };
}

/** One person's part: how the slot fits into their day, or the first reason why it does not. */
function personAt(
  request: VisitRequest,
  seat: number,
  personId: string,
  { start, end }: Interval,
  { people, travel, policy }: SlotFacts,
): { readonly person: FreeTime; readonly fit: Fit } | Pick<Refused, 'code' | 'why'> {
  const person = people.find((one) => one.personId === personId);
  if (person === undefined) return { code: 'no-facts' };
  if (!person.known) return { code: person.code, why: person.why };
  if (request.service !== undefined && !request.service.staff.includes(personId)) return { code: 'not-in-service' };
  const window = person.windows.find(({ from, to }) => from <= start && end <= to);
  if (window === undefined) return { code: whyNotFree(person, request, { start, end }, policy) };
  const trip = tripOf(request, seat, policy);
  const fit = fitter(trip, person, travel, policy)(window);
  if (fit === undefined || start < fit.earliest || start > fit.latest) return { code: 'no-room' };
  const kept = (trip.arrive + trip.stay + trip.clear) / MINUTE;
  const full = dayRefusal(person.days[dayAt(person, start)], request, kept, policy);
  return full === undefined ? { person, fit } : { code: full };
}

function whyNotFree(
  { facts }: FreeTime,
  { kind }: VisitRequest,
  slot: Interval,
  policy: SlotFacts['policy'],
): BookRefusal {
  const meets = (one: Interval) => one.start < slot.end && slot.start < one.end;
  if (facts.visits.map(blockOf).some(meets)) return 'taken';
  if (facts.timeOff.some(meets)) return 'time-off';
  if (blocking(facts, kind, policy).some(meets)) return 'busy';
  return 'off-hours';
}

function wishedAt(request: VisitRequest, start: number, { now, policy }: SlotFacts): boolean {
  if (request.wishes === undefined) return true;
  const grid = gridOf({ ...request, notBefore: start, notAfter: start + policy.grid * MINUTE }, now, policy);
  return isWished(request.wishes, grid.cells[grid.cellOf[0] ?? -1]);
}
