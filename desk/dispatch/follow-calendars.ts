import { Change, ticketsInPhase, openAsk } from '../tickets/index.ts';
import type { createAvailability } from '../people/index.ts';
import type { DeskDeps } from '../deps.ts';
import { ASSUMED_EFFORT, gatherFacts } from './facts.ts';
import { withdraw } from '../intake/index.ts';
import type { DeskTicket } from '../../model/desk-ticket.ts';
import type { Person } from '../../model/person.ts';
import type { Doc } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { decide } from '../../routing/index.ts';
import { redrawCards, postedCardsOf } from '../posts/index.ts';
import { type CalendarNews, withCalendars } from '../visits/calendars/index.ts';
import type { VisitDeps } from '../visit-deps.ts';

/**
 * Withdraws offers after calendar changes, so that the ticket is decided again instead of waiting for an answer that
 * comes too late or never. An offer is withdrawn when the person asked has left, is on leave, or is in a meeting that
 * outlasts the offer, or when a new meeting makes someone else the better choice. If the same person would be chosen
 * again, they keep their card. Nobody loses an offer because a colleague became free. Returns whether an offer was
 * withdrawn.
 */
export async function followCalendars(
  deps: DeskDeps,
  visitDeps: VisitDeps,
  availability: ReturnType<typeof createAvailability>,
  people: readonly Doc<Person>[],
  news: CalendarNews,
): Promise<boolean> {
  const { store, clock } = deps;
  const agents = new Map(people.map(({ id, data }) => [id, data.agentId]));
  const { busy } = await withCalendars(
    deps,
    visitDeps,
    people,
    await availability.of([...agents.values()].flatMap((id) => id ?? [])),
  );
  const isAbsent = (ticket: DeskTicket) => {
    const ask = openAsk(ticket);
    const agentId = ask && agents.get(ask.personId);
    if (!ask || agentId === undefined) return false;
    const now = clock.now();
    // Entries that existed at the time of the offer were taken into account then.
    return (busy.get(agentId) ?? []).some((one) => one.start <= now && one.start > ask.at && one.end >= ask.endsAt);
  };
  const offered = await ticketsInPhase(store, 'offered');
  const otherwise = await decidedOtherwise(deps, availability, offered, news);
  let withdrawn = false;
  for (const { id, v } of offered) {
    await untilCommitted(async () => {
      const doc = await store.get('tickets', id);
      const ask = doc && openAsk(doc.data);
      if (!doc || !ask || doc.data.phase !== 'offered') return;
      if (!isAbsent(doc.data) && !(otherwise.has(id) && doc.v === v)) return;
      const change = new Change(doc, clock.now());
      withdraw(change, clock.now());
      change.set({ phase: 'triaged' }).log('withdrawn', 'callboard', { from: ask.personId, because: 'calendar' });
      redrawCards(change, await postedCardsOf(store, doc.id), []);
      await store.commit(change.writes());
      withdrawn = true;
    });
  }
  return withdrawn;
}

/** Offered tickets whose person's calendar has changed, and that routing would now give to someone else. */
async function decidedOtherwise(
  deps: DeskDeps,
  availability: ReturnType<typeof createAvailability>,
  offered: readonly Doc<DeskTicket>[],
  news: CalendarNews,
): Promise<ReadonlySet<string>> {
  const otherwise = new Set<string>();
  const { policy } = deps;
  for (const doc of offered) {
    const ask = openAsk(doc.data);
    if (!ask || !news.isAbout(ask.personId)) continue;
    const asks = doc.data.asks.filter((one) => one !== ask);
    const facts = await gatherFacts(deps, availability, [{ ...doc, data: { ...doc.data, asks } }]);
    const minutes = doc.data.effort ?? ASSUMED_EFFORT;
    const technicians = facts.technicians.map((one) =>
      one.personId === ask.personId
        ? { ...one, openOffers: Math.max(0, one.openOffers - 1), loadMinutes: Math.max(0, one.loadMinutes - minutes) }
        : one,
    );
    const [verdict] = decide({ ...facts, technicians });
    if (verdict?.chosen !== undefined && verdict.chosen !== ask.personId && asks.length < policy.maxAsks) {
      otherwise.add(doc.id);
    }
  }
  return otherwise;
}
