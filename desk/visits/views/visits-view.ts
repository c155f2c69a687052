import { dateOf } from '../../../model/business-day.ts';
import type { VisitRow, VisitsView } from '../../../model/visit-view.ts';
import type { Visit } from '../../../model/visit.ts';
import type { DeskDeps } from '../../deps.ts';
import { namesOf } from '../../people/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { openVisits } from '../calendars/index.ts';

/** How many of each kind a card shows; the numbers count all. */
const SHOWN = 10;
const SHOWN_UNTIED = 5;

/** All open visits: those that wait for somebody, the longest first, and today's in order of time. */
export async function visitsView(deps: DeskDeps, visitDeps: VisitDeps): Promise<VisitsView> {
  const { store, clock, policy } = deps;
  const now = clock.now();
  const open = await openVisits(deps);
  const since = (visit: Visit) => visit.offeredAt ?? visit.requestedAt;
  const waiting = open.filter(({ slot }) => !slot).sort((a, b) => since(a) - since(b));
  const isToday = (at: number) => dateOf(policy.timeZone, at) === dateOf(policy.timeZone, now);
  const today = open
    .filter(({ slot }) => slot && isToday(slot.start))
    .sort((a, b) => (a.slot?.start ?? 0) - (b.slot?.start ?? 0));
  const rows = await rowsOf(deps, [...waiting.slice(0, SHOWN), ...today.slice(0, SHOWN)], since);
  const untied = await store.query('untied', { index: 'byStart', gte: now, limit: SHOWN_UNTIED });
  const business = untied.docs.length === 0 ? undefined : await visitDeps.bookings.business().catch(() => undefined);
  const staff = new Map((business?.staff ?? []).map((one) => [one.id, one.name]));
  const absences = (await store.query('absences', { index: 'byEnd', gte: now, limit: SHOWN })).docs;
  const names = await namesOf(
    store,
    absences.map(({ id }) => id),
  );
  return {
    waiting: rows.slice(0, Math.min(SHOWN, waiting.length)),
    waitingCount: waiting.length,
    today: rows.slice(Math.min(SHOWN, waiting.length)),
    todayCount: today.length,
    untied: untied.docs.map(({ data }) => ({
      start: data.start,
      end: data.end,
      who: data.staffIds.flatMap((id) => staff.get(id) ?? []),
      ...(data.customerMail === undefined ? {} : { customerMail: data.customerMail }),
    })),
    untiedCount: await store.count('untied', { index: 'byStart', gte: now }),
    out: absences.map(({ id, data }) => ({ who: { id, name: names.get(id) ?? '' }, until: data.to })),
  };
}

async function rowsOf(
  { store }: DeskDeps,
  visits: readonly Visit[],
  since: (visit: Visit) => number,
): Promise<VisitRow[]> {
  const ids = visits.map(({ ticketId }) => ticketId);
  const tickets = new Map((await store.getMany('tickets', ids)).map((doc) => [doc.id, doc.data]));
  const texts = new Map((await store.getMany('texts', ids)).map((doc) => [doc.id, doc.data]));
  const names = await namesOf(
    store,
    visits.flatMap(({ personIds }) => personIds),
  );
  return visits.map((visit) => {
    const ticket = tickets.get(visit.ticketId);
    return {
      number: ticket?.number ?? visit.ticketId,
      url: ticket?.url ?? '',
      clientName: texts.get(visit.ticketId)?.psa.client.name ?? '',
      kind: visit.kind,
      state: visit.state,
      unanswered: visit.unanswered === true,
      who: visit.personIds.map((id) => ({ id, name: names.get(id) ?? '' })),
      since: since(visit),
      ...(visit.slot ? { start: visit.slot.start } : {}),
      ...(visit.lateMinutes === undefined ? {} : { lateMinutes: visit.lateMinutes }),
    };
  });
}
