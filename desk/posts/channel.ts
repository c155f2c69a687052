import type { DeskDeps } from '../deps.ts';
import { ticketsInPhase } from '../tickets/index.ts';
import type { Write } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { QUEUE_CARD, ticketCardId, postOrRedraw } from './posted-cards.ts';

/**
 * The queue card collects changes for this long. During a storm it is edited every few seconds, not once per ticket.
 */
const QUEUE_EDIT_MS = 3_000;

/**
 * Decides what the dispatch channel shows. Up to `queueCardAbove` untaken tickets: one card each. Above that: one queue
 * card, edited in place, and no new ticket cards; those are posted, most urgent first, once the queue is short again.
 * Posted cards stay and are updated until their ticket ends.
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
