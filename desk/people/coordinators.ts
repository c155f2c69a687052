import type { Person } from '../../model/person.ts';
import type { Category } from '../../model/triage.ts';
import type { DeskDeps } from '../deps.ts';
import type { Store } from '../ports/store.ts';
import { leads } from './permissions.ts';
import { everybody } from './directory.ts';

/** The people with these mail addresses. Leaves out addresses of people who left or are unknown. */
async function peopleOfMails(store: Store, mails: readonly string[]): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const mail of mails) {
    const found = await store.query('people', { index: 'byMail', eq: [mail.toLowerCase()], limit: 1 });
    const person = found.docs[0]?.data;
    if (person?.active === true) people.push(person);
  }
  return people;
}

type Coordination = Pick<DeskDeps, 'policy' | 'store'>;

/**
 * Who handles tickets of this category when nobody can be found, as set per category. When none of those people are
 * left, it is everybody who leads the desk, so that no ticket goes unnoticed.
 */
export async function coordinatorsOf(
  { policy, store }: Coordination,
  category: Category | undefined,
): Promise<readonly string[]> {
  const { coordinators } = policy;
  const named = await peopleOfMails(store, coordinators[category ?? 'unclear'] ?? coordinators.default);
  const people = named.length > 0 ? named : await leaders(store);
  return people.map((person) => person.id);
}

/**
 * Who decides on a technician's override: the category's coordinators who are allowed to, or else everybody who leads
 * the desk.
 */
export async function decidersOf(
  { policy, store }: Coordination,
  category: Category | undefined,
): Promise<readonly string[]> {
  const { coordinators } = policy;
  const named = await peopleOfMails(store, coordinators[category ?? 'unclear'] ?? coordinators.default);
  const leading = named.filter(leads);
  return (leading.length > 0 ? leading : await leaders(store)).map((person) => person.id);
}

async function leaders(store: Store): Promise<readonly Person[]> {
  return (await everybody(store)).map((doc) => doc.data).filter((person) => person.active && leads(person));
}
