import type { BookingsPort, BookingBusiness } from '../desk/ports/bookings.ts';
import type { CalendarPort } from '../desk/ports/calendars.ts';
import type { MailPort } from '../desk/ports/mail.ts';
import type { PermissionFinding, PresencePort } from '../desk/ports/presence.ts';
import type { SubscriptionPort } from '../desk/ports/subscriptions.ts';
import type { TravelPort } from '../desk/ports/travel.ts';
import type { Clock } from '../model/clock.ts';
import { NATIONAL_CLOUDS, PUBLIC_CLOUD } from '../model/cloud.ts';
import type { Log } from '../model/log.ts';
import { createTokenCache } from '../model/token-cache.ts';
import { createBookings } from './bookings.ts';
import { createCalendars } from './calendars.ts';
import { tokenIssuer, type IdentityConfig } from './credential.ts';
import { createExchangeMode } from './exchange-mode.ts';
import { createGate, type Gate } from './gate.ts';
import { createMail } from './mail.ts';
import { createMaps } from './maps.ts';
import { createPresence } from './people.ts';
import { probePermissions } from './probe.ts';
import { createSubscriptions } from './subscriptions.ts';
import { createTransport } from './transport.ts';

export { createGate, type Gate } from './gate.ts';
export { createSharedGate } from './shared-gate.ts';
export type { GraphCredential, IdentityConfig } from './credential.ts';
export { PERMISSIONS, PERMISSION_NAMES } from './permissions.ts';

/**
 * Concurrent requests to Exchange, for the whole application
 * (docs/platform/graph.md, “Exchange serves four requests at a time”).
 */
export const OUTLOOK_PLACES = 4;

export interface GraphConfig {
  readonly identity: IdentityConfig;
  /** Graph's address outside the public cloud. */
  readonly graphUrl?: string;
  /** The dispatch mailbox. It sends the mails and makes the free/busy requests. */
  readonly mailbox: string;
  /** IANA; used when a Bookings business has no time zone. */
  readonly timeZone: string;
  readonly shiftTeamIds: readonly string[];
  readonly shiftsActAs?: string;
  readonly roleGroupIds: readonly string[];
  /** Signs notification addresses and clientStates. Absent: no subscriptions; calendars are polled. */
  readonly noticeSecret?: string;
  readonly bookings:
    | {
        readonly mode: 'bookings';
        readonly businessId: string;
        /** The business for plain appointments while Bookings is unavailable. Absent: visits wait for Bookings. */
        readonly spare?: () => Promise<BookingBusiness>;
      }
    /** `business`: services, staff and hours from the MSP's own settings and directory. */
    | { readonly mode: 'exchange'; readonly business: () => Promise<BookingBusiness> };
  readonly maps?: { readonly url?: string } & (
    { readonly kind: 'key'; readonly key: string } | { readonly kind: 'entra'; readonly accountId: string }
  );
}

export interface GraphDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** The machine's own, for the identity library. */
  readonly wallClock: Pick<Clock, 'now'>;
  readonly log: Log;
  readonly random: () => number;
  /** New UUIDs. */
  readonly newId: () => string;
  /** Shared by all instances when there are several. */
  readonly gate?: Gate;
}

export interface GraphPorts {
  readonly calendars: CalendarPort;
  readonly bookings: BookingsPort;
  /** Plain appointments: the fallback while Bookings is unavailable. */
  readonly spare?: BookingsPort;
  readonly mail: MailPort;
  readonly presence: PresencePort;
  readonly subscriptions?: SubscriptionPort;
}

export interface Graph {
  /** For work that a person is waiting for; it goes first at the gate. */
  readonly interactive: GraphPorts;
  readonly background: GraphPorts;
  readonly travel?: TravelPort;
  /** Reports which permissions are missing and what each one costs. `entraId`: any user, for testing presence. */
  probe(entraId?: string): Promise<readonly PermissionFinding[]>;
}

/** Microsoft Graph and Azure Maps as the desk's ports. They share one identity and one gate; each API has one token. */
export function createGraph(config: GraphConfig, deps: GraphDeps): Graph {
  const { clock, log } = deps;
  const gate = deps.gate ?? createGate(OUTLOOK_PLACES);
  const tokensFor = (scope: string) =>
    createTokenCache(tokenIssuer(config.identity, scope, deps), clock, (leftMs) =>
      log.warn('graph.token-not-renewed', { leftMs }),
    );
  const tokens = tokensFor(`${scopeOf(config.graphUrl)}/.default`);
  const place = config.graphUrl === undefined ? {} : { graphUrl: config.graphUrl };
  const transportOf = (urgent: boolean) => createTransport({ ...deps, ...place, gate, tokens, urgent });

  const { mailbox, timeZone, shiftTeamIds, noticeSecret: secret } = config;
  const actAs = config.shiftsActAs === undefined ? {} : { shiftsActAs: config.shiftsActAs };
  const portsOf = (urgent: boolean): GraphPorts => {
    const transport = transportOf(urgent);
    return {
      calendars: createCalendars(transport, { mailbox }),
      bookings:
        config.bookings.mode === 'bookings'
          ? createBookings(transport, { businessId: config.bookings.businessId, timeZone })
          : createExchangeMode(transport, { mailbox, business: config.bookings.business }),
      ...(config.bookings.mode === 'bookings' && config.bookings.spare
        ? { spare: createExchangeMode(transport, { mailbox, business: config.bookings.spare }) }
        : {}),
      mail: createMail(transport, { mailbox }),
      presence: createPresence(transport, { shiftTeamIds, ...actAs }),
      ...(secret === undefined ? {} : { subscriptions: createSubscriptions(transport, { secret }) }),
    };
  };

  const [shiftTeamId, groupId] = [shiftTeamIds[0], config.roleGroupIds[0]];
  return {
    interactive: portsOf(true),
    background: portsOf(false),
    ...(config.maps === undefined
      ? {}
      : { travel: travelOf(config.maps, () => tokensFor(`${PUBLIC_CLOUD.maps}/.default`), deps) }),
    probe: (entraId) =>
      probePermissions(transportOf(false), () => tokens.get(), {
        mailbox,
        ...actAs,
        ...(config.bookings.mode === 'bookings' ? { businessId: config.bookings.businessId } : {}),
        ...(shiftTeamId === undefined ? {} : { shiftTeamId }),
        ...(groupId === undefined ? {} : { groupId }),
        ...(entraId === undefined ? {} : { entraId }),
      }),
  };
}

/** The scope's resource: the national cloud's Graph, otherwise the public one, also when a simulator replaces it. */
function scopeOf(graphUrl: string | undefined): string {
  return NATIONAL_CLOUDS.find(({ graph }) => graph === graphUrl)?.graph ?? PUBLIC_CLOUD.graph;
}

function travelOf(
  maps: NonNullable<GraphConfig['maps']>,
  tokens: () => ReturnType<typeof createTokenCache>,
  { fetch, clock, log }: GraphDeps,
): TravelPort {
  const credential =
    maps.kind === 'key' ? maps : ({ kind: 'entra', accountId: maps.accountId, tokens: tokens() } as const);
  return createMaps({ credential, fetch, clock, log, ...(maps.url === undefined ? {} : { url: maps.url }) });
}
