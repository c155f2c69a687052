import type { CollectionName, Documents } from '../../desk/ports/collections.ts';
import type { Doc, Store } from '../../desk/ports/store.ts';
import { UNTAKEN, type DeskTicket } from '../../model/desk-ticket.ts';

/**
 * What is wrong with where tickets stand, in words; nothing when every open ticket has its place: somebody who has it,
 * an offer that ends by itself, a dispatcher or coordinator who was told, or a queue that people see.
 */
export async function withoutPlace(store: Store): Promise<string[]> {
  const tickets = await all(store, 'tickets', 'byOpen', true);
  const timers = await all(store, 'timers', 'byDue');
  const surfaces = [
    ...(await all(store, 'surfaces', 'byState', 'posted')),
    ...(await all(store, 'surfaces', 'byState', 'wanted')),
  ];
  const shown = new Set(
    surfaces.flatMap(({ data }) => (data.conversation === 'channel' ? [data.ticketId ?? data.kind] : [])),
  );
  const told = (ticketId: string) =>
    surfaces.some(({ data }) => data.ticketId === ticketId && data.kind === 'offer' && data.personId !== undefined);
  const wrong: string[] = [];
  for (const { id, data } of tickets) {
    const say = (what: string) => wrong.push(`ticket ${id} (${data.phase}) ${what}`);
    const open = data.asks.filter((ask) => ask.outcome === 'open');
    if (open.length > 1) say('is offered to two people at once');
    if ((data.phase === 'approval') !== (data.proposal !== undefined))
      say('has a proposal nobody is asked about, or none');
    if (UNTAKEN.includes(data.phase) && data.phase !== 'waiting' && !shown.has(id) && !shown.has('queue'))
      say('stands nowhere in the channel');
    const triaged = (await store.get('triage', id)) !== undefined;
    switch (data.phase) {
      case 'waiting':
        if (data.owner) say('has an owner and waits for triage');
        break;
      case 'triaged':
        if (!triaged) say('has no triage record, so nothing will ever be decided');
        if (data.owner ?? open[0]) say('is somebody’s and looks for somebody');
        break;
      case 'offered':
        if (open.length === 0) say('is offered to nobody');
        if (!timers.some((timer) => endsOffer(timer.data, id, data))) say('has an offer that never ends');
        break;
      case 'approval':
        if (!told(id)) say('waits for a yes nobody was asked for');
        break;
      case 'coordinator':
        if (!data.coordinator) say('does not say why it is with a coordinator');
        if (!told(id)) say('is with a coordinator who was not told');
        break;
      case 'taken':
        if (!data.owner) say('is taken by nobody');
        break;
      case 'closed':
      case 'gone':
        say('is open and over at once');
    }
  }
  const barrier = await store.get('meta', 'barrier');
  const counted = barrier?.data.is === 'barrier' ? barrier.data.untriaged : 0;
  const waiting = tickets.filter((doc) => doc.data.phase === 'waiting').length;
  if (counted !== waiting) wrong.push(`the barrier counts ${counted} tickets, ${waiting} wait for triage`);
  return wrong;
}

function endsOffer(timer: Documents['timers'], ticketId: string, ticket: DeskTicket): boolean {
  const ends = ticket.asks.find((ask) => ask.outcome === 'open')?.endsAt;
  return timer.kind === 'offer-ends' && timer.ticketId === ticketId && ends !== undefined && timer.dueAt >= ends;
}

async function all<C extends CollectionName>(store: Store, c: C, index: string, ...eq: (string | boolean)[]) {
  const docs: Doc<Documents[C]>[] = [];
  let after: string | undefined;
  do {
    const page = await store.query(c, { index, eq, limit: 500, ...(after === undefined ? {} : { after }) });
    docs.push(...page.docs);
    after = page.next;
  } while (after !== undefined);
  return docs;
}
