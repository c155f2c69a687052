import { noticeCard, type NoticeKey, type NoticeValues } from '../../cards/index.ts';
import type { Conversation } from '../../model/person.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { readerOf, postOrRedraw } from '../posts/index.ts';
import type { ChatIdentity } from '../ports/chat.ts';
import type { Store } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';

/**
 * Posts a notice, or a card requested by a typed command, exactly once per occasion. `key` names the occasion (an
 * inbound activity, a person's first visit). Sent through the outbox like every message.
 */
export async function postNotice(
  { store, clock }: DeskDeps,
  to: PostedCard['conversation'],
  key: string,
  what:
    | { readonly key: NoticeKey; readonly values: NoticeValues }
    | { readonly kind: 'queue' | 'trouble' | 'visits' | 'numbers' }
    | { readonly kind: 'day'; readonly day: number },
  at?: Conversation,
): Promise<void> {
  const id = saidId(key);
  const surface: Omit<PostedCard, 'copies' | 'state'> = {
    kind: 'kind' in what ? what.kind : 'notice',
    conversation: to,
    ...(to === 'channel' ? {} : { personId: to.personId }),
    ...('kind' in what ? ('day' in what ? { content: { day: what.day } } : {}) : { content: { ...what } }),
    ...(at ? { at } : {}),
  };
  // Another instance may be posting it at the same time.
  await untilCommitted(async () => {
    if (await store.get('surfaces', id)) return;
    await store.commit(postOrRedraw(undefined, { id, surface, now: clock.now(), effectId: '0' }));
  });
}

/** Whether the notice for this occasion has already been posted. */
export async function isNoticePosted(store: Store, key: string): Promise<boolean> {
  return (await store.get('surfaces', saidId(key))) !== undefined;
}

function saidId(key: string): string {
  return `said:${key}`;
}

/**
 * Sends a notice without the outbox and the store, for when the notice is about the store. Makes one attempt; if it
 * fails, Teams sends the typed message again.
 */
export async function sendNoticeNow(deps: DeskDeps, to: ChatIdentity, key: NoticeKey): Promise<void> {
  const reader = await readerOf(deps, undefined);
  const { card, summary } = noticeCard(key, {}, reader);
  await deps.chat.send(to.conversation, { card, summary });
}
