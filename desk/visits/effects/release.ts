import type { DeskDeps } from '../../deps.ts';
import type { EffectHandler } from '../../outbox/index.ts';
import { bareId, portOf, wordsForClient } from '../appointments/index.ts';
import type { VisitDeps } from '../../visit-deps.ts';

/** The same as for the other steps in Graph. */
const GRAPH_DEADLINE_MS = 45_000;

/**
 * Removes the appointment of a time that cannot be kept while its visit continues: the technician's calendar is free
 * immediately, and the client's next choice is a new appointment. An appointment that is already gone is fine. The
 * client hears of it from Bookings (docs/platform/bookings.md, “Cancelling writes to the customer, deleting may not”)
 * and gets new times from us.
 */
export function releaseHandler({ store, log }: DeskDeps, visitDeps: VisitDeps): EffectHandler {
  return {
    deadlineMs: GRAPH_DEADLINE_MS,
    async perform({ payload }) {
      const { appointmentId, visitId } = payload;
      if (typeof appointmentId !== 'string') return {};
      const words = await wordsForClient(store, String(visitId), visitDeps.policy);
      const gone = await portOf(visitDeps, appointmentId)?.cancel(bareId(appointmentId), words.bookings.cannotKeep);
      if (gone !== true) log.info('visit.released-already', { visit: String(visitId) });
      return {};
    },
  };
}
