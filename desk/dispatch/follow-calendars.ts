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
 * Offers follow what became of the people they were made to. Somebody who was asked has gone home, into leave, or into a
 * meeting that outlasts the offer; or has got a meeting with which another would be asked now: the offer is withdrawn and
 * the ticket decided anew, instead of waiting for an answer that will not come or comes too late. Whoever would be asked
 * again keeps the card they have, and nobody loses an offer because a colleague has become free. True when one was withdrawn.
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
    // What already lay there when they were asked was weighed then.
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

/** Tickets offered to somebody with news that would be somebody else's now, had they not been offered yet. */
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
