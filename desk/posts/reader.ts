import type { Reader } from '../../model/view.ts';
import type { DeskDeps } from '../deps.ts';

/** The reader for whom a card is drawn: one person with their roles and time zone, or the channel. */
export async function readerOf({ store, clock, policy }: DeskDeps, personId: string | undefined): Promise<Reader> {
  const person = personId === undefined ? undefined : (await store.get('people', personId))?.data;
  return {
    timeZone: person?.timeZone ?? policy.timeZone,
    language: person?.language ?? 'en',
    roles: person?.roles ?? [],
    ...(person ? { personId: person.id } : {}),
    now: clock.now(),
  };
}
