import type { QueueView } from '../../model/view.ts';
import type { DeskDeps } from '../deps.ts';
import { namesOf } from '../people/index.ts';
import { ticketsInPhase, openAsk } from '../tickets/index.ts';
import { unconfirmedVisits } from '../visits/views/index.ts';

/** The summary of the queue for the channel. */
export async function queueView(deps: DeskDeps): Promise<QueueView> {
  const { store, psa } = deps;
  const untaken = await ticketsInPhase(store, 'waiting', 'triaged', 'offered', 'approval', 'coordinator');
  const top = untaken.filter((doc) => doc.data.phase !== 'waiting').slice(0, 10);
  const texts = new Map(
    (
      await store.getMany(
        'texts',
        top.map((doc) => doc.id),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const pause = await store.get('meta', 'pause');
  const paused = pause?.data.is === 'pause' && pause.data.paused ? pause.data : undefined;
  const offeredTo = top.flatMap((doc) => openAsk(doc.data)?.personId ?? []);
  const names = await namesOf(store, [...offeredTo, ...(paused ? [paused.by] : [])]);
  const oldest = untaken.reduce<number | undefined>(
    (least, doc) => (least === undefined ? doc.data.createdAt : Math.min(least, doc.data.createdAt)),
    undefined,
  );
  const unconfirmed = deps.visits ? await unconfirmedVisits(deps) : undefined;
  return {
    ...(unconfirmed ? { unconfirmed } : {}),
    untaken: untaken.length,
    waitingTriage: untaken.filter((doc) => doc.data.phase === 'waiting').length,
    atCoordinator: untaken.filter((doc) => doc.data.phase === 'coordinator').length,
    p1: untaken.filter((doc) => doc.data.priority === 1).length,
    ...(oldest === undefined ? {} : { oldestAt: oldest }),
    ...(paused
      ? {
          paused: {
            by: { id: paused.by, name: names.get(paused.by) ?? 'somebody' },
            since: paused.at,
            reason: paused.reason,
          },
        }
      : {}),
    top: top.flatMap((doc) => {
      const text = texts.get(doc.id);
      if (!text) return [];
      const to = openAsk(doc.data)?.personId;
      return [
        {
          ticketId: doc.id,
          version: doc.data.events,
          number: doc.data.number,
          url: doc.data.url,
          problem: text.words?.problem ?? text.psa.title,
          clientName: text.psa.client.name,
          priority: doc.data.priority,
          phase: doc.data.phase,
          ...(doc.data.dueBy === undefined ? {} : { dueBy: doc.data.dueBy }),
          ...(to === undefined ? {} : { offeredTo: { id: to, name: names.get(to) ?? 'somebody' } }),
        },
      ];
    }),
    psaName: psa.name,
  };
}
