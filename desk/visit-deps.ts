import type { BookingsPort } from './ports/bookings.ts';
import type { CalendarPort } from './ports/calendars.ts';
import type { MailPort } from './ports/mail.ts';
import type { PermissionFinding, PresencePort } from './ports/presence.ts';
import type { SubscriptionPort } from './ports/subscriptions.ts';
import type { TravelPort } from './ports/travel.ts';
import type { VisitLinks } from './ports/links.ts';
import type { VisitPolicy } from './visit-policy.ts';

/** What arranging visits needs beyond the desk's own. */
export interface VisitDeps {
  readonly policy: VisitPolicy;
  readonly calendars: CalendarPort;
  readonly bookings: BookingsPort;
  /**
   * Plain meetings with the client as guest, for when Bookings is ill
   * (docs/platform/bookings.md, “Bookings can refuse every appointment for weeks”).
   */
  readonly spare?: BookingsPort;
  readonly mail: MailPort;
  /** Presence and shifts; absent when the tenant grants neither. */
  readonly presence?: PresencePort;
  /** Which permissions there are. Never throws: what cannot be told is `unknown`. Absent: nobody asks. */
  readonly probe?: () => Promise<readonly PermissionFinding[]>;
  readonly travel: TravelPort;
  readonly links: VisitLinks;
  /** Graph's notices of changed calendars; absent: calendars are polled alone. */
  readonly graphNotifications?: {
    readonly port: SubscriptionPort;
    /** `https://callboard.example`: where Graph reaches us. Known once the server listens. */
    readonly publicUrl: () => string;
  };
}
