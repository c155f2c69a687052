import { offerCard, ticketCard, type Drawn } from '../../cards/index.ts';
import type { Person } from '../../model/person.ts';
import type { Reader, TicketView } from '../../model/view.ts';
import { forReader } from './for-reader.ts';

/**
 * Draws the ticket for its reader: their own offer, their own work, or the general ticket card for the channel, for
 * coordinators and for a person who makes the visit for the owner.
 */
export function ticketDrawn(
  view: TicketView,
  person: Person | undefined,
  reader: Reader,
  watchers: readonly string[],
): Drawn {
  const seen = forReader(view, person);
  const is = ({ id }: { readonly id: string }) => id === person?.id;
  // A person who makes the visit for the owner must see when it is, whatever they answered when they were asked.
  const goes = view.visit?.state === 'confirmed' && view.visit.who.some(is);
  const owns = view.owner !== undefined && is(view.owner.who);
  const asked = view.asks.some((ask) => is(ask.who));
  return owns || (asked && !goes) ? offerCard(seen, reader, watchers) : ticketCard(seen, reader, watchers);
}
