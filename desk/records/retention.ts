import type { DeskDeps } from '../deps.ts';
import type { Write } from '../ports/store.ts';
import { untilCommitted } from './until-committed.ts';

const DAY = 24 * 3_600_000;

/** How long things are kept that nobody needs for ever. Tickets, their log and their words stay until they are erased. */
export const KEEP = {
  /** Effects that were settled: long enough to explain yesterday's trouble, and for the hourly rate budgets. */
  settledEffects: 7 * DAY,
  /** Where the cards of closed tickets are; afterwards they stay in Teams as they last were. */
  cardsOfClosed: 7 * DAY,
  /** Answers to what people wrote, notices, catch-up cards. */
  notices: 7 * DAY,
} as const;

/** Clears away what has served its time. Runs once an hour; running it twice does nothing more. */
export async function tidy({ store, clock, log }: DeskDeps): Promise<void> {
  const now = clock.now();
  let cards = 0;
  let after: string | undefined;
  do {
    // The window is a day longer than needed, so that a day of standstill leaves nothing behind.
    const page = await store.query('tickets', {
      index: 'byOpen',
      eq: [false],
      gte: now - KEEP.cardsOfClosed - 2 * DAY,
      lt: now - KEEP.cardsOfClosed,
      limit: 200,
      ...(after === undefined ? {} : { after }),
    });
    for (const ticket of page.docs) cards += await forgetCards(store, ticket.id);
    after = page.next;
  } while (after !== undefined);
  const swept = await store.sweep(now, now - KEEP.settledEffects);
  if (cards + swept > 0) log.info('tidied', { cards, swept });
}

function forgetCards(store: DeskDeps['store'], ticketId: string): Promise<number> {
  return untilCommitted(async () => {
    const found = await store.query('surfaces', { index: 'byTicket', eq: [ticketId], limit: 200 });
    const writes = found.docs.map((doc): Write => ({ op: 'remove', c: 'surfaces', id: doc.id, expect: doc.v }));
    if (writes.length > 0) await store.commit(writes);
    return writes.length;
  });
}
