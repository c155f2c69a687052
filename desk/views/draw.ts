import {
  catchUpCard,
  dayCard,
  noticeCard,
  queueCard,
  replanCard,
  troubleCard,
  visitNumbersCard,
  visitsCard,
  type Drawn,
} from '../../cards/index.ts';
import type { CatchUpView, TicketView } from '../../model/view.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { dayView, replanView, visitNumbersView, visitsView } from '../visits/views/index.ts';
import { ticketView } from './ticket-view.ts';
import { troubleView } from './trouble-view.ts';
import { queueView } from './queue-view.ts';
import { refreshUserOf, readerOf, refreshUsersOf } from '../posts/index.ts';
import { ticketDrawn } from './ticket-drawn.ts';

/** The card as it should look now. `undefined` when there is nothing left to show. */
export async function draw(
  deps: DeskDeps,
  surface: PostedCard,
  known: TicketView | undefined,
): Promise<Drawn | undefined> {
  const reader = await readerOf(deps, surface.personId);
  switch (surface.kind) {
    case 'ticket':
    case 'offer': {
      // Effects written by an earlier version do not name their ticket.
      const view = known ?? (surface.ticketId === undefined ? undefined : await ticketView(deps, surface.ticketId));
      if (!view) return undefined;
      const person = surface.personId === undefined ? undefined : await deps.store.get('people', surface.personId);
      return ticketDrawn(
        view,
        person?.data,
        reader,
        person ? refreshUserOf(person.data) : await refreshUsersOf(deps.store, view),
      );
    }
    case 'day': {
      const { visits } = deps;
      const at = surface.content?.['day'];
      const view = visits && (await dayView(deps, visits, surface.personId ?? '', Number(at ?? reader.now)));
      return view && dayCard(view, reader);
    }
    case 'visits':
      return deps.visits && visitsCard(await visitsView(deps, deps.visits), reader);
    case 'numbers':
      return deps.visits && visitNumbersCard(await visitNumbersView(deps, deps.visits), reader);
    case 'replan': {
      const view = await replanView(deps, String(surface.content?.['replanId']));
      return view && replanCard(view, reader);
    }
    case 'queue':
      return queueCard(
        await queueView(deps),
        reader,
        surface.personId === undefined ? await refreshUsersOf(deps.store) : undefined,
      );
    case 'trouble':
      return troubleCard(await troubleView(deps), reader);
    case 'catch-up':
      return catchUpCard(surface.content as unknown as CatchUpView, reader);
    case 'notice': {
      const { key, values } = surface.content as {
        key: Parameters<typeof noticeCard>[0];
        values: Record<string, string>;
      };
      return noticeCard(key, values, reader);
    }
  }
}
