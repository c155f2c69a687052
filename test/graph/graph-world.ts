import { createGraph, PERMISSION_NAMES, type Graph, type GraphConfig } from '../../graph/index.ts';
import { silentLog, type Log } from '../../model/log.ts';
import { createGraphSimulator, type GraphSimulator, type GraphSimulatorOptions } from '../../sim/graph/index.ts';
import { SUMMER_MONDAY, worldClock, type WorldClock } from '../helpers/world-clock.ts';

export const MONDAY = SUMMER_MONDAY;
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const DISPATCH = 'dispatch@msp.example';

export interface GraphWorld extends Pick<WorldClock, 'clock' | 'during'> {
  readonly sim: GraphSimulator;
  readonly graph: Graph;
  readonly url: string;
  stop(): Promise<void>;
}

/** A simulated tenant behind real HTTP, and our Graph client connected to it. */
export async function graphWorld(
  o: {
    readonly sim?: Partial<GraphSimulatorOptions>;
    readonly config?: Partial<GraphConfig>;
    readonly log?: Log;
    readonly seed?: (sim: GraphSimulator) => void;
  } = {},
): Promise<GraphWorld> {
  const { clock, during, settled } = worldClock();
  const sim = createGraphSimulator({
    clock,
    tenant: '4f1c1d1e-0000-4000-8000-000000000001',
    clientId: '4f1c1d1e-0000-4000-8000-000000000002',
    clientSecret: 'correct-horse-battery',
    log: silentLog,
    granted: PERMISSION_NAMES,
    ...o.sim,
  });
  const server = await sim.listen();
  sim.seed.user({ displayName: 'Dispatch', mail: DISPATCH });
  o.seed?.(sim);
  let ids = 0;
  const graph = createGraph(
    {
      identity: {
        tenantId: '4f1c1d1e-0000-4000-8000-000000000001',
        clientId: '4f1c1d1e-0000-4000-8000-000000000002',
        credential: { kind: 'secret', secret: 'correct-horse-battery' },
        loginUrl: server.url,
      },
      graphUrl: server.url,
      mailbox: DISPATCH,
      timeZone: 'Europe/London',
      shiftTeamIds: [],
      roleGroupIds: [],
      noticeSecret: 'only-we-know-this',
      bookings: { mode: 'bookings', businessId: 'visits@msp.example' },
      ...o.config,
    },
    {
      fetch: clock.fetch,
      clock,
      wallClock: { now: Date.now },
      log: o.log ?? silentLog,
      random: () => 0.5,
      newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    },
  );
  return {
    sim,
    clock,
    graph,
    url: server.url,
    during,
    async stop() {
      await server.close();
      settled();
    },
  };
}
