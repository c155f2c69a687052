import type { Slot } from '../../../model/visit.ts';
import type { Store } from '../../ports/store.ts';
import { holdWrites, unholdWrites } from '../calendars/index.ts';
import {
  bookEffect,
  cancelEffect,
  clearEffect,
  guestMailEffect,
  holdEffect,
  mailEffect,
  psaVisitEffect,
} from './visit-effects.ts';
import type { VisitDeps } from '../../visit-deps.ts';
import { offer, statusEffect } from './request.ts';
import type { VisitChange } from './visit-change.ts';

/**
 * What each step of a visit does to its record, and which effects it asks for. Steps only gather; whoever calls commits.
 * What stands outside is never assumed: it is in `outside`, learnt from the effects.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The time is theirs from this commit on; calendars and Bookings follow. Throws STORE_DUPLICATE on commit when it is not. */
export async function choose(
  change: VisitChange,
  store: Store,
  { policy }: VisitDeps,
  q: { slot: Slot; by: string; bookedBy: 'client' | 'dispatcher' | 'replan' },
): Promise<VisitChange> {
  const { visitId, state, slot: old, outside } = change.next;
  // What stands stays until the new time does, also when an attempt to move it came first and failed.
  const stands = state === 'confirmed' ? old : change.next.before;
  const moving = stands !== undefined;
  const until = change.at + policy.holdMinutes * MINUTE;
  change.set({
    state: moving ? 'moving' : 'held',
    slot: q.slot,
    before: stands,
    personIds: q.slot.personIds,
    bookedBy: q.bookedBy,
    stuck: undefined,
    missed: undefined,
    lateMinutes: undefined,
  });
  change.also(...(await holdWrites(store, visitId, q.slot)));
  change.log('visit-held', q.by, { start: q.slot.start, moving });
  // Entries of an attempt before that never became an appointment.
  if (Object.keys(outside.holdEvents).length > 0) {
    change.effect(clearEffect(change.of, outside.holdEvents));
  }
  const before = outside.holdKey !== undefined && outside.appointmentId === undefined;
  change.set({
    outside: {
      ...outside,
      holdEvents: {},
      holdKey: `${visitId}.${change.next.n}`,
      ...(before ? { mayStand: true } : {}),
    },
  });
  return change.effect(holdEffect(change.of)).timer('hold-ends', until);
}

/** The calendars hold it: now the appointment. */
export function held(change: VisitChange, holdEvents: Readonly<Record<string, string>>): VisitChange {
  change.set({ outside: { ...change.next.outside, holdEvents } });
  return change.effect(bookEffect(change.of));
}

/** The appointment stands. Everybody learns of it, and what was held only for the way there is given back. */
export async function confirmed(
  change: VisitChange,
  store: Store,
  { policy }: VisitDeps,
  made: { appointmentId: string; joinUrl?: string; slot: Slot; by: string },
): Promise<VisitChange> {
  const { visitId, before, confirmedAt, bookedBy, moves, outside } = change.next;
  const changed = before !== undefined;
  // A client who was asked for another time has got one.
  const again = !changed && confirmedAt !== undefined;
  // At the same time somebody else comes: that is another news, and no move.
  const moved = changed && before.start !== made.slot.start;
  if (Object.keys(outside.holdEvents).length > 0) change.effect(clearEffect(change.of, outside.holdEvents));
  change.set({
    state: 'confirmed',
    slot: made.slot,
    before: undefined,
    ...(confirmedAt === undefined ? { confirmedAt: change.at, confirmedBy: bookedBy ?? 'client' } : {}),
    moves: moved || again ? moves + 1 : moves,
    stuck: undefined,
    missed: undefined,
    outside: {
      ...outside,
      holdEvents: {},
      appointmentId: made.appointmentId,
      bookedSlot: made.slot,
      ...(made.joinUrl === undefined ? {} : { joinUrl: made.joinUrl }),
    },
  });
  change.also(...(await unholdWrites(store, visitId, made.slot)));
  change.log(moved ? 'visit-moved' : 'visit-confirmed', made.by, {
    start: made.slot.start,
    who: made.slot.personIds.join(','),
    from: before?.start ?? null,
  });
  change.note().effect(psaVisitEffect(change.of), statusEffect(change, policy.statuses.confirmed));
  if (policy.mailsBy === 'callboard') {
    const message = moved ? 'visit-moved' : changed ? 'visit-technician' : 'visit-confirmed';
    const more = { from: before?.start ?? null, by: made.by === 'client' ? 'client' : 'company' };
    change.effect(mailEffect(change.of, message, more), guestMailEffect(change.of, message, more));
  }
  for (const hours of policy.remindBeforeHours) {
    const at = made.slot.start - hours * HOUR;
    if (at > change.at) change.timer('visit-remind', at);
  }
  return change.timer('visit-ends', made.slot.end);
}

