import { OutsideError } from '../../../model/errors.ts';
import type { DeskDeps } from '../../deps.ts';

/** The mail addresses of these people in calendars and Bookings, in their order. */
export async function mailsOf(
  { store }: Pick<DeskDeps, 'store'>,
  personIds: readonly string[],
): Promise<{ personId: string; mail: string; name: string }[]> {
  const people = new Map((await store.getMany('people', personIds)).map((doc) => [doc.id, doc.data]));
  return personIds.map((personId) => {
    const person = people.get(personId);
    if (person?.mail === undefined) {
      throw new OutsideError('GRAPH_REFUSED', `${person?.name ?? personId} has no mail address in the directory.`, {
        done: 'no',
        retry: 'never',
      });
    }
    return { personId, mail: person.mail, name: person.name };
  });
}
