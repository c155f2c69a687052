import { noticeCard, type NoticeKey, type NoticeValues } from '../../cards/index.ts';
import type { Conversation } from '../../model/person.ts';
import type { PostedCard } from '../ports/collections.ts';
import type { DeskDeps } from '../deps.ts';
import { readerOf, postOrRedraw } from '../posts/index.ts';
import type { ChatIdentity } from '../ports/chat.ts';
import type { Store } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';

/**
 * Says something once: a notice, or a card asked for in words. `key` names the occasion (an inbound activity, a person's
 * first visit): the same occasion twice says it once. Leaves through the outbox like every message.
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
  // Another copy may be saying it in this moment.
  await untilCommitted(async () => {
    if (await store.get('surfaces', id)) return;
    await store.commit(postOrRedraw(undefined, { id, surface, now: clock.now(), effectId: '0' }));
  });
}

/** Has it been answered already what was asked on this occasion? */
export async function isNoticePosted(store: Store, key: string): Promise<boolean> {
  return (await store.get('surfaces', saidId(key))) !== undefined;
}

function saidId(key: string): string {
  return `said:${key}`;
}

/**
 * Says a notice past the outbox and the store, when the store is what the notice is about. One attempt; should it fail,
 * Teams brings what was typed once more.
 */
export async function sendNoticeNow(deps: DeskDeps, to: ChatIdentity, key: NoticeKey): Promise<void> {
  const reader = await readerOf(deps, undefined);
  const { card, summary } = noticeCard(key, {}, reader);
  await deps.chat.send(to.conversation, { card, summary });
}
