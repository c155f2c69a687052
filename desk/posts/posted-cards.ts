import type { Doc, Store, Write } from '../ports/store.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { Change } from '../tickets/index.ts';
import type { Priority } from '../../model/ticket.ts';
import { syncEffect } from '../outbox/index.ts';

export const QUEUE_CARD = 'queue';
export const TROUBLE_CARD = 'trouble';

export function ticketCardId(ticketId: string): string {
  return `ticket:${ticketId}`;
}

export function personalCardId(ticketId: string, personId: string): string {
  return `mine:${ticketId}:${personId}`;
}

/** P1 cards are sent before P4 cards. */
export function urgencyOf(priority: Priority): number {
  return 5 - priority;
}

/** All cards that show this ticket, except retired ones. */
export async function postedCardsOf(store: Store, ticketId: string): Promise<readonly Doc<PostedCard>[]> {
  const found = await store.query('surfaces', { index: 'byTicket', eq: [ticketId], limit: 200 });
  return found.docs.filter((surface) => surface.data.state !== 'retired');
}

/**
 * Updates every card of the ticket after a change, and sends a personal card to each person in `tell`. A person who
 * already has one gets a new card, so that they are notified again; the old card shows how it ended.
 */
export function redrawCards(
  change: Change,
  known: readonly Doc<PostedCard>[],
  tell: readonly string[],
  occasion = 'change',
): void {
  const urgency = urgencyOf(change.next.priority);
  const ticketId = change.before.id;
  // Cards are updated once per version of the ticket. An update without a new version (an expired button) has an
  // `occasion` of its own.
  const id = `${change.before.v}:${occasion}`;
  for (const personId of new Set(tell)) {
    const surfaceId = personalCardId(ticketId, personId);
    const old = known.find((surface) => surface.id === surfaceId);
    const data: PostedCard = {
      kind: 'offer',
      conversation: { personId },
      ticketId,
      personId,
      copies: 0,
      state: 'wanted',
    };
    change.also(
      old
        ? { op: 'put', c: 'surfaces', id: surfaceId, data: { ...data, copies: old.data.copies }, expect: old.v }
        : { op: 'insert', c: 'surfaces', id: surfaceId, data },
    );
    change.effect(syncEffect({ surfaceId, ticketId, conversation: { personId }, now: change.at, id, urgency }));
  }
  for (const surface of known) {
    if (surface.data.personId !== undefined && tell.includes(surface.data.personId)) continue;
    change.effect(
      syncEffect({
        surfaceId: surface.id,
        ticketId,
        conversation: surface.data.conversation,
        now: change.at,
        id,
        urgency,
      }),
    );
  }
}

/** The writes that post a new card, or update one that is already posted. */
export function postOrRedraw(
  known: Doc<PostedCard> | undefined,
  q: { id: string; surface: Omit<PostedCard, 'copies' | 'state'>; now: number; effectId: string; delayMs?: number },
): Write[] {
  const sync: Write = {
    op: 'effect',
    effect: syncEffect({
      surfaceId: q.id,
      ticketId: q.surface.ticketId,
      conversation: q.surface.conversation,
      now: q.now + (q.delayMs ?? 0),
      id: q.effectId,
    }),
  };
  if (known && known.data.state !== 'retired') return [sync];
  const data: PostedCard = { ...q.surface, copies: 0, state: 'wanted' };
  return [
    known
      ? { op: 'put', c: 'surfaces', id: q.id, data, expect: known.v }
      : { op: 'insert', c: 'surfaces', id: q.id, data },
    sync,
  ];
}
