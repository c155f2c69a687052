/**
 * Every error Callboard can show, in one list. A code is stable for ever: people search for it, alerts are built on it,
 * and docs/reference/errors.md names each one. Retired codes are never used again.
 *
 * `who` says who can act: the `caller` (bad input, no right), the `other` side (Teams or the PSA refused), the `wire`
 * (nobody answered), or `us` (a bug, or a machine in trouble).
 */
export const ERRORS = {
  // the caller
  INPUT_INVALID: { who: 'caller', next: 'Check the named field and send it again.' },
  INPUT_TOO_LARGE: { who: 'caller', next: 'Send less than the stated limit.' },
  NOT_SIGNED_IN: { who: 'caller', next: 'Send a valid token; see docs/guides/install.md.' },
  WRONG_TENANT: { who: 'caller', next: 'Use the Microsoft 365 tenant this installation serves.' },
  PERSON_UNKNOWN: { who: 'caller', next: 'Ask an admin to add you to the directory.' },
  NOT_ALLOWED: { who: 'caller', next: 'Ask a dispatcher, or an admin for the role you need.' },
  TICKET_UNKNOWN: { who: 'caller', next: 'Open the ticket in the PSA; it may be closed, merged or deleted.' },
  TICKET_TAKEN: { who: 'caller', next: 'Talk to the owner, or override with a reason.' },
  TICKET_CHANGED: { who: 'caller', next: 'Look at the refreshed card and decide again.' },
  TICKET_CLOSED: { who: 'caller', next: 'Nothing to do; the ticket is no longer open in the PSA.' },
  REASON_NEEDED: { who: 'caller', next: 'Choose or write one reason.' },
  UNDO_TOO_LATE: { who: 'caller', next: 'Release or override the ticket instead.' },
  VERB_UNKNOWN: { who: 'caller', next: 'Refresh the card; it may come from an older version.' },
  VISITS_OFF: { who: 'caller', next: 'Ask an admin to set up calendars and Bookings; see docs/guides/visits.md.' },
  CONTACT_UNKNOWN: {
    who: 'caller',
    next: 'Add a contact with a mail address to the ticket in the PSA, then book again.',
  },
  REPLAN_STALE: { who: 'caller', next: 'Look at the new plan on the card and decide again.' },
  REPLAN_OVER: { who: 'caller', next: 'Ask for a new plan: tap “Make room today”, or write “sick” and the name.' },
  REPLAN_BUSY: { who: 'caller', next: 'Wait a minute until its visits are booked, then undo it.' },
  SLOT_GONE: { who: 'caller', next: 'Choose one of the fresh times.' },
  CONFIG_INVALID: { who: 'caller', next: 'Correct the listed settings; npm run config:check lists all at once.' },
  NODE_TOO_OLD: { who: 'caller', next: 'Run npm start, which brings its own Node, or install Node 22.18 or newer.' },
  // the other side
  PSA_REFUSED: { who: 'other', next: 'Read the PSA’s words below; then retry or dismiss the dead letter.' },
  PSA_NOT_APPLIED: { who: 'other', next: 'Look at the workflow rules of this ticket type in the PSA, then retry.' },
  PSA_ROLE_MISSING: {
    who: 'other',
    next: 'Give the technician a role for the ticket’s queue in the PSA; Callboard reads it within the hour. Then retry.',
  },
  PSA_AUTH: { who: 'other', next: 'Check the API application’s id, secret and agent in the PSA.' },
  PSA_THROTTLED: { who: 'other', next: 'Wait; Callboard slows down by itself.' },
  PSA_CHANGED: { who: 'other', next: 'The ticket was changed in the PSA meanwhile; the PSA wins.' },
  TEAMS_REFUSED: { who: 'other', next: 'Read Teams’ words below; then retry or dismiss the dead letter.' },
  TEAMS_NOT_INSTALLED: { who: 'other', next: 'Install the Callboard app for this person or team.' },
  TEAMS_THROTTLED: { who: 'other', next: 'Wait; Callboard slows down by itself.' },
  GRAPH_REFUSED: { who: 'other', next: 'Read Microsoft Graph’s words below; then retry or dismiss the dead letter.' },
  GRAPH_AUTH: { who: 'other', next: 'Check the app registration’s credential and its granted permissions.' },
  GRAPH_THROTTLED: { who: 'other', next: 'Wait; Callboard slows down by itself.' },
  BOOKINGS_REFUSED: {
    who: 'other',
    next: 'Choose another time; if it goes on, check the service’s rules in Bookings.',
  },
  TRAVEL_REFUSED: { who: 'other', next: 'Check the Azure Maps key; until then travel is estimated.' },
  // the wire
  PSA_UNREACHABLE: { who: 'wire', next: 'Wait; Callboard tries again by itself.' },
  TEAMS_UNREACHABLE: { who: 'wire', next: 'Wait; Callboard tries again by itself.' },
  GRAPH_UNREACHABLE: { who: 'wire', next: 'Wait; Callboard tries again by itself.' },
  TRAVEL_UNREACHABLE: { who: 'wire', next: 'Wait; until then travel is estimated.' },
  STORE_UNREACHABLE: {
    who: 'wire',
    next: 'Wait; Callboard tries again by itself. Look at the database’s replica set.',
  },
  SECRET_UNREACHABLE: { who: 'wire', next: 'Check the Key Vault address and the identity’s rights.' },
  // us
  STORE_CONFLICT: { who: 'us', next: 'Read again and decide again.' },
  STORE_DUPLICATE: { who: 'us', next: 'The record exists already; read it.' },
  STORE_LOCKED: { who: 'us', next: 'Stop the other Callboard process that uses this file.' },
  STORE_BROKEN: { who: 'us', next: 'Restore the latest backup; see docs/guides/operate.md.' },
  LISTEN_FAILED: { who: 'us', next: 'Set CALLBOARD_HOST and PORT to an address of this machine that is free.' },
  LEASE_LOST: { who: 'us', next: 'Another worker took over; nothing to do.' },
  INTERNAL: { who: 'us', next: 'Send the log line with this error’s id to support.' },
} as const satisfies Record<string, { who: 'caller' | 'other' | 'wire' | 'us'; next: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a stable code. `message` names the wrong value; `next` says what to do about it. */
export class CallboardError extends Error {
  readonly code: ErrorCode;
  readonly next: string;
  constructor(code: ErrorCode, message: string, options: { cause?: unknown; next?: string } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CallboardError';
    this.code = code;
    this.next = options.next ?? ERRORS[code].next;
  }
  get who(): 'caller' | 'other' | 'wire' | 'us' {
    return ERRORS[this.code].who;
  }
}

/**
 * An outside system did not do, or may not have done, what was requested.
 *
 * `done: 'no'` means that the write certainly did not happen; `'unknown'` that it may have happened or may still happen
 * (timeouts, dropped connections, 5xx): before repeating it, look first, and only after `deadline`. `retry: 'never'`
 * ends in a dead letter; `'later'` retries after `retryAfterMs` or with backoff.
 */
export class OutsideError extends CallboardError {
  readonly done: 'no' | 'unknown';
  readonly retry: 'never' | 'later';
  readonly retryAfterMs: number | undefined;
  readonly status: number | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    how: { done: 'no' | 'unknown'; retry: 'never' | 'later'; retryAfterMs?: number; status?: number; cause?: unknown },
  ) {
    super(code, message, { cause: how.cause });
    this.name = 'OutsideError';
    this.done = how.done;
    this.retry = how.retry;
    this.retryAfterMs = how.retryAfterMs;
    this.status = how.status;
  }
}

/** Turns anything thrown into a coded error, keeping the cause. */
export function asCoded(thrown: unknown): CallboardError {
  if (thrown instanceof CallboardError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CallboardError('INTERNAL', message, { cause: thrown });
}
