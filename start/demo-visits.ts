import type { VisitDeps } from '../desk/index.ts';
import { startGraph, visitsOver } from '../harness/index.ts';
import type { Log } from '../model/log.ts';
import type { VirtualClock } from '../sim/clock.ts';
import type { GraphSimulator } from '../sim/graph/index.ts';
import { seedGraph, type World } from '../sim/world/index.ts';

export interface DemoVisits {
  readonly visitDeps: VisitDeps;
  readonly graph: GraphSimulator;
  /** The simulated tenant's address; mailboxes are at `/mailbox/<address>`, calendars at `/calendar/<address>`. */
  readonly url: string;
  /** The Bookings business that visits are booked in. */
  readonly businessId: string;
  close(): Promise<void>;
}

/** The demo's Microsoft 365: a simulated Graph over HTTP, behind the same ports that production uses. */
export async function demoVisits(o: {
  readonly world: World;
  readonly clock: VirtualClock;
  readonly log: Log;
  readonly random: () => number;
  /** Callboard's address, known once it listens. */
  readonly callboardUrl: () => string;
}): Promise<DemoVisits> {
  const { world, clock, log, callboardUrl } = o;
  const at = await startGraph({ clock, log, timeZone: world.timeZone });
  const seeded = seedGraph(world, at.graph);
  const { onSite, remote, call } = seeded.services;
  const { visitDeps } = visitsOver(at, {
    way: { fetch: clock.fetch, clock },
    log,
    random: o.random,
    mailbox: seeded.mailbox,
    timeZone: world.timeZone,
    bookings: { mode: 'bookings', businessId: seeded.business.id },
    shifts: { teamId: seeded.team.id, actsAs: seeded.team.actsAs },
    policy: {
      company: world.name,
      phone: '0118 496 0190',
      services: { 'on-site': [onSite.id], remote: [remote.id], call: [call.id] },
      places: Object.fromEntries(world.technicians.map((one) => [one.home, one.homePoint])),
    },
    pageUrl: () => `${callboardUrl()}/v/`,
    callboardUrl,
  });
  return { visitDeps, graph: at.graph, url: at.graphUrl, businessId: seeded.business.id, close: () => at.close() };
}
