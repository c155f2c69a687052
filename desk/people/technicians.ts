import type { Person } from '../../model/person.ts';
import type { Doc, Store } from '../ports/store.ts';
import { everybody } from './directory.ts';

/** A technician whose PSA agent is certain, present or not. A doubtful match holds no role until a human confirms it. */
export function isTechnician({ roles, matched }: Person): boolean {
  return matched !== 'doubtful' && roles.includes('technician');
}

/** May work be given to this person now? The one answer for offers, overrides, hand-overs, dialogs and visits. */
export function takesWork(person: Person | undefined): person is Person {
  return person !== undefined && person.active && isTechnician(person);
}

/** Everybody to whom work may be given, by name. */
export async function techniciansWhoTakeWork(store: Store): Promise<readonly Doc<Person>[]> {
  return (await everybody(store)).filter(({ data }) => takesWork(data));
}

/** The technicians that a typed name can mean: by full name, or by first name when no full name matches. */
export async function namedTechnicians(store: Store, typed: string): Promise<readonly Person[]> {
  const name = typed.toLowerCase();
  const people = (await techniciansWhoTakeWork(store)).map((doc) => doc.data);
  const whole = people.filter((person) => person.name.toLowerCase() === name);
  return whole.length > 0 ? whole : people.filter((person) => person.name.toLowerCase().split(' ')[0] === name);
}

/** A person can be asked once Teams knows them; before that, a card would reach nobody. */
export function isReachable(person: Person): boolean {
  return person.chat !== undefined || person.entraId !== undefined;
}
