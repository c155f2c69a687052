import { createGraph, PERMISSION_NAMES, type Graph, type GraphConfig } from '../../graph/index.ts';
import { silentLog, type Log } from '../../model/log.ts';
import { virtualClock, type VirtualClock } from '../../sim/clock.ts';
import { createGraphSimulator, type GraphSimulator, type GraphSimulatorOptions } from '../../sim/graph/index.ts';

/** A Monday morning in London, in summer time. */
export const MONDAY = Date.UTC(2026, 5, 1, 7, 0);
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const DISPATCH = 'dispatch@msp.example';

export interface GraphWorld {
  readonly sim: GraphSimulator;
  readonly clock: VirtualClock;
  readonly graph: Graph;
  readonly url: string;
  /** Does something as a task of the clock while time runs up to `ms` further; gives its result or its error. */
  during<T>(work: () => Promise<T>, ms?: number): Promise<T>;
  stop(): Promise<void>;
}

/** A tenant behind real HTTP, with our side of Graph in front of it. */
export async function graphWorld(
  o: {
    readonly sim?: Partial<GraphSimulatorOptions>;
    readonly config?: Partial<GraphConfig>;
    readonly log?: Log;
    readonly seed?: (sim: GraphSimulator) => void;
  } = {},
): Promise<GraphWorld> {
  const problems: unknown[] = [];
  const clock = virtualClock(MONDAY, (name, error) => problems.push([name, String(error)]));
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
    async during(work, ms = 2 * MINUTE) {
      const end = clock.enter(work).then(
        (value) => ({ value }),
        (error: unknown) => ({ error }),
      );
      await clock.advance(ms);
      const outcome = await end;
      if ('error' in outcome) throw outcome.error;
      return outcome.value;
    },
    async stop() {
      await server.close();
      if (problems.length > 0) throw new Error(`work in the background failed: ${JSON.stringify(problems)}`);
    },
  };
}
