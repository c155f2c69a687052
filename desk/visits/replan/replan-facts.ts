import { dateOf, openOn } from '../../../model/business-day.ts';
import type { Weekday } from '../../../model/business-day.ts';
import { openIntervals } from '../../../model/business-time.ts';
import { common } from '../../../model/intervals.ts';
import type { Person } from '../../../model/person.ts';
import type { Interval } from '../../../model/technician.ts';
import type { CalendarBusy, Slot, Visit, VisitText } from '../../../model/visit.ts';
import {
  openTime,
  travelWith,
  type DayPlan,
  type PersonFacts,
  type PlannedWork,
  type Travel,
} from '../../../scheduling/index.ts';
import { levelsOf, skillFit } from '../../../routing/index.ts';
import { createAvailability, techniciansWhoTakeWork } from '../../people/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { BookingBusiness } from '../../ports/bookings.ts';
import type { Doc } from '../../ports/store.ts';
import { calendarsOf, openVisits, personFacts } from '../calendars/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { serviceRules, travelTable } from '../booking/index.ts';

const MINUTE = 60_000;
const ALL_DAY = Object.fromEntries(
  ([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]).map((day) => [day, [{ from: '00:00', to: '24:00' }]]),
);

/** The end of the day (ms) that contains a time, by that zone's wall clock. */
export function endOfDay(timeZone: string, at: number): number {
  const day = openOn({ timeZone, hours: ALL_DAY, holidays: [] }, dateOf(timeZone, at));
  return day.at(-1)?.end ?? at;
}

/** A visit that has no time yet and needs one today. */
export interface Emergency {
  readonly visit: Visit;
  readonly text: VisitText | undefined;
}

/** The rest of a day as scheduling sees it, with the owner of each piece of work. */
export interface ReplanFacts {
  readonly plan: DayPlan;
  readonly travel: Travel;
  readonly seats: ReadonlyMap<string, Seat>;
}

/** One person's part in one visit: the unit that a plan moves. */
export interface Seat {
  readonly visit: Visit;
  /** Absent: the visit has no time yet. */
  readonly at?: { readonly personId: string; readonly slot: Slot };
  /** People with the skills that its ticket needs, and people who could come when none of those has room. */
  readonly skilled: readonly string[];
  readonly able: readonly string[];
}

/**
 * Everybody's rest of the day: visits, holds, calendars, travel. A visit confirmed by the client keeps its time and may
 * only change hands, unless the budget allows moving confirmed ones. A visit that is in progress, being booked, or done
 * by two people stays as it is, except for the seat of an absent person. Unknown never means free.
 *
 * `now`: the time it is planned for. `maxAgeMs`: 0 reads the calendars themselves.
 */
