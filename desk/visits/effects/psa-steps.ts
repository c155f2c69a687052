import { OutsideError } from '../../../model/errors.ts';
import type { DeskDeps } from '../../deps.ts';
import type { EffectHandler, Performance } from '../../outbox/index.ts';
import { checkStatuses, statusNamed, type VisitEffectKind } from '../booking/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** The same as for the ticket's other writes in the PSA. */
const PSA_DEADLINE_MS = 16_000;
/** Farther ahead than any visit is arranged. */
const AHEAD_MS = 90 * 24 * 3_600_000;
const NOTHING: Performance = {};

/** Writes a visit to the PSA: entries in its calendar, and the ticket's status. */
export function psaVisitHandlers(
  deps: DeskDeps,
  { policy }: VisitDeps,
): Record<Extract<VisitEffectKind, 'psa.visit' | 'psa.status'>, EffectHandler> {
  const { store, psa, clock } = deps;

  const schedule: EffectHandler = {
    deadlineMs: 2 * PSA_DEADLINE_MS,
    async perform(effect) {
      const visit = (await store.get('visits', String(effect.payload['visitId'])))?.data;
      if (!visit) return NOTHING;
      // The visit changed while this waited in its lane: the later effect writes the present state.
      if (!['offered', 'confirmed', 'moving', 'cancelled'].includes(visit.state)) return NOTHING;
      const stands = visit.state === 'confirmed' || visit.state === 'moving';
      const slot = stands ? (visit.before ?? visit.slot) : undefined;
      const ids: string[] = [];
      if (slot) {
        for (const person of await store.getMany('people', slot.personIds)) {
          if (person.data.agentId === undefined) continue;
          const entry = await psa.schedule({
            ticketId: visit.ticketId,
            agentId: person.data.agentId,
            start: slot.start,
            end: slot.end,
            subject: `Visit for ticket ${visit.ticketId}`,
            // Keyed by person and time: the connector looks before it writes, so a repeat finds its own entry.
            opId: `${visit.visitId}:${person.id}:${slot.start}`,
          });
          ids.push(entry.id);
        }
      }
      // The existing entries are read, not remembered: an entry whose creation was never acknowledged is not recorded,
      // and the visit may have moved before the repeat.
      const there = await psa.scheduled(visit.ticketId, visit.requestedAt, clock.now() + AHEAD_MS);
      const ours = there.filter(({ opId }) => opId.startsWith(`${visit.visitId}:`)).map(({ id }) => id);
      for (const old of new Set([...visit.outside.psaEntryIds, ...ours])) {
        if (!ids.includes(old)) await psa.unschedule(old);
      }
      return {
        writes: async () => {
          const doc = await store.get('visits', visit.visitId);
          if (!doc) return [];
          const data = { ...doc.data, outside: { ...doc.data.outside, psaEntryIds: ids } };
          return [{ op: 'put', c: 'visits', id: doc.id, data, expect: doc.v }];
        },
      };
    },
  };

  const status: EffectHandler = {
    deadlineMs: PSA_DEADLINE_MS,
    async perform(effect) {
      const ticketId = String(effect.payload['ticketId']);
      const doc = await store.get('tickets', ticketId);
      if (!doc?.data.open) return NOTHING;
      const { statuses } = await psa.reference();
      const wanted = statusNamed(statuses, String(effect.payload['status']), doc.data.queueId);
      if (!wanted) {
        // A wrong name in the settings: no repeat helps, and the ticket's notes and entries must not wait behind it.
        await checkStatuses(deps, policy, doc.data.queueId);
        return NOTHING;
      }
      const result = await psa.update({ ticketId, statusId: wanted.id, opId: effect.id });
      if (result.why === 'not-applied') {
        throw new OutsideError('PSA_NOT_APPLIED', `${psa.name} accepted the status and did not apply it.`, {
          done: 'no',
          retry: 'never',
        });
      }
      return NOTHING;
    },
  };

  return { 'psa.visit': schedule, 'psa.status': status };
}
