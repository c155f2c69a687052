import type { TroubleView } from '../../model/view.ts';
import type { DeskDeps } from '../deps.ts';
import { everybody } from '../people/index.ts';
import type { Effect } from '../ports/store.ts';
import { permissionsFound } from '../visits/calendars/index.ts';

/**
 * The technical problems a dispatcher must know about: dead letters, an unresponsive PSA, people without a reachable
 * chat.
 */
export async function troubleView(deps: DeskDeps): Promise<TroubleView> {
  const { store, psa } = deps;
  const dead = await store.listEffects({ state: 'dead', limit: 20 });
  const poll = await store.get('meta', 'poll');
  const statuses = await store.get('meta', 'unknown-statuses');
  const downSince = poll?.data.is === 'poll' ? poll.data.downSince : undefined;
  const tickets = new Map(
    (
      await store.getMany(
        'tickets',
        dead.flatMap((effect) => ticketIdOf(effect) ?? []),
      )
    ).map((doc) => [doc.id, doc.data]),
  );
  const lost = await store.query('surfaces', { index: 'byState', eq: ['unreachable'], limit: 50 });
  const people = await everybody(store);
  const ids = new Set(lost.docs.flatMap((doc) => doc.data.personId ?? []));
  let copies = 0;
  for (const doc of (await store.query('surfaces', { index: 'byState', eq: ['posted'], limit: 500 })).docs)
    copies += doc.data.copies;
  return {
    psaName: psa.name,
    ...(downSince === undefined ? {} : { psaDownSince: downSince }),
    stuck: dead.map((effect) => {
      const number = tickets.get(ticketIdOf(effect) ?? '')?.number;
      return {
        effectId: effect.id,
        what: effect.kind,
        ...(number === undefined ? {} : { ticketNumber: number }),
        code: effect.error?.code ?? 'INTERNAL',
        text: effect.error?.text ?? '',
        since: effect.settledAt ?? effect.dueAt,
      };
    }),
    duplicatesSent: copies,
    unreachable: people.filter((doc) => ids.has(doc.id)).map((doc) => ({ id: doc.id, name: doc.data.name })),
    doubtful: people
      .filter((doc) => doc.data.matched === 'doubtful' && doc.data.active)
      .map((doc) => ({ name: doc.data.name, why: 'no-unique-mail' })),
    unknownStatuses: statuses?.data.is === 'unknown-statuses' ? statuses.data.found : [],
    notGranted: (await permissionsFound(store)).filter(({ granted }) => granted === 'no'),
  };
}

function ticketIdOf(effect: Effect): string | undefined {
  const { ticketId } = effect.payload;
  return typeof ticketId === 'string' ? ticketId : undefined;
}
