import type { Person } from '../../model/person.ts';
import type { TicketView } from '../../model/view.ts';
import { everybody } from '../people/index.ts';
import type { Store } from '../ports/store.ts';

/**
 * The Teams ids of those for whom a card in the channel is drawn anew, with their own buttons: who is asked, who has
 * it, who proposed it, and whoever is more, or other, than a technician. The rest of the room sees the shared card, so
 * that one edit costs a handful of requests and not one a member: docs/platform/teams.md, “Each edit asks for every
 * view again”.
 */
export async function refreshUsersOf(store: Store, view?: TicketView): Promise<readonly string[]> {
  const concerned = new Set([
    view?.suggestion?.who.id,
    view?.owner?.who.id,
    view?.owner?.by.id,
    view?.proposal?.by.id,
    view?.proposal?.to.id,
  ]);
  const people = (await everybody(store)).map((doc) => doc.data).filter((person) => person.active);
  // The card's frame keeps to the sixty that Teams allows; those concerned come first.
  return [
    ...people.filter((person) => concerned.has(person.id)),
    ...people.filter((person) => !concerned.has(person.id) && holdsAnotherRole(person)),
  ].flatMap(refreshUserOf);
}

function holdsAnotherRole({ matched, roles }: Person): boolean {
  return matched !== 'doubtful' && roles.some((role) => role !== 'technician');
}

/** For a card that one person alone sees: asked for again whenever they look, so that minutes left are true. */
export function refreshUserOf({ teamsId }: Pick<Person, 'teamsId'>): readonly string[] {
  return teamsId === undefined ? [] : [teamsId];
}
