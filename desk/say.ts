import type { NoticeKey, NoticeValues } from '../cards/index.ts';
import type { Conversation } from '../model/person.ts';
import type { Surface } from './collections.ts';
import type { DeskDeps } from './deps.ts';
import { wantSurface } from './surfaces.ts';

/**
 * Says something once: a notice, or a card asked for in words. `key` names the occasion (an inbound activity, a person's
 * first visit): the same occasion twice says it once. Leaves through the outbox like every message.
 */
export async function say(
  { store, clock }: DeskDeps,
  to: Surface['conversation'],
  key: string,
  what:
    | { readonly key: NoticeKey; readonly values: NoticeValues }
    | { readonly kind: 'queue' | 'trouble' }
    | { readonly kind: 'day'; readonly day: number },
  at?: Conversation,
): Promise<void> {
  const id = `said:${key}`;
  if (await store.get('surfaces', id)) return;
  const surface: Omit<Surface, 'copies' | 'state'> = {
    kind: 'kind' in what ? what.kind : 'notice',
    conversation: to,
    ...(to === 'channel' ? {} : { personId: to.personId }),
    ...('kind' in what ? ('day' in what ? { content: { day: what.day } } : {}) : { content: { ...what } }),
    ...(at ? { at } : {}),
  };
  await store.commit(wantSurface(undefined, { id, surface, now: clock.now(), effectId: '0' }));
}
