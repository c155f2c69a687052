import type { DeskDeps } from '../deps.ts';
import type { EffectHandler } from '../outbox/index.ts';
import { bareId, portOf } from './appointments.ts';
import { wordsForClient } from './client-language.ts';
import type { VisitParts } from './parts.ts';

/** As for the other steps in Graph. */
const GRAPH_DEADLINE_MS = 45_000;

/**
 * Takes out the appointment of a time that cannot be kept while its visit goes on: the technician's calendar is free at once,
 * and what the client chooses next is a new appointment. One that is gone already is as good. Bookings writes to the
 * customer about each cancellation, whoever else does (graph.md §1.2).
 */
export function releaseHandler({ store, log }: DeskDeps, parts: VisitParts): EffectHandler {
  return {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform({ payload }) {
      const { appointmentId, visitId } = payload;
      if (typeof appointmentId !== 'string') return {};
      const words = await wordsForClient(store, String(visitId), parts.policy);
      const gone = await portOf(parts, appointmentId)?.cancel(bareId(appointmentId), words.bookings.cannotKeep);
      if (gone !== true) log.info('visit.released-already', { visit: String(visitId) });
      return {};
    },
  };
}
