import type { BotCloud } from '../../bot/index.ts';
import type { DeskPolicy } from '../../desk/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import type { VisitPolicy } from '../../desk/index.ts';
import type { Clock } from '../../model/clock.ts';
import type { Ids } from '../../model/ids.ts';
import type { Log } from '../../model/log.ts';
import type { Exchange as GraphExchange } from '../../sim/graph/index.ts';
import type { Exchange as HaloExchange } from '../../sim/psa/halopsa/index.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/simulator.ts';
import type { Exchange as TeamsExchange, TeamsSimulator } from '../../sim/teams/index.ts';
import type { CallboardDeps } from '../../start/compose.ts';
import type { GraphTenant } from './graph-tenant.ts';

/** The tenants of the world outside. */
export interface Tenants {
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly graph: GraphTenant | undefined;
}

/** How a process reaches what is not itself. */
export interface Way {
  readonly clock: Clock;
  readonly wallClock: Clock;
  readonly fetch: typeof fetch;
  readonly store: Store;
}

export interface MspOptions {
  readonly policy?: Partial<DeskPolicy>;
  readonly at?: number;
  /** What the copies share. */
  readonly store?: Store;
  /** How many copies there are; 1 when absent, which then has the store to itself. */
  readonly copies?: number;
  /** Lives follow each other over one store (`begins`): how the n-th reaches clocks, store and network. */
  readonly lives?: (n: number, way: Way) => Way;
  /** What each copy has of its own. */
  readonly each?: (n: number, parts: CallboardDeps) => CallboardDeps;
  readonly log?: Log;
  /** Requests that Halo allows in five minutes; 500 when absent. */
  readonly haloRate?: number;
  /** More technicians with every skill: `tech1@…`. */
  readonly extraTechnicians?: number;
  readonly installed?: boolean;
  /** Fills the tenants before the first process starts, with what an earlier day left there. */
  readonly before?: { readonly teamsIds: Ids; readonly restore: (tenants: Tenants) => void };
  /** Microsoft 365 with calendars and Bookings; off unless a test asks for it. */
  readonly visits?: true | Partial<VisitPolicy>;
  /** Permissions of Microsoft Graph that an admin granted; all of them when absent. */
  readonly granted?: readonly string[];
  /** Graph tells of changed calendars, at any of the copies. */
  readonly notices?: true;
  /** Roles by Entra group. */
  readonly roleGroups?: CallboardDeps['roleGroups'];
  /** Another identity provider than the simulated Teams' own. */
  readonly cloud?: Partial<BotCloud>;
  /** Hears every request and answer from the first one on. */
  readonly watch?: {
    readonly teams: (exchange: TeamsExchange) => void;
    readonly halo: (exchange: HaloExchange) => void;
    readonly graph: (exchange: GraphExchange) => void;
  };
}
