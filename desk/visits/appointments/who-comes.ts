import type { DeskDeps } from '../../deps.ts';
import type { Appointment, BookingBusiness } from '../../ports/bookings.ts';

/**
 * The people who come according to Bookings, as the desk knows them. Returns `known` when that is uncertain: the list
 * names nobody (as the fallback's does), or somebody whom the directory does not know.
 */
export async function whoComes(
  { store }: Pick<DeskDeps, 'store'>,
  business: BookingBusiness | undefined,
  { staffIds }: Pick<Appointment, 'staffIds'>,
  known: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const id of staffIds) {
    const mail = business?.staff.find((staff) => staff.id === id)?.mail.toLowerCase();
    const people =
      mail === undefined ? [] : (await store.query('people', { index: 'byMail', eq: [mail], limit: 2 })).docs;
    const [person] = people;
    if (!person || people.length > 1) return known;
    found.push(person.id);
  }
  if (found.length === 0 || sameSet(found, known)) return known;
  // The leading technician stays first.
  return [...known.filter((id) => found.includes(id)), ...found.filter((id) => !known.includes(id))];
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
