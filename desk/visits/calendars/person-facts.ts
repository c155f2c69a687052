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
 * What scheduling is told of these people. Hours are those of their mailbox, cut by the PSA's shifts and holidays where it
 * knows any; without either nobody knows when they work, and unknown is never free.
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
  // The PSA's shifts say when; the calendar only which days those are.
  if (shifts) return { known: true, calendar: { timeZone, hours: ALWAYS, holidays: [] } };
  return { known: false, why: 'neither their mailbox nor the PSA says when they work.' };
}

/** Appointments in the PSA count as well; those that are ours stand in the visits already, and are taken out by time. */
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
  // "Always on" says nothing of its end: away for as long as we look ahead.
  return [away === 'now' ? { start: calendar?.readAt ?? 0, end: calendar?.to ?? 0 } : away];
}

/** The times a visit takes of somebody, as its hold owns them: the one that is chosen, and the one it moves away from until that is over. */
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