export async function replanFacts(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  q: {
    readonly now: number;
    readonly maxAgeMs: number;
    readonly absent?: string;
    readonly emergency?: Emergency;
    /** How many confirmed times may move. */
    readonly confirmed: number;
  },
): Promise<ReplanFacts> {
  const { store, clock, policy } = deps;
  const scheduling = visitDeps.policy.scheduling;
  const window = { start: q.now, end: endOfDay(policy.timeZone, q.now) };
  const people = (await techniciansWhoTakeWork(store)).filter(({ data }) => data.agentId !== undefined);
  const known = await calendarsOf(deps, visitDeps, people, { maxAgeMs: q.maxAgeMs });
  const agents = people.flatMap(({ data }) => data.agentId ?? []);
  const availability = await createAvailability(deps, visitDeps.policy.horizonDays).of(agents);
  const facts = (await personFacts(deps, visitDeps, people, known, availability)).map(withoutOurOwn);
  const business = await visitDeps.bookings.business().catch(() => undefined);
  const whoCan = await ableOf(deps, people, business);
  const visits = (await openVisits(deps)).filter(({ slot, before }) =>
    [slot, before].some((one) => one && one.start < window.end && one.end > window.start),
  );
  const texts = new Map(
    (
      await store.getMany(
        'visitTexts',
        visits.map(({ visitId }) => visitId),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const seats = new Map<string, Seat>();
  const work: PlannedWork[] = [];
  for (const visit of visits) {
    const { skilled, able } = await whoCan(visit.ticketId);
    for (const slot of [visit.slot, visit.before]) {
      for (const personId of slot?.personIds ?? []) {
        if (!slot) continue;
        const id = `${visit.visitId}@${personId}${slot === visit.before ? '#before' : ''}`;
        const free =
          visit.state === 'confirmed' &&
          slot.start > clock.now() &&
          (slot.personIds.length === 1 || personId === q.absent);
        const others = (ids: readonly string[]) =>
          ids.filter((one) => one === personId || !slot.personIds.includes(one));
        seats.set(id, { visit, at: { personId, slot }, skilled, able: others(able) });
        work.push({
          id,
          ...lengthOf(visit, slot),
          ...placeOf(visit, texts.get(visit.visitId)),
          at: { personId, start: slot.start },
          ...(free ? pinned(slot, window, q.confirmed) : { hold: 'fixed', windows: [] }),
          can: others(skilled),
        });
      }
    }
  }
  if (q.emergency) {
    const { visit, text } = q.emergency;
    const service = business && serviceRules(business, visitDeps.policy.services[visit.kind], visit.minutes, people);
    // A preview waits for a tap, so the time must be far enough away then too.
    const notice =
      (Math.max(scheduling.urgentNotice, service?.leastNoticeMinutes ?? 0) + visitDeps.policy.replan.previewMinutes) *
      MINUTE;
    const open = [{ start: window.start + notice, end: window.end }];
    const { skilled, able } = await whoCan(visit.ticketId);
    seats.set(visit.visitId, { visit, skilled, able });
    work.push({
      id: visit.visitId,
      kind: visit.kind,
      minutes: visit.minutes,
      ...placeOf(visit, text),
      hold: 'movable',
      windows: service ? common(open, openIntervals(service.hours, window.start, window.end)) : open,
      can: skilled,
    });
  }
  const stops = [...facts.map(({ base }) => ({ place: base })), ...work];
  const table = await travelTable(visitDeps, stops, q.now);
  return {
    plan: {
      people: facts.map((person) => ({
        personId: person.personId,
        name: person.name,
        open: openTime(person, window, 'on-site', scheduling),
        ...(person.base ? { base: person.base } : {}),
      })),
      work,
    },
    travel: travelWith(scheduling.travel, table),
    seats,
  };
}

/** By default the client keeps the time, and a visit only changes hands. */
function pinned(slot: Slot, window: Interval, confirmed: number): Pick<PlannedWork, 'hold' | 'windows'> {
  return confirmed === 0
    ? { hold: 'movable', windows: [{ start: slot.start, end: slot.end }] }
    : { hold: 'confirmed', windows: [window] };
}

function lengthOf({ kind }: Visit, { start, end }: Slot): Pick<PlannedWork, 'kind' | 'minutes'> {
  return { kind, minutes: Math.round((end - start) / MINUTE) };
}

function placeOf({ kind }: Visit, text: VisitText | undefined): Pick<PlannedWork, 'place'> {
  return kind === 'on-site' && text?.place ? { place: text.place } : {};
}

/**
 * An appointment of ours is both in Outlook and in the PSA. Both are the same visit, which the plan holds as its work;
 * openTime() removes one of them.
 */
function withoutOurOwn(person: PersonFacts): PersonFacts {
  const { calendar, visits } = person;
  if (!calendar.known) return person;
  const ours = new Set(visits.flatMap(({ inCalendar }) => (inCalendar ? [keyOf(inCalendar)] : [])));
  const isOurs = (one: CalendarBusy) => ours.has(keyOf(one)) && one.status === 'busy';
  const once = calendar.busy.filter(
    (one, n) => !isOurs(one) || calendar.busy.findIndex((other) => keyOf(other) === keyOf(one)) === n,
  );
  return { ...person, calendar: { known: true, busy: once } };
}

function keyOf({ start, end }: Interval): string {
  return `${start}-${end}`;
}

/**
 * Who could do a ticket's work, among the people that Bookings knows, because it books nobody else: `skilled` have all
 * the needed skills, `able` lack none that is required.
 */
async function ableOf(
  { store }: DeskDeps,
  people: readonly Doc<Person>[],
  business: BookingBusiness | undefined,
): Promise<(ticketId: string) => Promise<Record<'skilled' | 'able', readonly string[]>>> {
  const staff = business && new Set(business.staff.filter((one) => one.active).map((one) => one.mail.toLowerCase()));
  const bookable = people.filter(({ data }) => staff === undefined || staff.has((data.mail ?? '').toLowerCase()));
  const agents = bookable.flatMap(({ data }) => data.agentId ?? []);
  const technicians = new Map((await store.getMany('technicians', agents)).map(({ id, data }) => [id, data]));
  const matrixKnown = [...technicians.values()].some(({ skills }) => skills.length > 0);
  const levels = bookable.map(({ id, data }) => ({
    id,
    levels: levelsOf({ skills: technicians.get(data.agentId ?? '')?.skills ?? [] }),
  }));
  return async (ticketId) => {
    const skills = (await store.get('triage', ticketId))?.data.skills ?? [];
    const fits = levels.map((one) => ({ id: one.id, ...skillFit({ skills }, one.levels, matrixKnown) }));
    const able = fits.filter(({ missing }) => !missing);
    const skilled = able.filter(({ level, known }) => level !== undefined || !known);
    return { skilled: skilled.map(({ id }) => id), able: able.map(({ id }) => id) };
  };
}
