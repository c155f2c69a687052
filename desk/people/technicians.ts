import type { Person } from '../../model/person.ts';
import type { Doc, Store } from '../ports/store.ts';
import { everybody } from './directory.ts';

/**
 * Whether this is a technician with a confirmed PSA agent, active or not. A doubtful match holds no role until an admin
 * confirms it.
 */
export function isTechnician({ roles, matched }: Person): boolean {
  return matched !== 'doubtful' && roles.includes('technician');
}

/** Whether this person can be given work now. Offers, overrides, handovers, dialogs and visits all use this check. */
export function takesWork(person: Person | undefined): person is Person {
  return person !== undefined && person.active && isTechnician(person);
}

/** Everybody who can be given work, by name. */
export async function techniciansWhoTakeWork(store: Store): Promise<readonly Doc<Person>[]> {
  return (await everybody(store)).filter(({ data }) => takesWork(data));
}

/** The technicians that a typed name may refer to: by full name, or by first name when no full name matches. */
export async function namedTechnicians(store: Store, typed: string): Promise<readonly Person[]> {
  const name = typed.toLowerCase();
  const people = (await techniciansWhoTakeWork(store)).map((doc) => doc.data);
  const whole = people.filter((person) => person.name.toLowerCase() === name);
  return whole.length > 0 ? whole : people.filter((person) => person.name.toLowerCase().split(' ')[0] === name);
}

/** Whether Teams knows this person. Before that, a card cannot be delivered. */
export function isReachable(person: Person): boolean {
  return person.chat !== undefined || person.entraId !== undefined;
}
