import type { Person } from '../../model/person.ts';
import type { Store } from '../ports/store.ts';
import { everybody } from './directory.ts';

/** Technicians whom somebody means by a name: the whole name, or its first word when no whole one fits. */
export async function namedTechnicians(store: Store, said: string): Promise<readonly Person[]> {
  const name = said.toLowerCase();
  const people = (await everybody(store)).map((doc) => doc.data).filter((person) => takesWork(person));
  const whole = people.filter((person) => person.name.toLowerCase() === name);
  return whole.length > 0 ? whole : people.filter((person) => person.name.toLowerCase().split(' ')[0] === name);
}

/** May work be given to this person? Whoever names somebody for a ticket names a technician who is here. */
export function takesWork(person: Person | undefined): person is Person {
  return person !== undefined && person.active && person.matched !== 'doubtful' && person.roles.includes('technician');
}

/** Somebody can be asked once we know them in Teams; before, a card would reach nobody. */
export function isReachable(person: Person): boolean {
  return person.chat !== undefined || person.entraId !== undefined;
}
