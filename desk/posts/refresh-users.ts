import type { Person } from '../../model/person.ts';
import type { TicketView } from '../../model/view.ts';
import { everybody } from '../people/index.ts';
import type { Store } from '../ports/store.ts';

/**
 * The Teams ids of the people who get their own version of a channel card, with their own buttons: the person asked,
 * the owner, the proposer, and everybody with another role than technician. All others see the shared card, so that an
 * edit costs a handful of requests instead of one per member: docs/platform/teams.md, “Each edit asks for every view
 * again”.
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
  // The card module applies Teams' limit of sixty, so the people concerned come first.
  return [
    ...people.filter((person) => concerned.has(person.id)),
    ...people.filter((person) => !concerned.has(person.id) && holdsAnotherRole(person)),
  ].flatMap(refreshUserOf);
}

function holdsAnotherRole({ matched, roles }: Person): boolean {
  return matched !== 'doubtful' && roles.some((role) => role !== 'technician');
}

/**
 * For a card that only one person sees. Teams refreshes it whenever they open it, so that the minutes left are correct.
 */
export function refreshUserOf({ teamsId }: Pick<Person, 'teamsId'>): readonly string[] {
  return teamsId === undefined ? [] : [teamsId];
}
