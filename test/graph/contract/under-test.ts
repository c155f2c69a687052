import type { BookingsPort } from '../../../desk/ports/bookings.ts';
import type { CalendarPort } from '../../../desk/ports/calendars.ts';
import type { MailPort } from '../../../desk/ports/mail.ts';
import type { PresencePort } from '../../../desk/ports/presence.ts';
import type { GraphNotice, SubscriptionPort } from '../../../desk/ports/subscriptions.ts';
import type { Interval } from '../../../model/technician.ts';

/** What every one of these worlds can do. Mondays in it begin at 08:00 in London. */
interface World {
  now(): number;
  /** Runs our side's work while time passes. */
  does<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface CalendarsUnderTest extends World {
  readonly calendars: CalendarPort;
  readonly ana: string;
  readonly ben: string;
  /** Somebody whose calendar cannot be read. */
  readonly locked: string;
  /** Somebody whose mailbox has a zone of its own making. */
  readonly odd: string;
  /** What people do in their own calendars. */
  readonly people: {
    add(mail: string, when: Interval, status?: 'busy' | 'tentative' | 'free' | 'oof' | 'workingElsewhere'): string;
    move(mail: string, id: string, to: Interval): void;
    remove(mail: string, id: string): void;
    away(mail: string, when?: Interval): void;
    /** How many entries stand in a calendar. */
    count(mail: string): number;
    /** What has come to somebody's inbox: subjects. */
    inbox(mail: string): readonly string[];
  };
  /** The other side forgets what it remembered of changes. */
  forget(): void;
  mayNotReadSettings(): void;
}

export interface BookingsUnderTest extends World {
  readonly bookings: BookingsPort;
  /** A service of one hour on site, in which Ana and Ben serve, and one of half an hour online. */
  readonly onSite: string;
  readonly remote: string;
  readonly ana: string;
  readonly ben: string;
  readonly client: string;
  readonly people: {
    /** A colleague moves or cancels an appointment without us. */
    move(id: string, start: number): void;
    cancel(id: string): void;
    inbox(mail: string): readonly string[];
    count(): number;
  };
  /** The next write is done, and its answer lost: a 504. */
  loseNextAnswer(): void;
}

export interface MailUnderTest extends World {
  readonly mail: MailPort;
  readonly inbox: (address: string) => readonly { subject: string; content: string; headers: string; files: number }[];
  loseNextAnswer(): void;
  mayNotLook(): void;
}

export interface PresenceUnderTest extends World {
  readonly presence: PresencePort;
  /** Entra ids; Ana is available, Ben is away by automatic replies, Cleo is unknown to Teams. */
  readonly ana: string;
  readonly ben: string;
  readonly cleo: string;
  readonly group: string;
  readonly people: {
    shift(who: string, when: Interval, draft?: boolean): void;
    leave(who: string, when: Interval): void;
  };
  mayNot(permission: 'presence' | 'shifts' | 'groups'): void;
}

export interface SubscriptionsUnderTest extends World {
  readonly subscriptions: SubscriptionPort;
  readonly ana: string;
  readonly notifyUrl: string;
  readonly lifecycleUrl: string;
  /** What our side made of everything that came to it. */
  readonly heard: readonly { readonly ok: boolean; readonly notice?: GraphNotice }[];
  /** A change in Ana's calendar. */
  change(): void;
  lifecycle(id: string, event: 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed'): void;
}
