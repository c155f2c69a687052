import { randomUUID } from 'node:crypto';
import type { GraphSettings, LiveConfig, VisitsConfig } from '../config/config.ts';
import { VISIT_DEFAULTS, visitLinks, type Instances, type VisitDeps } from '../desk/index.ts';
import type { BookingBusiness } from '../desk/ports/bookings.ts';
import type { Store } from '../desk/ports/store.ts';
import {
  createGraph,
  createSharedGate,
  OUTLOOK_PLACES,
  type GraphConfig,
  type GraphCredential,
} from '../graph/index.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { VISIT_KINDS, type VisitKind } from '../model/visit.ts';

const SERVICE_NAMES: Readonly<Record<VisitKind, string>> = {
  'on-site': 'On-site visit',
  remote: 'Remote session',
  call: 'Call',
};

/** Calendars, Bookings and mail, when they are configured. */
export function visitParts(
  config: LiveConfig,
  deps: {
    readonly store: Store;
    readonly clock: Clock;
    readonly wallClock: Clock;
    readonly log: Log;
    readonly fetch: typeof fetch;
    readonly owner: string;
    readonly copies: Instances;
  },
): VisitDeps | undefined {
  const { graph: settings, visits } = config;
  if (!settings || !visits) return undefined;
  const { clock, log } = deps;
  const business = () => ownBusiness(deps.store, settings, visits, config.desk.timeZone);
  const graph = createGraph(graphConfig(config, settings, business), {
    fetch: deps.fetch,
    clock,
    wallClock: deps.wallClock,
    log,
    random: Math.random,
    newId: randomUUID,
    ...(deps.copies.alone
      ? {}
      : {
          gate: createSharedGate({
            store: deps.store,
            clock,
            owner: deps.owner,
            random: Math.random,
            places: OUTLOOK_PLACES,
          }),
        }),
  });
  const named = settings.visits.mode === 'bookings' ? settings.visits.services : {};
  const services = Object.fromEntries(
    VISIT_KINDS.map((kind) => [kind, [named[kind] ?? SERVICE_NAMES[kind]]]),
  ) as unknown as Record<VisitKind, readonly string[]>;
  const { linkSecret, requestStatus, ...policy } = visits;
  return {
    policy: {
      ...VISIT_DEFAULTS,
      ...policy,
      services,
      ...(requestStatus === undefined ? {} : { requestStatuses: { 'on-site': requestStatus } }),
    },
    calendars: graph.interactive.calendars,
    bookings: graph.interactive.bookings,
    ...(graph.interactive.spare ? { spare: graph.interactive.spare } : {}),
    mail: graph.background.mail,
    presence: graph.background.presence,
    probe: async () => {
      // Presence is probed with any person whose Entra id is known; at the first start there is none.
      const people = await deps.store.query('people', { index: 'byEntra', limit: 1 });
      return graph.probe(people.docs[0]?.data.entraId);
    },
    // Without a map, scheduling/ estimates travel times.
    travel: graph.travel ?? { source: 'estimate', matrix: async () => [] },
    ...(graph.background.subscriptions
      ? { graphNotifications: { port: graph.background.subscriptions, publicUrl: () => config.publicUrl } }
      : {}),
    links: visitLinks(linkSecret.reveal(), () => `${config.publicUrl}/v/`),
  };
}

function graphConfig(
  { desk }: LiveConfig,
  settings: GraphSettings,
  business: () => Promise<BookingBusiness>,
): GraphConfig {
  const { visits, maps, url, loginUrl, noticeSecret, shiftsActAs } = settings;
  return {
    identity: {
      tenantId: settings.tenantId,
      clientId: settings.clientId,
      credential: credentialOf(settings),
      ...(loginUrl === undefined ? {} : { loginUrl }),
    },
    mailbox: settings.mailbox,
    timeZone: desk.timeZone,
    shiftTeamIds: settings.shiftTeamIds,
    roleGroupIds: Object.keys(settings.roleGroups),
    bookings:
      visits.mode === 'bookings'
        ? { mode: 'bookings', businessId: visits.businessId, spare: business }
        : { mode: 'exchange', business },
    ...(url === undefined ? {} : { graphUrl: url }),
    ...(shiftsActAs === undefined ? {} : { shiftsActAs }),
    ...(noticeSecret === undefined ? {} : { noticeSecret: noticeSecret.reveal() }),
    ...(maps === undefined
      ? {}
      : {
          maps: {
            ...(maps.url === undefined ? {} : { url: maps.url }),
            ...(maps.kind === 'key'
              ? ({ kind: 'key', key: maps.key.reveal() } as const)
              : ({ kind: 'entra', accountId: maps.accountId } as const)),
          },
        }),
  };
}

function credentialOf({ credential, clientId }: GraphSettings): GraphCredential {
  switch (credential.kind) {
    case 'secret':
      return { kind: 'secret', secret: credential.secret.reveal() };
    case 'certificate':
      return { kind: 'certificate', thumbprint: credential.thumbprint, key: credential.key.reveal() };
    case 'workload-identity':
      return { kind: 'workload-identity', tokenFile: credential.tokenFile };
    case 'managed-identity':
      return { kind: 'managed-identity', clientId };
  }
}

/**
 * The business used without Bookings, or while Bookings fails: everybody in the directory is staff, and each kind of visit
 * is as long as the settings say. Services keep their Bookings ids, so that a visit finds its service either way.
 */
async function ownBusiness(
  store: Store,
  { mailbox, visits }: GraphSettings,
  { company, phone }: VisitsConfig,
  timeZone: string,
): Promise<BookingBusiness> {
  const people = await store.query('people', { index: 'byName', limit: 1_000 });
  const staff = people.docs.flatMap(({ data }) =>
    data.mail !== undefined && data.agentId !== undefined
      ? [{ id: data.mail, name: data.name, mail: data.mail, active: data.active }]
      : [],
  );
  const allDay = [{ from: '00:00', to: '24:00' }];
  const hours = { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay, 6: allDay, 7: allDay };
  const minutes = visits.mode === 'exchange' ? visits.minutes : undefined;
  const named = visits.mode === 'bookings' ? visits.services : {};
  return {
    id: mailbox,
    name: company,
    phone,
    timeZone,
    // Availability comes from people's own calendars; the business adds no hours of its own.
    hours,
    services: VISIT_KINDS.map((kind) => ({
      id: named[kind] ?? kind,
      name: SERVICE_NAMES[kind],
      minutes: minutes?.[kind] ?? 60,
      online: false,
      preBufferMinutes: 0,
      postBufferMinutes: 0,
      leastNoticeMinutes: 0,
      farthestMinutes: 60 * 24 * 60,
      staffCanBeChosen: true,
      staffIds: staff.map((one) => one.id),
      questions: [],
    })),
    staff,
  };
}
