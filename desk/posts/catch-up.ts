import type { CatchUpView } from '../../model/view.ts';
import type { DeskDeps } from '../deps.ts';
import { ticketsInPhase } from '../tickets/index.ts';
import { showTrouble } from './show-trouble.ts';
import { postOrRedraw } from './posted-cards.ts';

/** After an outage, posts one card that sums up what happened meanwhile, instead of one card per ticket. */
export async function catchUp(deps: DeskDeps, from: number, what: CatchUpView['what'], heard?: number): Promise<void> {
  const { store, clock, psa, ids } = deps;
  const now = clock.now();
  let taken = 0;
  let closed = 0;
  let fresh = 0;
  let after: string | undefined;
  do {
    const page = await store.query('events', {
      index: 'byTime',
      gte: from,
      limit: 500,
      ...(after === undefined ? {} : { after }),
    });
    for (const { data } of page.docs) {
      if (data.kind === 'claimed' || data.kind === 'approved' || data.kind === 'overridden') taken += 1;
      if (data.kind === 'changed-in-psa' && data.data['what'] === 'assigned') taken += 1;
      if (data.kind === 'closed') closed += 1;
      if (data.kind === 'heard') fresh += 1;
    }
    after = page.next;
  } while (after !== undefined);
  const untaken = await ticketsInPhase(store, 'waiting', 'triaged', 'offered', 'approval', 'coordinator');
  const view: CatchUpView = {
    from,
    to: now,
    what,
    psaName: psa.name,
    heard: heard ?? fresh,
    taken,
    closed,
    stillUntaken: untaken.length,
  };
  const id = ids.next('catchup');
  await store.commit(
    postOrRedraw(undefined, {
      id,
      surface: { kind: 'catch-up', conversation: 'channel', content: { ...view } },
      now,
      effectId: '0',
    }),
  );
  await showTrouble(deps);
}
