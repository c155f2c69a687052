import type { DeskDeps } from '../deps.ts';
import { ticketsInPhase } from '../tickets/index.ts';
import type { Write } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { QUEUE_CARD, ticketCardId, postOrRedraw } from './posted-cards.ts';

/** The queue card gathers changes for this long: a storm is one edit every few seconds, not one a ticket. */
const QUEUE_EDIT_MS = 3_000;

/**
 * Decides what the dispatch channel shows. Up to `queueCardAbove` untaken tickets: a card each. Above: one queue card,
 * edited in place, and no new ticket cards; those follow, the most urgent first, when the queue is short again.
 * Cards that are out stay out and follow their ticket to its end.
 */
export async function tendChannel(deps: DeskDeps): Promise<void> {
  const { store, clock, policy, ids } = deps;
  const untaken = await ticketsInPhase(store, 'waiting', 'triaged', 'offered', 'approval', 'coordinator');
  const ready = untaken.filter((doc) => doc.data.phase !== 'waiting');
  const crowded = untaken.length > policy.queueCardAbove;
  await untilCommitted(async () => {
    const now = clock.now();
    const writes: Write[] = [];
    const queue = await store.get('surfaces', QUEUE_CARD);
    if (crowded || (queue && queue.data.state !== 'retired')) {
      writes.push(
        ...postOrRedraw(queue, {
          id: QUEUE_CARD,
          surface: { kind: 'queue', conversation: 'channel' },
          now,
          delayMs: queue ? QUEUE_EDIT_MS : 0,
          effectId: ids.next('tend'),
        }),
      );
    }
    if (!crowded) {
      const known = new Set(
        (
          await store.getMany(
            'surfaces',
            ready.map((doc) => ticketCardId(doc.id)),
          )
        ).map((doc) => doc.id),
      );
      for (const doc of ready) {
        const id = ticketCardId(doc.id);
        if (known.has(id)) continue;
        const surface = { kind: 'ticket', conversation: 'channel', ticketId: doc.id } as const;
        writes.push(...postOrRedraw(undefined, { id, surface, now, effectId: '0' }));
      }
    }
    if (writes.length > 0) await store.commit(writes);
  });
}
