import type { Person } from '../../../model/person.ts';
import type { DeskDeps } from '../../deps.ts';
import { everybody } from '../../people/index.ts';
import type { Doc, Store, Write } from '../../ports/store.ts';
import { untilCommitted } from '../../records/index.ts';

/** Everybody whose calendar we keep: who is here, takes work from the PSA, and has an address. */
export async function peopleWithCalendars(store: Store): Promise<readonly Doc<Person>[]> {
  return (await everybody(store)).filter(
    ({ data }) => data.active && data.agentId !== undefined && data.mail !== undefined,
  );
}

/**
 * Notes that these people's calendars changed: whichever copy follows calendars reads them soon. One that was never read
 * needs no note. Addresses that nobody has are left out.
 */
export async function markStale({ store, clock }: DeskDeps, mails: readonly string[]): Promise<void> {
  const people: string[] = [];
  for (const mail of new Set(mails.map((one) => one.toLowerCase()))) {
    const found = await store.query('people', { index: 'byMail', eq: [mail], limit: 2 });
    people.push(...found.docs.filter((doc) => doc.data.active).map((doc) => doc.id));
  }
  if (people.length === 0) return;
  await untilCommitted(async () => {
    const dueSince = clock.now();
    const writes = (await store.getMany('calendars', people)).map(({ id, v, data }): Write => ({
      op: 'put',
      c: 'calendars',
      id,
      data: { ...data, dueSince },
      expect: v,
    }));
    if (writes.length > 0) await store.commit(writes);
  });
}

/** Whose calendar changed and was not read since; `limit`: the rest comes with the next look. */
export async function staleCalendars(store: Store, limit = 200): Promise<readonly string[]> {
  return (await store.query('calendars', { index: 'byDue', limit })).docs.map((doc) => doc.id);
}

/** What somebody's calendar said is nobody's business once they have left. */
export async function forgetStaleMarks(store: Store, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await store.commit(personIds.map((id) => ({ op: 'remove', c: 'calendars', id })));
}
