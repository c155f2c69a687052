import type { DeskDeps } from '../deps.ts';
import type { Write } from '../ports/store.ts';
import { untilCommitted } from './until-committed.ts';

const DAY = 24 * 3_600_000;

/** How long temporary records are kept. Tickets, their logs and their texts stay until they are erased. */
export const KEEP = {
  /** Settled effects: long enough to explain yesterday's trouble and to rebuild the hourly rate budgets. */
  settledEffects: 7 * DAY,
  /** Cards of closed tickets. After this they stay in Teams but are no longer updated. */
  cardsOfClosed: 7 * DAY,
  /** Answers to typed messages, notices and catch-up cards. */
  notices: 7 * DAY,
} as const;

/** Removes expired records. Runs once an hour and is idempotent. */
export async function tidy({ store, clock, log }: DeskDeps): Promise<void> {
  const now = clock.now();
  let cards = 0;
  let after: string | undefined;
  do {
    // The window is a day longer than needed, so that a day of downtime leaves nothing behind.
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
