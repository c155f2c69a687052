import type { DeskDeps } from '../deps.ts';
import { untilCommitted } from '../records/index.ts';
import { TROUBLE_SURFACE, wantSurface } from './posted-cards.ts';

/** Puts the trouble card into the channel, or lets the one there follow. */
export async function showTrouble({ store, clock, ids }: DeskDeps): Promise<void> {
  await untilCommitted(async () => {
    const known = await store.get('surfaces', TROUBLE_SURFACE);
    await store.commit(
      wantSurface(known, {
        id: TROUBLE_SURFACE,
        surface: { kind: 'trouble', conversation: 'channel' },
        now: clock.now(),
        effectId: ids.next('trouble'),
      }),
    );
  });
}
