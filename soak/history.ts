import type { PostedCard } from '../desk/ports/collections.ts';
import type { Doc, Effect, Store } from '../desk/ports/store.ts';
import type { DeskEvent, DeskTicket } from '../model/desk-ticket.ts';
import type { SoakWorld } from './world.ts';

/** Everything the product says about itself when all is over. */
export interface History {
  readonly tickets: ReadonlyMap<string, DeskTicket>;
  /** Of each ticket, in the order of the log. */
  readonly events: ReadonlyMap<string, readonly DeskEvent[]>;
  readonly surfaces: ReadonlyMap<string, PostedCard>;
  readonly triaged: ReadonlySet<string>;
  readonly effects: readonly Effect[];
}

export async function readHistory(world: Pick<SoakWorld, 'open'>): Promise<History> {
  const store = await world.open();
  const all = await pages(store);
  const tickets = new Map<string, DeskTicket>();
  const surfaces = new Map<string, PostedCard>();
  for (const id of all.events.keys()) {
    const doc = await store.get('tickets', id);
    if (doc) tickets.set(id, doc.data);
  }
  for (const state of ['wanted', 'posted', 'unreachable', 'retired'] as const) {
    let after: string | undefined;
    do {
      const page = await store.query('surfaces', { index: 'byState', eq: [state], limit: 500, ...next(after) });
      for (const doc of page.docs) surfaces.set(doc.id, doc.data);
      after = page.next;
    } while (after !== undefined);
  }
  const triaged = new Set((await store.getMany('triage', [...tickets.keys()])).map((doc) => doc.id));
  const effects: Effect[] = [];
  for (const state of ['waiting', 'begun', 'done', 'dead'] as const) {
    effects.push(...(await store.listEffects({ state, limit: 10_000_000 })));
  }
  await store.close();
  return { tickets, surfaces, triaged, effects, events: all.events };
}

/**
 * The ticket that waited longest for triage, in words: while a dead copy's lease runs nobody polls or triages. A ticket
 * that somebody took before it was triaged waited for nothing.
 */
export function longestWait({ events }: Pick<History, 'events'>): string {
  const waits = [...events].flatMap(([id, log]) => {
    const heard = log.find((event) => event.kind === 'heard');
    const triaged = log[1]?.kind === 'triaged' ? log[1] : undefined;
    const createdAt = heard?.data['createdAt'];
    if (!heard || !triaged || typeof createdAt !== 'number') return [];
    return [{ id, heard: heard.at - createdAt, triaged: triaged.at - heard.at, at: triaged.at }];
  });
  const [longest] = waits.sort((a, b) => b.heard + b.triaged - (a.heard + a.triaged));
  if (!longest) return 'none';
  const s = (ms: number) => (ms / 1000).toFixed(1);
  const { id, heard, triaged, at } = longest;
  return `${id}: heard after ${s(heard)}, triaged ${s(triaged)} later, at ${new Date(at).toISOString().slice(11, 19)}`;
}

async function pages(store: Store) {
  const found: Doc<DeskEvent>[] = [];
  let after: string | undefined;
  do {
    const page = await store.query('events', { index: 'byTime', limit: 1_000, ...next(after) });
    found.push(...page.docs);
    after = page.next;
  } while (after !== undefined);
  const events = Map.groupBy(
    found.map((doc) => doc.data).filter((event) => event.ticketId !== 'desk'),
    (event) => event.ticketId,
  );
  for (const list of events.values()) list.sort((a, b) => a.n - b.n);
  return { events };
}

function next(after: string | undefined): { after?: string } {
  return after === undefined ? {} : { after };
}

/** What the desk has still to do. The queue card is always about to be edited: it counts changes, not tickets. */
export async function unfinished(
  world: Pick<SoakWorld, 'open'>,
  open: readonly string[],
): Promise<{ effects: readonly Effect[]; unheard: readonly string[]; untriaged: readonly string[] }> {
  const store = await world.open();
  const waiting = await store.listEffects({ state: 'waiting', limit: 100_000 });
  const begun = await store.listEffects({ state: 'begun', limit: 100_000 });
  const known = new Set((await store.getMany('tickets', open)).map((doc) => doc.id));
  const untriaged = await store.query('tickets', { index: 'byPhase', eq: ['waiting'], limit: 1_000 });
  await store.close();
  return {
    effects: [...waiting, ...begun].filter((effect) => effect.lane !== 'card:queue'),
    unheard: open.filter((id) => !known.has(id)),
    untriaged: untriaged.docs.map((doc) => doc.id),
  };
}
