import type { Store } from '../ports/store.ts';
import { unholdWrites } from './holds.ts';
import type { VisitParts } from './parts.ts';
import { offer } from './request.ts';
import type { VisitChange } from './visit-change.ts';

/**
 * The time that stands cannot be kept: the client is told so and gets fresh ones to choose from. The appointment in Bookings
 * stays until they have chosen, and is then the one that moves; silence is followed up like that of any offer.
 */
export async function askNewTime(
  change: VisitChange,
  store: Store,
  parts: VisitParts,
  by: string,
): Promise<VisitChange> {
  change.log('visit-new-time-asked', by, { start: change.next.slot?.start ?? null });
  change.also(...(await unholdWrites(store, change.next.visitId))).set({ lateMinutes: undefined });
  return offer(change, parts, 'visit-new-time');
}
