import type { DeskDeps } from '../deps.ts';
import { untilCommitted } from '../records/index.ts';
import { TROUBLE_CARD, postOrRedraw } from './posted-cards.ts';

/** Puts the trouble card into the channel, or lets the one there follow. */
export async function showTrouble({ store, clock, ids }: DeskDeps): Promise<void> {
  await untilCommitted(async () => {
    const known = await store.get('surfaces', TROUBLE_CARD);
    await store.commit(
      postOrRedraw(known, {
        id: TROUBLE_CARD,
        surface: { kind: 'trouble', conversation: 'channel' },
        now: clock.now(),
        effectId: ids.next('trouble'),
      }),
    );
  });
}
