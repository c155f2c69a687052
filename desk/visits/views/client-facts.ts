import type { ClientVisitFacts } from '../../../model/client-page.ts';
import type { Visit } from '../../../model/visit.ts';
import type { DeskDeps } from '../../deps.ts';
import { namesOf } from '../../people/index.ts';

/** What clients may know of their own visit: nothing about others, and nothing about how it was decided. */
export async function factsOf({ store }: Pick<DeskDeps, 'store'>, visit: Visit): Promise<ClientVisitFacts> {
  const words = (await store.get('texts', visit.ticketId))?.data;
  const text = (await store.get('visitTexts', visit.visitId))?.data;
  const ticket = (await store.get('tickets', visit.ticketId))?.data;
  const names = await namesOf(store, visit.personIds);
  return {
    about: words?.words?.problem ?? words?.psa.title ?? '',
    ticketNumber: ticket?.number ?? visit.ticketId,
    kind: visit.kind,
    minutes: visit.minutes,
    technicians: visit.personIds.flatMap((id) => names.get(id) ?? []),
    ...(text?.place && visit.kind === 'on-site' ? { place: text.place.address } : {}),
  };
}
