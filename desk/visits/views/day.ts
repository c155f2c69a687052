import { siteOf, travelWith } from '../../../scheduling/index.ts';
import { dateOf } from '../../../model/business-day.ts';
import type { DayView } from '../../../model/visit-view.ts';
import type { Visit } from '../../../model/visit.ts';
import type { DeskDeps } from '../../deps.ts';
import { clientOf, namesOf } from '../../people/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { placeOf } from '../calendars/index.ts';

const DAY = 24 * 3_600_000;
/** How many notes of the PSA and the client are shown: as many as a technician reads at the door. */
const NOTES = 3;

/**
 * A technician's day of visits in their own zone: where to be when, the travel in between, and what to know at the
 * door.
 */
export async function dayView(
  deps: DeskDeps,
  { policy }: VisitDeps,
  personId: string,
  day: number,
): Promise<DayView | undefined> {
  const { store } = deps;
  const person = (await store.get('people', personId))?.data;
  if (!person) return undefined;
  const visits = (await visitsAround(deps, personId, day)).filter(
    (visit) => visit.slot && dateOf(person.timeZone, visit.slot.start) === dateOf(person.timeZone, day),
  );
  const home = person.agentId === undefined ? undefined : (await store.get('technicians', person.agentId))?.data.home;
  const base = siteOf(home === undefined ? undefined : placeOf(home, policy.places));
  const travel = travelWith(policy.scheduling.travel);
  const names = await namesOf(store, [personId]);
  const stops: DayView['stops'][number][] = [];
  let from = base;
  for (const visit of visits) {
    const text = (await store.get('visitTexts', visit.visitId))?.data;
    const words = (await store.get('texts', visit.ticketId))?.data;
    const ticket = (await store.get('tickets', visit.ticketId))?.data;
    if (!visit.slot || !ticket || !words) continue;
    const client = await clientOf(deps, visit.clientId).catch(() => undefined);
    const there = siteOf(text?.place);
    const way = visit.kind === 'on-site' ? travel(from, there) : undefined;
    if (visit.kind === 'on-site') from = there;
    stops.push({
      ticketId: visit.ticketId,
      version: ticket.events,
      number: ticket.number,
      url: ticket.url,
      kind: visit.kind,
      state: visit.state,
      start: visit.slot.start,
      end: visit.slot.end,
      ...(way ? { travelMinutes: way.minutes } : {}),
      travelIsEstimate: way?.basis !== 'matrix',
      problem: words.words?.problem ?? words.psa.title,
      clientName: words.psa.client.name,
      ...(text?.place ? { place: text.place.address } : {}),
      contactName: text?.contactName ?? words.psa.contact?.name ?? '',
      ...(text?.contactPhone === undefined ? {} : { contactPhone: text.contactPhone }),
      notes: [...(text?.note === undefined ? [] : [text.note]), ...(client?.notes ?? [])].slice(0, NOTES),
      ...(visit.lateMinutes === undefined ? {} : { lateMinutes: visit.lateMinutes }),
    });
  }
  const onTheRoad = stops.some((stop) => stop.kind === 'on-site');
  return {
    who: { id: personId, name: names.get(personId) ?? person.name },
    day,
    stops,
    ...(onTheRoad ? { homeMinutes: travel(from, base).minutes } : {}),
  };
}

async function visitsAround({ store }: DeskDeps, personId: string, day: number): Promise<readonly Visit[]> {
  const found: Visit[] = [];
  for (const state of ['confirmed', 'moving', 'held', 'done'] as const) {
    const page = await store.query('visits', {
      index: 'byState',
      eq: [state],
      gte: day - 2 * DAY,
      lt: day + 2 * DAY,
      limit: 1_000,
    });
    found.push(...page.docs.map((doc) => doc.data).filter((visit) => visit.personIds.includes(personId)));
  }
  return found.sort((a, b) => (a.slot?.start ?? 0) - (b.slot?.start ?? 0));
}
