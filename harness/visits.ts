import { realClock } from '../start/machine-clock.ts';
import { VISIT_DEFAULTS, visitLinks, type VisitDeps, type VisitPolicy } from '../desk/index.ts';
import { createGraph, type GraphConfig } from '../graph/index.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import { APP_ID, GRAPH_SECRET, LINK_SECRET, NOTICE_SECRET, TENANT_ID } from './access.ts';
import type { SimulatedGraph } from './simulators.ts';

/** Graph calls back over https alone; its simulator is told where that is on this machine. */
const PUBLIC_URL = 'https://callboard.northwind-msp.example';

export interface VisitsOver {
  /** How one process reaches Graph. */
  readonly way: { readonly fetch: typeof fetch; readonly clock: Clock };
  readonly log: Log;
  readonly random: () => number;
  readonly mailbox: string;
  readonly timeZone: string;
  readonly bookings: GraphConfig['bookings'];
  /** The team whose shifts are read, and an owner to act as. */
  readonly shifts?: { readonly teamId: string; readonly actsAs: string };
  /** Who the clients' mails come from, and what differs from the defaults. */
  readonly policy: Pick<VisitPolicy, 'company' | 'phone'> & Partial<VisitPolicy>;
  /** Where clients find their pages. */
  readonly pageUrl: () => string;
  /** Where notices of changed calendars reach the desk; absent: it polls. */
  readonly callboardUrl?: () => string;
}

/** What one process knows of the simulated Microsoft 365: its own way there, its own token, its own memory. */
export function visitsOver({ graph, graphUrl, newId }: SimulatedGraph, o: VisitsOver) {
  const { callboardUrl } = o;
  const connected = createGraph(
    {
      identity: {
        tenantId: TENANT_ID,
        clientId: APP_ID,
        credential: { kind: 'secret', secret: GRAPH_SECRET },
        loginUrl: graphUrl,
      },
      graphUrl,
      mailbox: o.mailbox,
      timeZone: o.timeZone,
      shiftTeamIds: o.shifts ? [o.shifts.teamId] : [],
      ...(o.shifts ? { shiftsActAs: o.shifts.actsAs } : {}),
      roleGroupIds: [],
      bookings: o.bookings,
      ...(callboardUrl ? { noticeSecret: NOTICE_SECRET } : {}),
    },
    { wallClock: realClock(), ...o.way, log: o.log, random: o.random, newId },
  );
  const { interactive, background } = connected;
  const publicUrl = () => {
    graph.notices.reach(PUBLIC_URL, callboardUrl?.() ?? PUBLIC_URL);
    return PUBLIC_URL;
  };
  const visitDeps: VisitDeps = {
    policy: { ...VISIT_DEFAULTS, ...o.policy },
    calendars: interactive.calendars,
    bookings: interactive.bookings,
    ...(interactive.spare ? { spare: interactive.spare } : {}),
    mail: background.mail,
    presence: background.presence,
    ...(background.subscriptions ? { graphNotifications: { port: background.subscriptions, publicUrl } } : {}),
    travel: { source: 'estimate', matrix: async () => [] },
    links: visitLinks(LINK_SECRET, o.pageUrl),
  };
  return { visitDeps, probe: (entraId?: string) => connected.probe(entraId) };
}
