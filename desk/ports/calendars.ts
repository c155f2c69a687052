import type { Interval } from '../../model/technician.ts';
import type { CalendarAnswer } from '../../model/visit.ts';

/** When somebody works, by their own calendar's settings. */
export interface MailboxHours {
  /** IANA name; a mailbox's own made-up zone is `undefined`, and its hours then are unknown. */
  readonly timeZone: string | undefined;
  /** Wall-clock spans by ISO weekday (1 Monday to 7 Sunday), `HH:MM`. Absent: unknown, never "always". */
  readonly hours:
    Readonly<Partial<Record<1 | 2 | 3 | 4 | 5 | 6 | 7, readonly { from: string; to: string }[]>>> | undefined;
  /** Automatic replies: out of office, from and to when known. */
  readonly away: Interval | 'now' | undefined;
}

/** An entry that we put into somebody's calendar, or read back from it. */
export interface CalendarEvent extends Interval {
  readonly id: string;
  readonly mail: string;
  readonly subject: string;
  readonly status: 'tentative' | 'busy' | 'free' | 'away' | 'elsewhere';
  readonly cancelled: boolean;
  /**
   * The key of the effect that made an entry of ours
   * (docs/platform/graph.md, “A repeated transactionId makes no second event”).
   */
  readonly key?: string;
}

/** What changed in somebody's calendar; `events` without `removed` ones. */
export interface CalendarChanges {
  readonly events: readonly CalendarEvent[];
  readonly removedIds: readonly string[];
  /** Hand it in the next time. A lost one (410), or one of another window, is answered with `full: true` and everything anew. */
  readonly cursor: string;
  readonly full: boolean;
}

/**
 * People's calendars, in instants (ms, UTC), people by mail address. Throws OutsideError GRAPH_*; one person whose
 * calendar cannot be read is no failure but an `unknown` answer.
 */
export interface CalendarPort {
  /** Free and busy of up to 200 people at once, at most 62 days; each asked person is in the answer. */
  schedules(mails: readonly string[], from: number, to: number): Promise<ReadonlyMap<string, CalendarAnswer>>;
  /** All of it unknown for somebody without a mailbox, and where we may not read settings. */
  hours(mail: string): Promise<MailboxHours>;
  /**
   * Puts an entry into a calendar. The same `key` twice is one entry (Graph's transactionId), for ever: an entry that
   * was taken out again needs a new key (GRAPH_REFUSED). `guests` are invited by the calendar itself: only in the mode
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
  /** The look before a repeat: the entry that carries this key. */
  findByKey(mail: string, key: string, around: Interval): Promise<CalendarEvent | undefined>;
  /** Shows an entry of ours as free while Bookings books over it, or as tentative again. `false`: it is not there. */
  show(mail: string, id: string, status: 'free' | 'tentative'): Promise<boolean>;
  /** `false`: it is not there any more, which ends the matter. */
  remove(mail: string, id: string, note?: string): Promise<boolean>;
  /** A cursor holds for windows inside the one it was made for, and a week beyond its end; any other starts anew. */
  changes(mail: string, window: Interval, cursor?: string): Promise<CalendarChanges>;
}