/**
 * The time was taken elsewhere between choice and booking (`why`: by whom it was refused): nothing stands but what stood
 * before. The client keeps an older appointment, or gets fresh times; what they read is true for who chose, and of what
 * they never heard of they hear nothing. What was chosen here stands on the cards until somebody chooses anew.
 */
export async function slotGone(
  change: VisitChange,
  store: Store,
  visitDeps: VisitDeps,
  why: 'calendar' | 'bookings' | 'bookings-rule',
): Promise<VisitChange> {
  const { visitId, before, outside, slot, bookedBy } = change.next;
  const byClient = bookedBy === 'client';
  change.log('visit-slot-gone', 'callboard', { start: slot?.start ?? null, why });
  change.also(...(await unholdWrites(store, visitId, before)));
  if (Object.keys(outside.holdEvents).length > 0) change.effect(clearEffect(change.of, outside.holdEvents));
  change.set({ outside: { ...outside, holdEvents: {} } });
  const by = { by: byClient ? 'client' : 'company' };
  if (before) {
    change.set({ state: 'confirmed', slot: before, before: undefined, personIds: before.personIds });
    // A plan asked nobody, and who comes at the same time is our own affair until it has changed.
    const heard = bookedBy !== 'replan' && before.start !== slot?.start;
    if (heard) change.effect(mailEffect(change.of, 'visit-slot-gone', by));
  } else if (bookedBy === 'replan') {
    offer(change, visitDeps);
  } else {
    offer(change, visitDeps, 'visit-slot-gone', by);
  }
  if (!slot || byClient) return change;
  const { start, personIds } = slot;
  return change.set({ missed: { start, personIds, why: why === 'bookings-rule' ? 'refused' : 'taken' } });
}

/** It does not take place. Whatever stands outside goes; the client is told unless they did it themselves in Bookings. */
export async function cancelled(
  change: VisitChange,
  store: Store,
  { policy }: VisitDeps,
  q: { by: string; tellClient: boolean },
): Promise<VisitChange> {
  const { visitId, outside, slot, state } = change.next;
  change.set({ state: 'cancelled', open: false, cancelledAt: change.at, stuck: undefined, before: undefined });
  change.log('visit-cancelled', q.by, { was: state, start: slot?.start ?? null }).note();
  change.also(...(await unholdWrites(store, visitId)));
  if (Object.keys(outside.holdEvents).length > 0) change.effect(clearEffect(change.of, outside.holdEvents));
  // Also when no appointment is known: one that was made without our hearing of it is looked for.
  change.effect(cancelEffect(change.of), psaVisitEffect(change.of), statusEffect(change, policy.statuses.cancelled));
  // What Bookings takes back it also tells the client, when the mails are its business.
  const byBookings = policy.mailsBy === 'bookings' && outside.appointmentId !== undefined;
  if (q.tellClient && !byBookings) {
    const by = { by: q.by === 'client' ? 'client' : 'company' };
    change.effect(mailEffect(change.of, 'visit-cancelled', by), guestMailEffect(change.of, 'visit-cancelled', by));
  }
  return change;
}
