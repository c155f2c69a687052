import type { QueueView } from '../../../model/view.ts';
import type { Visit, VisitState } from '../../../model/visit.ts';
import type { DeskDeps } from '../../deps.ts';
import type { Doc } from '../../ports/store.ts';

/** The client has been told of the visit and has not chosen a time. */
export const UNCONFIRMED = ['offered', 'wishes', 'asking'] as const satisfies readonly VisitState[];

/** How many a card names; the number counts all. */
const NAMED = 5;

/** Visits without a chosen time, for a dispatcher to call. The longest waiting first. */
export async function unconfirmedVisits({ store }: DeskDeps): Promise<QueueView['unconfirmed']> {
  const found: Doc<Visit>[] = [];
  for (const state of UNCONFIRMED) {
    found.push(...(await store.query('visits', { index: 'byStateOnly', eq: [state], limit: 500 })).docs);
  }
  if (found.length === 0) return undefined;
  const since = (visit: Visit) => visit.offeredAt ?? visit.requestedAt;
  const oldest = found
    .map((doc) => doc.data)
    .sort((a, b) => since(a) - since(b))
    .slice(0, NAMED);
  const ids = oldest.map(({ ticketId }) => ticketId);
  const tickets = new Map((await store.getMany('tickets', ids)).map((doc) => [doc.id, doc.data]));
  const texts = new Map((await store.getMany('texts', ids)).map((doc) => [doc.id, doc.data]));
  return {
    count: found.length,
    oldest: oldest.flatMap((visit) => {
      const ticket = tickets.get(visit.ticketId);
      if (!ticket) return [];
      const clientName = texts.get(visit.ticketId)?.psa.client.name ?? '';
      return [{ number: ticket.number, url: ticket.url, clientName, since: since(visit) }];
    }),
  };
}
