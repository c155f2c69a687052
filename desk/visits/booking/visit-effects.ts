import type { ClientMessageKind } from '../../../model/client-page.ts';
import type { NewEffect } from '../../ports/store.ts';
import { psaVisitLane } from '../../outbox/index.ts';

/**
 * The effects of a visit. Calendar and Bookings steps share one lane for each visit, so they happen in order; mails
 * have a lane of their own, so that a silent mailbox does not hold the booking up; what the PSA learns goes with the ticket's
 * other writes.
 */
export type VisitEffectKind =
  | 'visit.hold'
  | 'visit.book'
  | 'visit.clear'
  | 'visit.cancel'
  | 'visit.release'
  | 'psa.visit'
  | 'psa.status'
  | 'client.mail';

interface Of {
  readonly visitId: string;
  readonly ticketId: string;
  /** The visit's step that asks for it: an effect of an older step does nothing. */
  readonly n: number;
  readonly now: number;
}

function graphEffect(
  kind: VisitEffectKind,
  { visitId, ticketId, n, now }: Of,
  more: Record<string, unknown> = {},
): NewEffect {
  return {
    id: `${kind}:${visitId}:${n}`,
    kind,
    lane: `visit:${visitId}`,
    dest: 'graph',
    dueAt: now,
    payload: { visitId, ticketId, n, ...more },
  };
}

/** Looks once more whether the time is free, and puts a tentative entry into each calendar. */
export const holdEffect = (of: Of) => graphEffect('visit.hold', of);
/** Makes the appointment, or moves the one that stands. */
export const bookEffect = (of: Of) => graphEffect('visit.book', of);
/** Takes our tentative entries out again. */
export const clearEffect = (of: Of, events: Readonly<Record<string, string>>) =>
  graphEffect('visit.clear', of, { events });
/** Takes the appointment back. */
export const cancelEffect = (of: Of) => graphEffect('visit.cancel', of);
/** Takes out the appointment of a time that cannot be kept; the visit goes on. */
export const releaseEffect = (of: Of, appointmentId: string) => graphEffect('visit.release', of, { appointmentId });

/** The PSA's calendar follows the visit. */
export function psaVisitEffect({ visitId, ticketId, n, now }: Of): NewEffect {
  return {
    id: `psa.visit:${visitId}:${n}`,
    kind: 'psa.visit',
    lane: psaVisitLane(visitId),
    dest: 'psa',
    dueAt: now,
    payload: { visitId, ticketId, n },
  };
}

/** The ticket's status follows the visit, where the MSP named one for this step. */
export function psaStatusEffect({ visitId, ticketId, n, now }: Of, status: string): NewEffect {
  return {
    id: `psa.status:${visitId}:${n}`,
    kind: 'psa.status',
    lane: psaVisitLane(visitId),
    dest: 'psa',
    dueAt: now,
    payload: { visitId, ticketId, n, status },
  };
}

/**
 * The same to those whom the client named beside themselves: without the link, which is the client's alone. Nobody
 * named: nothing leaves.
 */
export function guestMailEffect(of: Of, message: ClientMessageKind, more: Record<string, unknown> = {}): NewEffect {
  const effect = mailEffect(of, message, { ...more, to: 'guests' });
  return { ...effect, id: `${effect.id}:guests` };
}

/** Writes to the client. Its words are made when it leaves, from what is true then. */
export function mailEffect(
  { visitId, ticketId, n, now }: Of,
  message: ClientMessageKind,
  more: Record<string, unknown> = {},
): NewEffect {
  return {
    id: `mail:${visitId}:${message}:${n}`,
    kind: 'client.mail',
    lane: `mail:${visitId}`,
    dest: 'mail',
    dueAt: now,
    payload: { visitId, ticketId, n, message, ...more },
  };
}
