import type { Interval } from '../../model/technician.ts';
import type { CalendarAnswer } from '../../model/visit.ts';

/** A person's working hours, from their mailbox settings. */
export interface MailboxHours {
  /** IANA name. `undefined` for a mailbox's custom time zone; the hours are then unknown. */
  readonly timeZone: string | undefined;
  /** Local hours, `HH:MM`, by ISO weekday (1 Monday to 7 Sunday). Absent: unknown, never "always". */
  readonly hours:
    Readonly<Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly { from: string; to: string }[]>>> | undefined;
  /** Out of office by automatic replies, with its interval when known. */
  readonly away: Interval | 'now' | undefined;
}

/** A calendar entry that we created, or read back. */
export interface CalendarEvent extends Interval {
  readonly id: string;
  readonly mail: string;
  readonly subject: string;
  readonly status: 'tentative' | 'busy' | 'free' | 'away' | 'elsewhere';
  readonly cancelled: boolean;
  /**
   * For our own entries, the key of the effect that created them (docs/platform/graph.md, “A repeated transactionId
   * makes no second event”).
   */
  readonly key?: string;
}

/** Changes in a person's calendar. `events` excludes the `removed` ones. */
export interface CalendarChanges {
  readonly events: readonly CalendarEvent[];
  readonly removedIds: readonly string[];
  /**
   * Pass it to the next call. A cursor that is lost (410) or belongs to another window is answered with `full: true`
   * and all entries.
   */
  readonly cursor: string;
  readonly full: boolean;
}

/**
 * People's calendars, by mail address, with times as instants (ms, UTC). Throws OutsideError GRAPH_*. When one person's
 * calendar cannot be read, that person's answer is `unknown`, and nothing is thrown.
 */
export interface CalendarPort {
  /** Free and busy times for up to 200 people and at most 62 days. The answer contains every person asked for. */
  schedules(mails: readonly string[], from: number, to: number): Promise<ReadonlyMap<string, CalendarAnswer>>;
  /** All fields are unknown for a person without a mailbox, or when we may not read mailbox settings. */
  hours(mail: string): Promise<MailboxHours>;
  /**
   * Creates a calendar entry. The same `key` twice creates one entry (Graph's transactionId). Keys are never freed:
   * after an entry was removed, its key is refused (GRAPH_REFUSED). The calendar itself invites `guests`, used only
   * without Bookings.
   */
  put(event: {
    readonly mail: string;
    readonly key: string;
    readonly start: number;
    readonly end: number;
    readonly subject: string;
    readonly text: string;
    readonly place?: string;
    readonly status: 'tentative' | 'busy';
    readonly guests?: readonly { readonly name: string; readonly mail: string }[];
  }): Promise<{ readonly id: string }>;
  /** Checks for an earlier attempt before repeating: returns the entry with this key. */
  findByKey(mail: string, key: string, around: Interval): Promise<CalendarEvent | undefined>;
  /**
   * Shows our entry as free while Bookings books over it, or as tentative again. Returns `false` when it no longer
   * exists.
   */
  show(mail: string, id: string, status: 'free' | 'tentative'): Promise<boolean>;
  /** Returns `false` when the entry no longer exists, which is fine. */
  remove(mail: string, id: string, note?: string): Promise<boolean>;
  /**
   * A cursor is valid for windows that start inside its own and end at most a week after it. For any other window,
   * reading starts over.
   */
  changes(mail: string, window: Interval, cursor?: string): Promise<CalendarChanges>;
}
