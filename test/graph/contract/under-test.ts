import type { BookingsPort } from '../../../desk/ports/bookings.ts';
import type { CalendarPort } from '../../../desk/ports/calendars.ts';
import type { MailPort } from '../../../desk/ports/mail.ts';
import type { PresencePort } from '../../../desk/ports/presence.ts';
import type { GraphNotice, SubscriptionPort } from '../../../desk/ports/subscriptions.ts';
import type { Interval } from '../../../model/technician.ts';

/** What all these worlds have in common. Each starts on a Monday at 08:00 in London. */
interface World {
  now(): number;
  /** Runs our code while virtual time passes. */
  does<T>(work: () => Promise<T>): Promise<T>;
  stop(): Promise<void>;
}

export interface CalendarsUnderTest extends World {
  readonly calendars: CalendarPort;
  readonly ana: string;
  readonly ben: string;
  /** A person whose calendar cannot be read. */
  readonly locked: string;
  /** A person whose mailbox has a custom time zone. */
  readonly odd: string;
  /** Changes that people make in their own calendars. */
  readonly people: {
    add(mail: string, when: Interval, status?: 'busy' | 'tentative' | 'free' | 'oof' | 'workingElsewhere'): string;
    move(mail: string, id: string, to: Interval): void;
    remove(mail: string, id: string): void;
    away(mail: string, when?: Interval): void;
    /** The number of entries in a calendar. */
    count(mail: string): number;
    /** The subjects of the mails in a person’s inbox. */
    inbox(mail: string): readonly string[];
  };
  /** Makes the server forget all delta cursors. */
  forget(): void;
  mayNotReadSettings(): void;
}

export interface BookingsUnderTest extends World {
  readonly bookings: BookingsPort;
  /** A one-hour service on site and a half-hour service online, both with Ana and Ben as staff. */
  readonly onSite: string;
  readonly remote: string;
  readonly ana: string;
  readonly ben: string;
  readonly client: string;
  readonly people: {
    /** Moves or cancels an appointment as a colleague would, outside Callboard. */
    move(id: string, start: number): void;
    cancel(id: string): void;
    inbox(mail: string): readonly string[];
    count(): number;
  };
  /** The next write succeeds, but its answer is lost (504). */
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
  /** Entra ids. Ana is available, Ben has automatic replies on, and Teams does not know Cleo. */
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
  /** Our reading of every notification that arrived. */
  readonly heard: readonly { readonly ok: boolean; readonly notice?: GraphNotice }[];
  /** Changes Ana’s calendar. */
  change(): void;
  lifecycle(id: string, event: 'reauthorizationRequired' | 'subscriptionRemoved' | 'missed'): void;
}
