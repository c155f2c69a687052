import type { ClientMessageKind } from '../../../model/client-page.ts';
import type { NewEffect } from '../../ports/store.ts';
import { psaVisitLane } from '../../outbox/index.ts';

/**
 * The effects of a visit. Calendar and Bookings steps of a visit share one lane, so they happen in order; mails have a
 * separate lane, so that a mailbox that does not answer cannot delay the booking; PSA writes go with the ticket's other
 * writes.
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
  /** The visit's step that asked for it: an effect of an older step does nothing. */
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

/** Checks again whether the time is free, and puts a tentative entry into each calendar. */
export const holdEffect = (of: Of) => graphEffect('visit.hold', of);
/** Creates the appointment, or moves the existing one. */
export const bookEffect = (of: Of) => graphEffect('visit.book', of);
/** Removes our tentative entries. */
export const clearEffect = (of: Of, events: Readonly<Record<string, string>>) =>
  graphEffect('visit.clear', of, { events });
/** Cancels the appointment. */
export const cancelEffect = (of: Of) => graphEffect('visit.cancel', of);
/** Removes the appointment of a time that cannot be kept; the visit continues. */
export const releaseEffect = (of: Of, appointmentId: string) => graphEffect('visit.release', of, { appointmentId });

/** Updates the PSA's calendar. */
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

/** Updates the ticket's status, where the MSP named one for this step. */
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
 * Sends the same mail to the guests that the client named, without the link, which is only for the client. Without
 * guests nothing is sent.
 */
export function guestMailEffect(of: Of, message: ClientMessageKind, more: Record<string, unknown> = {}): NewEffect {
  const effect = mailEffect(of, message, { ...more, to: 'guests' });
  return { ...effect, id: `${effect.id}:guests` };
}

/** Writes to the client. The words are made when the mail is sent, from what is true then. */
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
