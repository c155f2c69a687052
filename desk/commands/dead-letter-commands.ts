import type { Command, CommandResult } from '../../model/command.ts';
import type { Person } from '../../model/person.ts';
import { handledActivity, withHandledActivity } from './activity-dedup.ts';
import { Change } from '../tickets/index.ts';
import type { DeskDeps } from '../deps.ts';
import { syncAfter } from '../psa-writes/index.ts';
import { syncEffect } from '../outbox/index.ts';
import type { Write } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { redrawCards, postedCardsOf, TROUBLE_CARD } from '../posts/index.ts';

export async function settleDead(
  { store, clock, ids }: DeskDeps,
  actor: Person,
  command: Extract<Command, { do: 'retry-effect' | 'dismiss-effect' }>,
  key: string | undefined,
): Promise<CommandResult> {
  const effect = await store.getEffect(command.effectId);
  if (!effect) return { ok: false, code: 'TICKET_CHANGED' };
  const retry = command.do === 'retry-effect';
  const now = clock.now();
  const ticketId = typeof effect.payload['ticketId'] === 'string' ? effect.payload['ticketId'] : undefined;
  const settle: Write = retry
    ? { op: 'retryEffect', id: effect.id, dueAt: now }
    : { op: 'dismissEffect', id: effect.id };
  const trouble: Write = {
    op: 'effect',
    effect: syncEffect({ surfaceId: TROUBLE_CARD, conversation: 'channel', now, id: ids.next('settled') }),
  };
  const about = ticketId === undefined ? {} : { ticketId };
  return untilCommitted(async () => {
    const doc = ticketId === undefined ? undefined : await store.get('tickets', ticketId);
    if (doc && handledActivity(doc.data, key)) return { ok: true, said: 'done', ...about };
    if ((await store.getEffect(effect.id))?.state !== 'dead') return { ok: false, code: 'TICKET_CHANGED' };
    if (!doc) {
      await store.commit([settle, trouble]);
      return { ok: true, said: 'done', ...about };
    }
    const change = new Change(doc, now)
      .log(retry ? 'dead-letter-retried' : 'dead-letter-dismissed', actor.id, { kind: effect.kind })
      .set({ sync: await syncAfter(store, doc.data, effect, retry) })
      .also(settle, trouble);
    if (key !== undefined) change.set({ acts: withHandledActivity(doc.data, { key, said: 'done', at: now }) });
    redrawCards(change, await postedCardsOf(store, doc.id), []);
    await store.commit(change.writes());
    return { ok: true, said: 'done', ...about };
  });
}
