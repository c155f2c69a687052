import type { Person } from '../../../model/person.ts';
import type { Slot, Visit, VisitText } from '../../../model/visit.ts';
import {
  freeTime,
  isBookable,
  offerSlots,
  travelWith,
  withMatrix,
  type NoSlots,
  type OfferedSlot,
  type ServiceRules,
  type SlotFacts,
  type TravelTable,
  type VisitRequest,
} from '../../../scheduling/index.ts';
import { createAvailability, techniciansWhoTakeWork } from '../../people/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { BookingBusiness } from '../../ports/bookings.ts';
import type { Doc } from '../../ports/store.ts';
import { serviceFor } from '../appointments/index.ts';
import { calendarsOf, FRESH_MS, personFacts } from '../calendars/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const DAY = 24 * 3_600_000;
const URGENT_FROM = 2;

interface Asked {
  readonly request: VisitRequest;
  readonly facts: SlotFacts;
}

/** The times to show for a visit now, in order of time; none when no calendar is known. */
export async function offerableSlots(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  visit: Visit,
  timeZone: string,
): Promise<readonly OfferedSlot[]> {
  const { request, facts } = await ask(deps, visitDeps, visit, { timeZone, maxAgeMs: FRESH_MS });
  return offerSlots(request, facts).slots;
}

/** The same for a dispatcher, with the reasons why somebody has no time. */
export async function slotsForDispatcher(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  visit: Visit,
  text?: VisitText,
): Promise<{ readonly slots: readonly OfferedSlot[]; readonly noSlots: readonly NoSlots[] }> {
  const { request, facts } = await ask(deps, visitDeps, visit, {
    timeZone: deps.policy.timeZone,
    maxAgeMs: FRESH_MS,
    text,
  });
  return offerSlots(request, facts);
}

/**
 * The slot with its present free time around it, if it is still available by calendars read just now: a neighbouring
 * visit may have come since it was offered and changed the travel. Unknown never means free. `text`: of a visit that is
 * not in the store yet. `keepsTime`: the client already has this time, and only the technician changes.
 */
export async function checkSlot(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  visit: Visit,
  slot: Slot,
  { text, keepsTime = false }: { readonly text?: VisitText | undefined; readonly keepsTime?: boolean } = {},
): Promise<Slot | undefined> {
  const q = { timeZone: deps.policy.timeZone, maxAgeMs: 0, only: slot.personIds, text, keepsTime };
  const { request, facts } = await ask(deps, visitDeps, visit, q);
  const checked = isBookable(request, slot, facts);
  if (!checked.ok) {
    deps.log.info('visit.slot-refused', { visit: visit.visitId, why: checked.refused.map((one) => one.code) });
    return undefined;
  }
  const { start, end, personIds, beforeMinutes, afterMinutes, others } = checked.slot;
  return { start, end, personIds, beforeMinutes, afterMinutes, ...(others ? { others } : {}) };
}

async function ask(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  visit: Visit,
  q: {
    readonly timeZone: string;
    readonly maxAgeMs: number;
    readonly only?: readonly string[];
    /** For a visit that is not in the store yet. */
    readonly text?: VisitText | undefined;
    readonly keepsTime?: boolean;
  },
): Promise<Asked> {
  const { store, clock } = deps;
  const { policy } = visitDeps;
  const now = clock.now();
  const everyone = await techniciansWhoTakeWork(store);
  const { only } = q;
  const people = only
    ? everyone.filter(({ id }) => only.includes(id))
    : visit.people === 1
      ? everyone.filter(({ id }) => id === visit.personIds[0])
      : everyone;
  const known = await calendarsOf(deps, visitDeps, people, { maxAgeMs: q.maxAgeMs });
  const agents = people.flatMap((person) => person.data.agentId ?? []);
  const facts = await personFacts(
    deps,
    visitDeps,
    people,
    known,
    await createAvailability(deps, policy.horizonDays).of(agents),
  );
  const business = await visitDeps.bookings.business().catch(() => undefined);
  const text = q.text ?? (await store.get('visitTexts', visit.visitId))?.data;
  const triage = (await store.get('triage', visit.ticketId))?.data;
  const ticket = (await store.get('tickets', visit.ticketId))?.data;
  const service = business && serviceRules(business, policy.services[visit.kind], visit.minutes, people);
  const [leader = ''] = visit.personIds;
  const second = people.filter(({ id }) => id !== leader).map(({ id }) => ({ personId: id, minutes: 0 }));
  const request: VisitRequest = {
    visitId: `${visit.visitId}#${visit.link}`,
    kind: visit.kind,
    minutes: visit.minutes,
    seats: [[{ personId: leader, minutes: 0 }], ...(visit.people === 2 ? [second] : [])],
    urgent: (ticket?.priority ?? 3) <= URGENT_FROM,
    ...(q.keepsTime ? { keepsTime: true } : {}),
    timeZone: q.timeZone,
    ...(text?.place ? { place: text.place } : {}),
    ...(service ? { service } : {}),
    ...(triage?.clock.resolveBy === undefined ? {} : { deadline: triage.clock.resolveBy }),
  };
  const window = { start: now, end: now + policy.horizonDays * DAY };
  const free = facts.map((person) => freeTime(person, window, visit.kind, policy.scheduling, visit.visitId));
  const table = await travelTable(
    visitDeps,
    [request, ...facts.flatMap((person) => [{ place: person.base }, ...person.visits])],
    now,
  );
  return {
    request,
    facts: { now, people: free, travel: travelWith(policy.scheduling.travel, table), policy: policy.scheduling },
  };
}

/** Excludes what Bookings would refuse. Staff are named by our person ids. */
export function serviceRules(
  business: BookingBusiness,
  named: readonly string[],
  minutes: number,
  people: readonly Doc<Person>[],
): ServiceRules | undefined {
  const service = serviceFor(business, named, minutes);
  if (!service) return undefined;
  const mails = new Set(
    business.staff
      .filter((staff) => staff.active && (service.staffIds.length === 0 || service.staffIds.includes(staff.id)))
      .map((staff) => staff.mail.toLowerCase()),
  );
  return {
    hours: { timeZone: business.timeZone, hours: service.hours ?? business.hours, holidays: [] },
    leastNoticeMinutes: service.leastNoticeMinutes,
    farthestMinutes: service.farthestMinutes,
    preBufferMinutes: service.preBufferMinutes,
    postBufferMinutes: service.postBufferMinutes,
    staff: people.filter(({ data }) => mails.has((data.mail ?? '').toLowerCase())).map(({ id }) => id),
  };
}

/** Travel between the places of this search, from the map where there is one; the rest is estimated. */
export async function travelTable(
  { travel, policy }: VisitDeps,
  stops: readonly { readonly place?: { readonly point?: { lat: number; lon: number } } | undefined }[],
  now: number,
): Promise<TravelTable> {
  const points = [
    ...new Map(
      stops
        .flatMap(({ place }) => (place?.point ? [place.point] : []))
        .map((point) => [`${point.lat},${point.lon}`, point]),
    ).values(),
  ];
  if (travel.source === 'estimate' || points.length < 2) return new Map();
  const minutes = await travel.matrix(points, points, now).catch(() => undefined);
  if (!minutes) return new Map();
  return withMatrix(
    new Map(),
    { source: travel.source, origins: points, destinations: points, minutes },
    policy.scheduling.travel,
  );
}
