import { offerCard, ticketCard, type Drawn } from '../../cards/index.ts';
import type { Person } from '../../model/person.ts';
import type { Reader, TicketView } from '../../model/view.ts';
import { forReader } from './for-reader.ts';

/**
 * The ticket as this reader needs it: their own offer or work, or, for the room, for coordinators and for whoever visits in
 * another's stead, the ticket's card.
 */
export function ticketDrawn(
  view: TicketView,
  person: Person | undefined,
  reader: Reader,
  watchers: readonly string[],
): Drawn {
  const seen = forReader(view, person);
  const is = ({ id }: { readonly id: string }) => id === person?.id;
  // Whoever goes there for a colleague who has the ticket must read when, whatever they answered when they were asked.
  const goes = view.visit?.state === 'confirmed' && view.visit.who.some(is);
  const owns = view.owner !== undefined && is(view.owner.who);
  const asked = view.asks.some((ask) => is(ask.who));
  return owns || (asked && !goes) ? offerCard(seen, reader, watchers) : ticketCard(seen, reader, watchers);
}
