import { Change } from '../change.ts';
import type { Availability } from '../availability.ts';
import type { DeskDeps } from '../deps.ts';
import { inPhase } from '../facts.ts';
import { withdraw } from '../intake.ts';
import type { Person } from '../../model/person.ts';
import type { Doc } from '../ports/store.ts';
import { untilCommitted } from '../retry.ts';
import { followCards, surfacesOf } from '../surfaces.ts';
import { openAsk } from '../take.ts';

/**
 * Somebody who was asked has gone home, into leave, or into a meeting that outlasts the offer: the offer is withdrawn and
 * the ticket decided anew, instead of waiting for an answer that will not come. True when one was.
 */
export async function withdrawFromAbsent(
  deps: DeskDeps,
  people: readonly Doc<Person>[],
  { busy }: Availability,
): Promise<boolean> {
  const { store, clock } = deps;
  const now = clock.now();
  const agents = new Map(people.map(({ id, data }) => [id, data.agentId]));
  let withdrawn = false;
  for (const { id } of await inPhase(store, 'offered')) {
    await untilCommitted(async () => {
      const doc = await store.get('tickets', id);
      const ask = doc && openAsk(doc.data);
      const agentId = ask && agents.get(ask.personId);
      if (!doc || !ask || agentId === undefined || doc.data.phase !== 'offered') return;
      // What already lay there when they were asked was weighed then.
      const gone = (busy.get(agentId) ?? []).some(
        (one) => one.start <= now && one.start > ask.at && one.end >= ask.endsAt,
      );
      if (!gone) return;
      const change = new Change(doc, now);
      withdraw(change, now);
      change.set({ phase: 'triaged' }).log('withdrawn', 'callboard', { from: ask.personId, because: 'calendar' });
      followCards(change, await surfacesOf(store, doc.id), []);
      await store.commit(change.writes());
      withdrawn = true;
    });
  }
  return withdrawn;
}
