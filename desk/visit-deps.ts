import type { BookingsPort } from './ports/bookings.ts';
import type { CalendarPort } from './ports/calendars.ts';
import type { MailPort } from './ports/mail.ts';
import type { PermissionFinding, PresencePort } from './ports/presence.ts';
import type { SubscriptionPort } from './ports/subscriptions.ts';
import type { TravelPort } from './ports/travel.ts';
import type { VisitLinks } from './ports/links.ts';
import type { VisitPolicy } from './visit-policy.ts';

/** What visits need in addition to DeskDeps. */
export interface VisitDeps {
  readonly policy: VisitPolicy;
  readonly calendars: CalendarPort;
  readonly bookings: BookingsPort;
  /**
   * The fallback while Bookings is out of order: plain meetings with the client as guest (docs/platform/bookings.md,
   * “Bookings can refuse every appointment for weeks”).
   */
  readonly spare?: BookingsPort;
  readonly mail: MailPort;
  /** Presence and shifts. Absent when the tenant grants neither permission. */
  readonly presence?: PresencePort;
  /**
   * Checks which permissions are granted. Never throws: what it cannot find out is `unknown`. Absent: permissions are
   * not checked.
   */
  readonly probe?: () => Promise<readonly PermissionFinding[]>;
  readonly travel: TravelPort;
  readonly links: VisitLinks;
  /** Graph's notifications about changed calendars. Absent: calendars are only polled. */
  readonly graphNotifications?: {
    readonly port: SubscriptionPort;
    /** `https://callboard.example`: our address for Graph. Known only once the server listens. */
    readonly publicUrl: () => string;
  };
}
