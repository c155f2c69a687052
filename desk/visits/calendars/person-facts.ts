import type { BusinessCalendar, OpenSpan, Weekday } from '../../../model/business-day.ts';
import type { Person } from '../../../model/person.ts';
import type { Busy, Interval } from '../../../model/technician.ts';
import {
  blocksOf,
  type CalendarAnswer,
  type CalendarBusy,
  type Place,
  type Visit,
  type VisitText,
} from '../../../model/visit.ts';
import type { Appointed, PersonFacts, WorkingHours } from '../../../scheduling/index.ts';
import type { Availability } from '../../people/index.ts';
import type { KnownCalendar } from '../../ports/collections.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Doc } from '../../ports/store.ts';
import { absencesNow } from './absence.ts';
import { ownedBy } from './holds.ts';
import type { VisitDeps } from '../../visit-deps.ts';

const MINUTE = 60_000;
const ALL_DAY: readonly OpenSpan[] = [{ from: '00:00', to: '24:00' }];
const ALWAYS: BusinessCalendar['hours'] = Object.fromEntries(
  ([1, 2, 3, 4, 5, 6, 7] satisfies Weekday[]).map((day) => [day, ALL_DAY]),
);

/**
 * The facts about these people for scheduling. Hours are those of their mailbox, limited by the PSA's shifts and
 * holidays where it has them. Without either, working hours are unknown, and unknown never means free.
 */
export async function personFacts(
  deps: DeskDeps,
  { policy }: VisitDeps,
  people: readonly Doc<Person>[],
  known: ReadonlyMap<string, KnownCalendar>,
  psa: Availability,
): Promise<readonly PersonFacts[]> {
  const { store } = deps;
  const visits = await openVisits(deps);
  const absences = await absencesNow(deps);
  const texts = new Map(
    (
      await store.getMany(
        'visitTexts',
        visits.map(({ visitId }) => visitId),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const agents = people.flatMap((person) => person.data.agentId ?? []);
  const homes = new Map((await store.getMany('technicians', agents)).map((doc) => [doc.id, doc.data.home]));
  return people.map(({ id, data: person }): PersonFacts => {
    const calendar = known.get(id);
    const agentId = person.agentId ?? '';
    const shifts = psa.shifts.get(agentId);
    const busy = psa.busy.get(agentId) ?? [];
    const theirs = visits.filter((visit) => visit.personIds.includes(id) || visit.before?.personIds.includes(id));
    const home = homes.get(agentId);
    return {
      personId: id,
      name: person.name,
      hours: hoursOf(calendar, shifts, person.timeZone),
      ...(shifts ? { shifts } : {}),
      calendar: withPsa(calendar?.answer ?? { known: false, why: 'it was never read' }, busy),
      timeOff: [
        ...busy.filter((one) => one.kind === 'timeOff' || one.kind === 'holiday'),
        ...awayOf(calendar),
        ...(absences.get(id) ?? []),
      ],
      visits: theirs.flatMap((visit) => appointed(visit, id, texts.get(visit.visitId))),
      ...(home === undefined ? {} : { base: placeOf(home, policy.places) }),
    };
  });
}

function hoursOf(
  calendar: KnownCalendar | undefined,
  shifts: readonly Interval[] | undefined,
  timeZone: string,
): WorkingHours {
  const mailbox = calendar?.hours;
  if (mailbox?.timeZone !== undefined && mailbox.hours) {
    return { known: true, calendar: { timeZone: mailbox.timeZone, hours: mailbox.hours, holidays: [] } };
  }
  // The PSA's shifts give the times; its calendar only says which days are working days.
  if (shifts) return { known: true, calendar: { timeZone, hours: ALWAYS, holidays: [] } };
  return { known: false, why: 'neither their mailbox nor the PSA says when they work.' };
}

/** Appointments in the PSA count too. Our own are already among the visits and are removed by their time. */
function withPsa(answer: CalendarAnswer, busy: readonly Busy[]): CalendarAnswer {
  if (!answer.known) return answer;
  const more = busy
    .filter((one) => one.kind === 'appointment' || one.kind === 'dispatch')
    .map(({ start, end }): CalendarBusy => ({ start, end, status: 'busy' }));
  return more.length === 0 ? answer : { known: true, busy: [...answer.busy, ...more] };
}

function awayOf(calendar: KnownCalendar | undefined): readonly Interval[] {
  const away = calendar?.hours.away;
  if (away === undefined) return [];
  // "Always on" has no end: away for as long as we look ahead.
  return [away === 'now' ? { start: calendar?.readAt ?? 0, end: calendar?.to ?? 0 } : away];
}

/**
 * The times that a visit takes from a person, as its hold owns them: the chosen time, and the previous one until the
 * move is complete.
 */
function appointed(visit: Visit, personId: string, text: VisitText | undefined): Appointed[] {
  return [visit.slot, visit.before]
    .filter((slot) => slot !== undefined)
    .flatMap((slot) =>
      blocksOf(slot)
        .filter((block) => block.personId === personId)
        .map((block) => {
          const owned = ownedBy(block);
          return {
            visitId: visit.visitId,
            kind: visit.kind,
            start: slot.start,
            end: slot.end,
            beforeMinutes: (slot.start - owned.start) / MINUTE,
            afterMinutes: (owned.end - slot.end) / MINUTE,
            inCalendar: { start: slot.start, end: slot.end },
            ...(text?.place ? { place: text.place } : {}),
          };
        }),
    );
}

/** Every visit that has a time and is not over. */
export async function openVisits({ store }: DeskDeps): Promise<readonly Visit[]> {
  const all: Visit[] = [];
  let after: string | undefined;
  do {
    const page = await store.query('visits', {
      index: 'byOpen',
      eq: [true],
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    all.push(...page.docs.map((doc) => doc.data));
    after = page.next;
  } while (after !== undefined);
  return all;
}

export function placeOf(home: string, places: Readonly<Record<string, { lat: number; lon: number }>>): Place {
  const point = Object.entries(places).find(([name]) => name.toLowerCase() === home.toLowerCase())?.[1];
  return { address: home, ...(point ? { point } : {}) };
}
