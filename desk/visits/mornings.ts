import { dateOf, openOn } from '../../model/business-day.ts';
import { contentHash } from '../../model/hash.ts';
import type { Person } from '../../model/person.ts';
import type { Visit } from '../../model/visit.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { everybody, isReachable, takesWork } from '../people/index.ts';
import { syncEffect } from '../outbox/index.ts';
import { KEEP, untilCommitted } from '../records/index.ts';
import { absencesNow, openVisits } from './calendars/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

const MINUTE = 60_000;
/** A technician who starts before the hour of the day card gets it this long before they set out, minutes. */
const AHEAD_MINUTES = 60;

/**
 * Sends each technician their day in the morning and redraws the card when the day changes: a visit is added, moves, is
 * cancelled or is late. One card per person and day, even after a crash, because its id names both. Runs every two
 * minutes at the instance that watches (watch.ts); an unchanged day costs nothing.
 */
export async function sendDays(deps: DeskDeps, visitDeps: VisitDeps): Promise<void> {
  const people = (await everybody(deps.store)).map(({ data }) => data);
  const out = await absencesNow(deps);
  const visits = await openVisits(deps);
  for (const person of people) {
    if (!takesWork(person) || !isReachable(person)) continue;
    await untilCommitted(() => sendDay(deps, visitDeps, person, visits, out.has(person.id)));
  }
}

async function sendDay(
  { store, clock }: DeskDeps,
  { policy }: VisitDeps,
  person: Person,
  visits: readonly Visit[],
  isOut: boolean,
): Promise<void> {
  const { id: personId, timeZone } = person;
  const now = clock.now();
  const date = dateOf(timeZone, now);
  const theirs = visits
    .filter(({ personIds, slot }) => personIds.includes(personId) && slot && dateOf(timeZone, slot.start) === date)
    .sort((a, b) => (a.slot?.start ?? 0) - (b.slot?.start ?? 0));
  const id = `day:${personId}:${new Date(date).toISOString().slice(0, 10)}`;
  const old = await store.get('surfaces', id);
  if (!old && (isOut || !isTime(theirs, { now, date, timeZone, at: policy.dayCardAt }))) return;
  const seen = contentHash(
    theirs.map(({ visitId, state, slot, lateMinutes = 0 }) => [visitId, state, slot, lateMinutes]),
  );
  if (old?.data.content?.['seen'] === seen) return;
  const data: PostedCard = {
    kind: 'day',
    conversation: { personId },
    personId,
    copies: 0,
    state: 'wanted',
    ...old?.data,
    content: { day: old?.data.content?.['day'] ?? now, seen },
  };
  const expiresAt = now + KEEP.notices;
  await store.commit([
    old
      ? { op: 'put', c: 'surfaces', id, data, expect: old.v, expiresAt }
      : { op: 'insert', c: 'surfaces', id, data, expiresAt },
    { op: 'effect', effect: syncEffect({ surfaceId: id, conversation: { personId }, now, id: `${seen}:${now}` }) },
  ]);
}

/**
 * Whether a visit that was planned in the morning is still to come and the time for the card has come: the policy's
 * hour, or earlier before an early visit. A technician without visits in the morning who gets one at noon has that
 * visit's own card.
 */
function isTime(
  visits: readonly Visit[],
  q: { readonly now: number; readonly date: number; readonly timeZone: string; readonly at: string },
): boolean {
  const [first] = visits;
  if (!first?.slot || !visits.some(({ slot }) => slot && slot.end > q.now)) return false;
  const hours = [{ from: q.at, to: '24:00' }];
  const week = { 1: hours, 2: hours, 3: hours, 4: hours, 5: hours, 6: hours, 7: hours };
  // The last open interval of the date: one that began the evening before does not count.
  const hour = openOn({ timeZone: q.timeZone, hours: week, holidays: [] }, q.date).at(-1)?.start ?? q.now;
  const early = first.slot.start - (first.slot.beforeMinutes + AHEAD_MINUTES) * MINUTE;
  const due = Math.min(hour, early);
  return q.now >= due && visits.some(({ confirmedAt = Infinity }) => confirmedAt <= due);
}
