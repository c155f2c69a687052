import type { BookingBusiness } from '../../desk/ports/bookings.ts';
import type { VisitDeps, VisitPolicy } from '../../desk/index.ts';
import type { Clock } from '../../model/clock.ts';
import { silentLog as log } from '../../model/log.ts';
import type { GraphSimulator } from '../../sim/graph/index.ts';
import { startGraph } from '../simulators.ts';
import { visitsOver } from '../visits.ts';

/** A group in Entra that nobody is in at first. */
export const DISPATCHERS = '7d1f2a3b-0000-4000-8000-00000000d15c';
const MSP = 'northwind-msp.example';
export const BUSINESS = `fieldservice@${MSP}`;
export const DISPATCH = `dispatch@${MSP}`;
const LONDON = 'Europe/London';
/** Where clients would find their pages; nobody listens there. */
const PAGES = `https://callboard.${MSP}/v/`;

interface Technician {
  readonly name: string;
  readonly mail: string;
  readonly entraId?: string;
}

/** The MSP's Microsoft 365: its technicians' mailboxes, and a business in Bookings with the three kinds of visit. */
export interface GraphTenant {
  readonly sim: GraphSimulator;
  /** What one process knows of the tenant: its own way there, its own token, its own memory. */
  visitDeps(way: { readonly fetch: typeof fetch; readonly clock: Clock }): VisitDeps;
  /** Where the simulated mailboxes can be looked at. */
  readonly url: string;
  close(): Promise<void>;
}

export async function graphTenant(o: {
  readonly clock: Clock;
  readonly technicians: readonly Technician[];
  /** Where notices of changed calendars reach the desk; absent: it polls. */
  readonly callboardUrl?: () => string;
  readonly policy?: Partial<VisitPolicy>;
  /** Permissions that an admin granted; all of them when absent. */
  readonly granted?: readonly string[];
}): Promise<GraphTenant> {
  const { clock, technicians, granted, callboardUrl } = o;
  const at = await startGraph({ clock, log, timeZone: LONDON, ...(granted ? { granted } : {}) });
  const { graph } = at;
  graph.seed.user({ displayName: 'Northwind Dispatch', mail: DISPATCH });
  const business = graph.seed.business({
    id: BUSINESS,
    displayName: 'Northwind Field Service',
    phone: '+44 20 7946 0000',
  });
  graph.seed.group({ id: DISPATCHERS, displayName: 'Dispatchers' });
  for (const { name, mail, entraId } of technicians) {
    graph.seed.user({ displayName: name, mail, ...(entraId === undefined ? {} : { id: entraId }) });
    graph.seed.staff(business, { displayName: name, mail });
  }
  graph.seed.service(business, { displayName: 'On-site visit', minutes: 60 });
  graph.seed.service(business, { displayName: 'Remote session', minutes: 30, online: true });
  graph.seed.service(business, { displayName: 'Call', minutes: 15 });
  return {
    sim: graph,
    url: at.graphUrl,
    visitDeps(way) {
      const { visitDeps, probe } = visitsOver(at, {
        way,
        log,
        random: () => 0.5,
        mailbox: DISPATCH,
        timeZone: LONDON,
        bookings: { mode: 'bookings', businessId: BUSINESS, spare: async () => ownBusiness(technicians) },
        policy: { company: 'Northwind IT', phone: '+44 20 7946 0000', ...o.policy },
        pageUrl: () => PAGES,
        ...(callboardUrl ? { callboardUrl } : {}),
      });
      return { ...visitDeps, probe: () => probe(technicians[0]?.entraId) };
    },
    close: () => at.close(),
  };
}

/** What the MSP's own settings say of visits, for when Bookings is ill. */
function ownBusiness(technicians: readonly Technician[]): BookingBusiness {
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
    timeZone: LONDON,
    hours: { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay },
    services: [
      service('on-site', 'On-site visit', 60),
      service('remote', 'Remote session', 30),
      service('call', 'Call', 15),
    ],
    staff,
  };
}
