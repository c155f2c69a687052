import type { Person } from '../../../model/person.ts';
import type { Busy } from '../../../model/technician.ts';
import type { CalendarBusy } from '../../../model/visit.ts';
import type { Availability } from '../../people/index.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Doc } from '../../ports/store.ts';
import type { Presence } from '../../ports/presence.ts';
import { calendarsOf, FRESH_MS } from './calendar-book.ts';
import { absencesNow } from './absence.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { isInTheWay } from './calendar-news.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** How long a busy status in Teams is assumed to last when the calendar is empty: a call. */
const CALL_MS = 15 * MINUTE;

/**
 * What Microsoft 365 adds to the PSA's picture of who could start now: meetings, absences, shifts and presence. A busy
 * person is considered later, an absent one is not asked. What cannot be read adds nothing: for work that starts now,
 * an unknown calendar is an assumption with a stated cost, which routing already has.
 */
export async function withCalendars(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  people: readonly Doc<Person>[],
  psa: Availability,
): Promise<Availability> {
  const now = deps.clock.now();
  const known = await calendarsOf(deps, visitDeps, people, { maxAgeMs: FRESH_MS });
  const presence = await presenceOf(visitDeps, people);
  const plans = await shiftsOf(visitDeps, now);
  const absences = await absencesNow(deps);
  const busy = new Map(psa.busy);
  const shifts = new Map(psa.shifts);
  for (const { id, data: person } of people) {
    const { agentId, entraId } = person;
    if (agentId === undefined) continue;
    const calendar = known.get(id);
    const plan = entraId === undefined ? undefined : plans.get(entraId);
    if (plan) shifts.set(agentId, plan.shifts);
    busy.set(agentId, [
      ...(psa.busy.get(agentId) ?? []),
      ...(calendar?.answer.known === true ? calendar.answer.busy.flatMap(asBusy) : []),
      ...(calendar?.hours.away === undefined ? [] : [awayAs(calendar.hours.away, now)]),
      ...(absences.get(id) ?? []).map(({ start, end }): Busy => ({ start, end, kind: 'timeOff' })),
      ...(plan?.timeOff ?? []).map(({ start, end }): Busy => ({ start, end, kind: 'timeOff' })),
      ...presentAs(entraId === undefined ? undefined : presence.get(entraId), now),
    ]);
  }
  return { shifts, busy };
}

function asBusy(entry: CalendarBusy): Busy[] {
  const { start, end, status } = entry;
  return isInTheWay(entry) ? [{ start, end, kind: status === 'away' ? 'timeOff' : 'appointment' }] : [];
}

function awayAs(away: { start: number; end: number } | 'now', now: number): Busy {
  return away === 'now'
    ? { start: now, end: now + DAY, kind: 'timeOff' }
    : { start: away.start, end: away.end, kind: 'timeOff' };
}

/**
 * What a person is doing now (docs/platform/graph.md, “Presence is about now”). Offline says nothing: people work on
 * their clients' machines.
 */
function presentAs(presence: Presence | undefined, now: number): Busy[] {
  switch (presence) {
    case 'out-of-office':
      return [{ start: now, end: now + DAY, kind: 'timeOff' }];
    case 'busy':
    case 'do-not-disturb':
      return [{ start: now, end: now + CALL_MS, kind: 'appointment' }];
    default:
      return [];
  }
}

async function presenceOf({ presence }: VisitDeps, people: readonly Doc<Person>[]) {
  const ids = people.flatMap((person) => person.data.entraId ?? []);
  const none = new Map<string, Presence>();
  return presence && ids.length > 0 ? presence.presences(ids).catch(() => none) : none;
}

async function shiftsOf({ presence }: VisitDeps, now: number) {
  const none = new Map<string, never>();
  return presence ? presence.shifts(now - DAY, now + 7 * DAY).catch(() => none) : none;
}
