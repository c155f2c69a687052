import type { DeskDeps } from '../deps.ts';
import { untilCommitted } from '../records/index.ts';
import { TROUBLE_CARD, postOrRedraw } from './posted-cards.ts';

/** Posts the trouble card in the channel, or updates the one already there. */
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
