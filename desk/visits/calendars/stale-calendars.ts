import type { Person } from '../../../model/person.ts';
import type { DeskDeps } from '../../deps.ts';
import { everybody } from '../../people/index.ts';
import type { Doc, Store, Write } from '../../ports/store.ts';
import { untilCommitted } from '../../records/index.ts';

/** Everybody whose calendar is followed: active, with a PSA agent and a mail address. */
export async function peopleWithCalendars(store: Store): Promise<readonly Doc<Person>[]> {
  return (await everybody(store)).filter(
    ({ data }) => data.active && data.agentId !== undefined && data.mail !== undefined,
  );
}

/**
 * Marks these people's calendars as stale, so that the instance that follows calendars reads them soon. A calendar that
 * was never read needs no mark. Unknown addresses are ignored.
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

/** People whose calendar changed and was not read since; `limit`: the next look finds the rest. */
export async function staleCalendars(store: Store, limit = 200): Promise<readonly string[]> {
  return (await store.query('calendars', { index: 'byDue', limit })).docs.map((doc) => doc.id);
}

/** Removes the calendar data of people who left. */
export async function forgetStaleMarks(store: Store, personIds: readonly string[]): Promise<void> {
  if (personIds.length === 0) return;
  await store.commit(personIds.map((id) => ({ op: 'remove', c: 'calendars', id })));
}
