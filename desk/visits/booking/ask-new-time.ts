import type { Store } from '../../ports/store.ts';
import { unholdWrites } from '../calendars/index.ts';
import { psaVisitEffect, releaseEffect } from './visit-effects.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { offer } from './request.ts';
import type { VisitChange } from './visit-change.ts';

/**
 * The confirmed time cannot be kept: the client is told and gets fresh times to choose from. The old time is released
 * immediately, here, in Bookings and in the PSA. Silence is followed up as for any offer.
 */
export async function askNewTime(
  change: VisitChange,
  store: Store,
  visitDeps: VisitDeps,
  by: string,
): Promise<VisitChange> {
  const { visitId, slot, outside } = change.next;
  const { appointmentId, bookedSlot: _gone, joinUrl: _old, ...rest } = outside;
  change.log('visit-new-time-asked', by, { start: slot?.start ?? null });
  change.also(...(await unholdWrites(store, visitId))).set({ lateMinutes: undefined, outside: rest });
  offer(change, visitDeps, 'visit-new-time');
  return change.effect(
    appointmentId === undefined ? undefined : releaseEffect(change.of, appointmentId),
    psaVisitEffect(change.of),
  );
}
