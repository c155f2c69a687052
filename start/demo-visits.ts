import { VISIT_DEFAULTS, visitLinks, type VisitParts } from '../desk/index.ts';
import { createGraph, PERMISSION_NAMES } from '../graph/index.ts';
import type { Log } from '../model/log.ts';
import type { VirtualClock } from '../sim/clock.ts';
import { createGraphSimulator, type GraphSimulator } from '../sim/graph/index.ts';
import { seedGraph, type World } from '../sim/world/index.ts';

/** Graph calls back over https alone; its simulator knows where that is on this machine. */
const PUBLIC = 'https://callboard.demo.example';
const SECRET = 'a-secret-of-the-demo-alone';

export interface DemoVisits {
  readonly parts: VisitParts;
  readonly graph: GraphSimulator;
  /** Of the simulated tenant; mailboxes lie at `/mailbox/<address>`, calendars at `/calendar/<address>`. */
  readonly url: string;
  /** The business in Bookings that has the visits. */
  readonly businessId: string;
  close(): Promise<void>;
}

/** The demo's Microsoft 365: simulated Graph over HTTP, and the very ports that production uses. */
export async function demoVisits(o: {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly tenantId: string;
  readonly clientId: string;
  readonly random: () => number;
  /** Where Callboard listens; known once it does. */
  readonly callboardUrl: () => string;
}): Promise<DemoVisits> {
  const { world, clock, log, tenantId, clientId } = o;
  const graph = createGraphSimulator({
    clock,
    tenant: tenantId,
    clientId,
    clientSecret: SECRET,
    log,
    granted: PERMISSION_NAMES,
    timeZone: world.timeZone,
  });
  const seeded = seedGraph(world, graph);
  const at = await graph.listen();
  let ids = 0;
  const { interactive, background } = createGraph(
    {
      identity: { tenantId, clientId, credential: { kind: 'secret', secret: SECRET }, loginUrl: at.url },
      graphUrl: at.url,
      mailbox: seeded.mailbox,
      timeZone: world.timeZone,
      shiftTeamIds: [seeded.team.id],
      shiftsActAs: seeded.team.actsAs,
      roleGroupIds: [],
      noticeSecret: SECRET,
      bookings: { mode: 'bookings', businessId: seeded.business.id },
    },
    {
      fetch: clock.fetch,
      clock,
      log,
      random: o.random,
      newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    },
  );
  const { onSite, remote, call } = seeded.services;
  return {
    graph,
    url: at.url,
    businessId: seeded.business.id,
    parts: {
      policy: {
        ...VISIT_DEFAULTS,
        company: world.name,
        phone: '0118 496 0190',
        services: { 'on-site': [onSite.id], remote: [remote.id], call: [call.id] },
        places: Object.fromEntries(world.technicians.map((one) => [one.home, one.homePoint])),
      },
      calendars: interactive.calendars,
      bookings: interactive.bookings,
      mail: background.mail,
      presence: background.presence,
      ...(background.subscriptions
        ? {
            notices: {
              port: background.subscriptions,
              publicUrl: () => {
                graph.notices.reach(PUBLIC, o.callboardUrl());
                return PUBLIC;
              },
            },
          }
        : {}),
      travel: { source: 'estimate', matrix: async () => [] },
      links: visitLinks('the-demo-signs-its-links-with-this-and-nothing-else', () => `${o.callboardUrl()}/v/`),
    },
    close: () => at.close(),
  };
}
