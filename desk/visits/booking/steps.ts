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
 * What each step of a visit does to its record, and which effects it needs. Steps only collect; the caller commits. The
 * state outside is never assumed: it is in `outside`, learnt from the effects.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * From this commit on the time is reserved; calendars and Bookings follow. Throws STORE_DUPLICATE on commit when the
 * time is taken.
 */
export async function choose(
  change: VisitChange,
  store: Store,
  { policy }: VisitDeps,
  q: { slot: Slot; by: string; bookedBy: 'client' | 'dispatcher' | 'replan' },
): Promise<VisitChange> {
  const { visitId, state, slot: old, outside } = change.next;
  // The confirmed time stays until the new one is confirmed, even if an earlier attempt to move it failed.
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
  // Entries of an earlier attempt that never became an appointment.
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

/** The calendars hold the time: next comes the appointment. */
export function held(change: VisitChange, holdEvents: Readonly<Record<string, string>>): VisitChange {
  change.set({ outside: { ...change.next.outside, holdEvents } });
  return change.effect(bookEffect(change.of));
}

/** The appointment is confirmed. Everybody is told, and time held only for travel is released. */
export async function confirmed(
  change: VisitChange,
  store: Store,
  { policy }: VisitDeps,
  made: { appointmentId: string; joinUrl?: string; slot: Slot; by: string },
): Promise<VisitChange> {
  const { visitId, before, confirmedAt, bookedBy, moves, outside } = change.next;
  const changed = before !== undefined;
  // A client who was asked for another time has chosen one.
  const again = !changed && confirmedAt !== undefined;
  // Another technician at the same time is different news, and not a move.
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
 * The time was taken elsewhere between choice and booking (`why`: who refused it), and the previous state remains. The
 * client keeps an older appointment or gets fresh times. The message is true for the person who chose; clients hear
 * nothing of attempts they never knew about. The refused choice stays on the cards until somebody chooses again.
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
    // A plan asked nobody, and a change of technician at the same time does not concern the client until it has
    // happened.
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

/**
 * Cancels the visit. Everything outside is removed; the client is told, unless they cancelled in Bookings themselves.
 */
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
  // Also when no appointment is known: one whose creation was never acknowledged is looked for.
  change.effect(cancelEffect(change.of), psaVisitEffect(change.of), statusEffect(change, policy.statuses.cancelled));
  // When Bookings sends the mails, it also tells the client about the cancellation.
  const byBookings = policy.mailsBy === 'bookings' && outside.appointmentId !== undefined;
  if (q.tellClient && !byBookings) {
    const by = { by: q.by === 'client' ? 'client' : 'company' };
    change.effect(mailEffect(change.of, 'visit-cancelled', by), guestMailEffect(change.of, 'visit-cancelled', by));
  }
  return change;
}
