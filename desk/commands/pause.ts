import { reasonCode } from '../../model/reasons.ts';
import type { Command, CommandResult } from '../../model/command.ts';
import type { Person } from '../../model/person.ts';
import type { DeskDeps } from '../deps.ts';
import type { PostedCard } from '../ports/collections.ts';
import { ticketsInPhase } from '../tickets/index.ts';
import type { Doc, Store } from '../ports/store.ts';
import { metaWrite, untilCommitted } from '../records/index.ts';
import { QUEUE_CARD, ticketCardId, postOrRedraw } from '../posts/index.ts';

export async function pause(
  { store, clock, ids }: DeskDeps,
  actor: Person,
  command: Extract<Command, { do: 'pause' | 'resume' }>,
): Promise<CommandResult> {
  const paused = command.do === 'pause';
  return untilCommitted(async () => {
    const now = clock.now();
    const old = await store.get('meta', 'pause');
    if (old?.data.is === 'pause' ? old.data.paused === paused : !paused)
      return { ok: true, said: paused ? 'paused' : 'resumed' };
    const data = { is: 'pause' as const, paused, by: actor.id, at: now, reason: paused ? command.reason : '' };
    const event = ids.next(command.do);
    const queue = await store.get('surfaces', QUEUE_CARD);
    await store.commit([
      metaWrite(old, data),
      {
        op: 'insert',
        c: 'events',
        id: event,
        data: {
          ticketId: 'desk',
          n: now,
          at: now,
          kind: paused ? 'paused' : 'resumed',
          by: actor.id,
          data: paused ? { reason: reasonCode(command.reason) } : {},
        },
      },
      // Everybody can see it: on the queue card in the channel, and on the card of each ticket that is not offered.
      ...(await cardsOfWaiting(store)).flatMap((card) =>
        postOrRedraw(card, { id: card.id, surface: card.data, now, effectId: event }),
      ),
      ...postOrRedraw(queue, {
        id: QUEUE_CARD,
        surface: { kind: 'queue', conversation: 'channel' },
        now,
        effectId: event,
      }),
    ]);
    return { ok: true, said: paused ? 'paused' : 'resumed' };
  });
}

/** The channel's cards of tickets that wait for an owner. */
async function cardsOfWaiting(store: Store): Promise<readonly Doc<PostedCard>[]> {
  const waiting = await ticketsInPhase(store, 'triaged');
  const cards = await store.getMany(
    'surfaces',
    waiting.map((doc) => ticketCardId(doc.id)),
  );
  return cards.filter((card) => card.data.state !== 'retired');
}
