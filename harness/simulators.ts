import type { BotCloud } from '../bot/index.ts';
import { PERMISSION_NAMES } from '../graph/index.ts';
import type { Clock } from '../model/clock.ts';
import type { Log } from '../model/log.ts';
import type { VirtualClock } from '../sim/clock.ts';
import { createGraphSimulator, type GraphSimulator, type GraphSimulatorOptions } from '../sim/graph/index.ts';
import { createHaloSimulator, type HaloSimulator, type HaloSimulatorOptions } from '../sim/psa/halopsa/index.ts';
import { createTeamsSimulator, type TeamsSimulator, type TeamsSimulatorOptions } from '../sim/teams/index.ts';
import { APP_ID, GRAPH_SECRET, HALO_LOGIN, TENANT_ID } from './access.ts';

/** HaloPSA's own limit, requests in five minutes. */
export const HALO_RATE = 500;
const FIVE_MINUTES_MS = 300_000;

/** What all simulators of one world share. */
interface Common {
  /** A virtual clock also carries its tasks from one system to the other over HTTP. */
  readonly clock: Clock & Partial<Pick<VirtualClock, 'fetch' | 'middleware'>>;
  readonly log: Log;
}

/** Where HaloPSA is and how often it may be asked. Plain data, so that another process can be told. */
export interface HaloPlace {
  readonly haloUrl: string;
  /** Requests in five minutes. */
  readonly haloRate: number;
}
/** Where Teams is, as plain data. */
export interface TeamsPlace {
  readonly cloud: BotCloud;
  readonly serviceUrl: string;
  readonly channelId: string;
}
/** Where the systems around one Callboard are. */
export type Places = HaloPlace & TeamsPlace;

export interface SimulatedHalo extends HaloPlace {
  readonly halo: HaloSimulator;
  close(): Promise<void>;
}

export type HaloOptions = Pick<HaloSimulatorOptions, 'timeZone' | 'hookBatchMs' | 'journalSize'> & {
  /** Requests in five minutes; `unlimited` where a benchmark measures us and not HaloPSA's patience. */
  readonly rate?: number | 'unlimited';
};

/** An empty HaloPSA tenant that listens on loopback. */
export async function startHalo({
  clock,
  log,
  rate = HALO_RATE,
  ...more
}: Common & HaloOptions): Promise<SimulatedHalo> {
  const limit =
    rate === 'unlimited'
      ? { requests: Number.MAX_SAFE_INTEGER, windowMs: 1 }
      : { requests: rate, windowMs: FIVE_MINUTES_MS };
  const halo = createHaloSimulator({ clock, log, ...HALO_LOGIN, ...more, limit });
  const at = await halo.listen();
  return { halo, haloUrl: at.url, haloRate: rate === 'unlimited' ? 1e9 : rate, close: () => at.close() };
}

export interface SimulatedTeams extends TeamsPlace {
  readonly teams: TeamsSimulator;
  /** The page that looks like Teams. */
  readonly pageUrl: string;
  close(): Promise<void>;
}

export type TeamsOptions = Omit<TeamsSimulatorOptions, keyof Common | 'tenantId' | 'appId' | 'people'> &
  Required<Pick<TeamsSimulatorOptions, 'people'>> & {
    /** Of the page; any free one when absent. */
    readonly port?: number;
  };

/** Microsoft Teams with its identity provider, listening on loopback. */
export async function startTeams({ port = 0, ...o }: Common & TeamsOptions): Promise<SimulatedTeams> {
  const teams = createTeamsSimulator({ ...o, tenantId: TENANT_ID, appId: APP_ID });
  const at = await teams.listen(port);
  const { cloud, serviceUrl, channel } = teams;
  return { teams, pageUrl: at.url, cloud, serviceUrl, channelId: channel.id, close: () => at.close() };
}

export interface SimulatedGraph {
  readonly graph: GraphSimulator;
  /** Mailboxes lie at `/mailbox/<address>`, calendars at `/calendar/<address>`. */
  readonly graphUrl: string;
  /** Ids for requests to Graph, different for all processes that talk to it. */
  readonly newId: () => string;
  close(): Promise<void>;
}

export type GraphOptions = Pick<GraphSimulatorOptions, 'timeZone' | 'granted'>;

/** An empty Microsoft 365 tenant that listens on loopback; all permissions are granted unless some are named. */
export async function startGraph({ granted = PERMISSION_NAMES, ...o }: Common & GraphOptions): Promise<SimulatedGraph> {
  const graph = createGraphSimulator({
    ...o,
    granted,
    tenant: TENANT_ID,
    clientId: APP_ID,
    clientSecret: GRAPH_SECRET,
  });
  const at = await graph.listen();
  let ids = 0;
  return {
    graph,
    graphUrl: at.url,
    newId: () => `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`,
    close: () => at.close(),
  };
}
