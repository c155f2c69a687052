import type { BookingBusiness } from '../../desk/ports/bookings.ts';
import type { VisitParts, VisitPolicy } from '../../desk/index.ts';
import { VISIT_DEFAULTS, visitLinks } from '../../desk/index.ts';
import { createGraph, PERMISSION_NAMES } from '../../graph/index.ts';
import type { Clock } from '../../model/clock.ts';
import { silentLog as log } from '../../model/log.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import { createGraphSimulator, type Exchange, type GraphSimulator } from '../../sim/graph/index.ts';

const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
const CLIENT = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const SECRET = 'a-secret-of-the-graph-tests-alone';
export const NOTICE_SECRET = 'a-notice-secret-of-the-tests-alone';
/** A group in Entra that nobody is in at first. */
export const DISPATCHERS = '7d1f2a3b-0000-4000-8000-00000000d15c';
/** Graph calls back over https alone; the simulator knows where that is. */
const PUBLIC = 'https://callboard.northwind-msp.example';
const MSP = 'northwind-msp.example';
export const BUSINESS = `fieldservice@${MSP}`;
export const DISPATCH = `dispatch@${MSP}`;

/** The MSP's Microsoft 365: its technicians' mailboxes, and a business in Bookings with the three kinds of visit. */
export interface GraphTenant {
  readonly sim: GraphSimulator;
  /** What one process knows of the tenant: its own way there, its own token, its own memory. */
  parts(way: { readonly fetch: typeof fetch; readonly clock: Clock }): VisitParts;
  /** Where the simulated mailboxes can be looked at. */
  readonly url: string;
  close(): Promise<void>;
}

export async function graphTenant(o: {
  readonly clock: VirtualClock;
  readonly technicians: readonly { readonly name: string; readonly mail: string; readonly entraId?: string }[];
  readonly pageUrl: string;
  /** Where notices of changed calendars reach the desk; absent: it polls. */
  readonly callboardUrl?: () => string;
  readonly policy?: Partial<VisitPolicy>;
  /** Permissions that an admin granted; all of them when absent. */
  readonly granted?: readonly string[];
  /** Hears every request and answer from the first one on. */
  readonly watch?: (exchange: Exchange) => void;
}): Promise<GraphTenant> {
  const { clock } = o;
  const sim = createGraphSimulator({
    clock,
    tenant: TENANT,
    clientId: CLIENT,
    clientSecret: SECRET,
    log,
    granted: o.granted ?? PERMISSION_NAMES,
    timeZone: 'Europe/London',
  });
  if (o.watch) sim.journal.listen(o.watch);
  const at = await sim.listen();
  sim.seed.user({ displayName: 'Northwind Dispatch', mail: DISPATCH });
  const business = sim.seed.business({
    id: BUSINESS,
    displayName: 'Northwind Field Service',
    phone: '+44 20 7946 0000',
  });
  sim.seed.group({ id: DISPATCHERS, displayName: 'Dispatchers' });
  for (const { name, mail, entraId } of o.technicians) {
    sim.seed.user({ displayName: name, mail, ...(entraId === undefined ? {} : { id: entraId }) });
    sim.seed.staff(business, { displayName: name, mail });
  }
  sim.seed.service(business, { displayName: 'On-site visit', minutes: 60 });
  sim.seed.service(business, { displayName: 'Remote session', minutes: 30, online: true });
  sim.seed.service(business, { displayName: 'Call', minutes: 15 });
  let ids = 0;
  const graphFor = (way: { fetch: typeof fetch; clock: Clock }) =>
    createGraph(
      {
        identity: {
          tenantId: TENANT,
          clientId: CLIENT,
          credential: { kind: 'secret', secret: SECRET },
          loginUrl: at.url,
        },
        graphUrl: at.url,
        mailbox: DISPATCH,
        timeZone: 'Europe/London',
        shiftTeamIds: [],
        roleGroupIds: [],
        bookings: { mode: 'bookings', businessId: BUSINESS, spare: async () => ownBusiness(o.technicians) },
        ...(o.callboardUrl ? { noticeSecret: NOTICE_SECRET } : {}),
      },
      {
        ...way,
        log,
        random: () => 0.5,
        newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
      },
    );
  const publicUrl = () => {
    sim.notices.reach(PUBLIC, o.callboardUrl?.() ?? PUBLIC);
    return PUBLIC;
  };
  return {
    sim,
    url: at.url,
    parts(way) {
      const tenant = graphFor(way);
      const { interactive, background } = tenant;
      return {
        policy: { ...VISIT_DEFAULTS, company: 'Northwind IT', phone: '+44 20 7946 0000', ...o.policy },
        calendars: interactive.calendars,
        bookings: interactive.bookings,
        ...(interactive.spare ? { spare: interactive.spare } : {}),
        mail: background.mail,
        presence: background.presence,
        probe: () => tenant.probe(o.technicians[0]?.entraId),
        ...(background.subscriptions ? { notices: { port: background.subscriptions, publicUrl } } : {}),
        travel: { source: 'estimate', matrix: async () => [] },
        links: visitLinks('a-link-secret-of-the-tests-alone-0123456789', () => o.pageUrl),
      };
    },
    close: () => at.close(),
  };
}

/** What the MSP's own settings say of visits, for when Bookings is ill. */
function ownBusiness(technicians: readonly { readonly name: string; readonly mail: string }[]): BookingBusiness {
  const allDay = [{ from: '00:00', to: '24:00' }];
  const staff = technicians.map(({ name, mail }) => ({ id: mail, name, mail, active: true }));
  const service = (id: string, name: string, minutes: number) => ({
    id,
    name,
    minutes,
    online: false,
    preBufferMinutes: 0,
    postBufferMinutes: 0,
    leastNoticeMinutes: 0,
    farthestMinutes: 60 * 24 * 60,
    staffCanBeChosen: true,
    staffIds: staff.map(({ id: mail }) => mail),
    questions: [],
  });
  return {
    id: DISPATCH,
    name: 'Northwind IT',
    timeZone: 'Europe/London',
    hours: { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay },
    services: [
      service('on-site', 'On-site visit', 60),
      service('remote', 'Remote session', 30),
      service('call', 'Call', 15),
    ],
    staff,
  };
}
