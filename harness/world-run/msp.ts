import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Clock } from '../../model/clock.ts';
import { silentLog as log } from '../../model/log.ts';
import { PERMISSION_NAMES } from '../../graph/index.ts';
import { createGraphSimulator, type GraphSimulator } from '../../sim/graph/index.ts';
import { createHaloSimulator, type HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import { createTeamsSimulator, type TeamsSimulator } from '../../sim/teams/index.ts';
import {
  makeWorld,
  seedGraph,
  seedHalo,
  skillCsv,
  type Arrival,
  type SeededHalo,
  type World,
} from '../../sim/world/index.ts';

const APP = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
const SECRET = 'a-secret-of-the-simulated-world-alone';
/** Graph calls back over https only. Requests to this address are redirected to the product's port. */
const PUBLIC = 'https://callboard.world.example';
const HALO_RATE = 500;
/** What the product reads at its first start: enough history to learn from, little enough to start soon. */
const PAST_MS = 14 * 86_400_000;
/** Journals keep a whole run. */
const JOURNAL = 1_000_000;

/**
 * A managed service provider: simulated Teams, HaloPSA and Microsoft 365 over HTTP, and the settings with which a
 * Callboard reaches them.
 */
export interface Msp {
  readonly world: World;
  readonly teams: TeamsSimulator;
  readonly halo: HaloSimulator;
  readonly seeded: SeededHalo;
  /** Tickets of the weekend, when nobody was present: they arrive when the desk opens. */
  readonly waiting: readonly Arrival[];
  readonly graph: GraphSimulator;
  readonly bookings: string;
  readonly port: number;
  /** The product's environment. */
  readonly env: Readonly<Record<string, string>>;
  /** A `fetch` that maps the product's public address to this machine. */
  readonly fetch: typeof fetch;
  close(): Promise<void>;
}

/** Sets up the world in this process. `folder` holds the product's database and skill matrix. */
export async function simulateMsp(o: {
  readonly seed: number;
  readonly clock: Clock;
  readonly folder: string;
}): Promise<Msp> {
  const { clock, folder } = o;
  const made = makeWorld(o.seed, clock.now());
  const past = made.history.filter(({ at }) => at >= clock.now() - PAST_MS);
  const world = { ...made, history: past.filter(({ by }) => by !== undefined) };
  const port = await freePort();
  const local = `http://127.0.0.1:${port}`;
  const fetchLocally: typeof fetch = (input, init) =>
    fetch((input instanceof Request ? input.url : String(input)).replace(PUBLIC, local), init);

  const halo = createHaloSimulator({
    clock,
    tenant: 'northwind',
    clientId: 'callboard',
    clientSecret: SECRET,
    log,
    fetch: fetchLocally,
    limit: { requests: HALO_RATE, windowMs: 300_000 },
    journalSize: 0,
    timeZone: world.timeZone,
  });
  const seeded = seedHalo(world, halo);
  const haloAt = await halo.listen();
  const graph = createGraphSimulator({
    clock,
    tenant: TENANT,
    clientId: APP,
    clientSecret: SECRET,
    log,
    granted: PERMISSION_NAMES,
    fetch: fetchLocally,
    journalSize: JOURNAL,
    timeZone: world.timeZone,
  });
  const { business, services, mailbox, team } = seedGraph(world, graph);
  graph.notices.reach(PUBLIC, local);
  const graphAt = await graph.listen();
  const teams = createTeamsSimulator({
    clock,
    tenantId: TENANT,
    appId: APP,
    log,
    teamName: world.name,
    timeZone: world.timeZone,
    botEndpoint: `${local}/api/messages`,
    people: [
      ...world.staff.map(({ key, name, mail, role }) => ({ key, name, mail, role, installed: false })),
      ...world.technicians.map(({ key, name, mail, tier }) => ({ key, name, mail, role: tier, installed: false })),
    ],
  });
  const teamsAt = await teams.listen();

  const skills = join(folder, 'skills.csv');
  writeFileSync(skills, skillCsv(world));
  const { cloud } = teams;
  const mails = (role: string) => world.staff.filter((one) => one.role === role).map((one) => one.mail);
  return {
    world,
    teams,
    halo,
    seeded,
    waiting: past.filter(({ by }) => by === undefined),
    graph,
    bookings: business.id,
    port,
    fetch: fetchLocally,
    env: {
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      CALLBOARD_HOST: '127.0.0.1',
      PORT: String(port),
      CALLBOARD_PUBLIC_URL: PUBLIC,
      CALLBOARD_DATA: join(folder, 'callboard.db'),
      TEAMS_APP_ID: APP,
      TEAMS_TENANT_ID: TENANT,
      TEAMS_APP_SECRET: SECRET,
      TEAMS_CHANNEL_ID: teams.channel.id,
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_CLOUD_METADATA_URL: cloud.ToBotFromChannelOpenIdMetadataUrl,
      TEAMS_CLOUD_ISSUER: cloud.ToBotFromChannelTokenIssuer,
      TEAMS_CLOUD_LOGIN_URL: cloud.ToChannelFromBotLoginUrl,
      TEAMS_CLOUD_SCOPE: cloud.ToChannelFromBotOAuthScope,
      HALO_RESOURCE_URL: `${haloAt.url}/api`,
      HALO_AUTH_URL: `${haloAt.url}/auth`,
      HALO_TENANT: 'northwind',
      HALO_CLIENT_ID: 'callboard',
      HALO_CLIENT_SECRET: SECRET,
      HALO_OUTCOME_INTERNAL_NOTE: '7',
      HALO_RATE_PER_FIVE_MINUTES: String(HALO_RATE),
      HALO_WEBHOOK_PATH: 'world-0123456789abcdef0123456789',
      HALO_WEBHOOK_USER: 'halo',
      HALO_WEBHOOK_PASSWORD: SECRET,
      GRAPH_MAILBOX: mailbox,
      GRAPH_CREDENTIAL: 'secret',
      GRAPH_CLIENT_ID: APP,
      GRAPH_CLIENT_SECRET: SECRET,
      GRAPH_NOTICE_SECRET: SECRET,
      GRAPH_SHIFT_TEAMS: team.id,
      GRAPH_SHIFTS_ACT_AS: team.actsAs,
      GRAPH_URL: graphAt.url,
      GRAPH_LOGIN_URL: graphAt.url,
      BOOKINGS_BUSINESS: business.id,
      BOOKINGS_SERVICES: `on-site=${services.onSite.id}, remote=${services.remote.id}, call=${services.call.id}`,
      VISITS_COMPANY: world.name,
      VISITS_PHONE: '0118 496 0190',
      VISITS_LINK_SECRET: `${SECRET}-for-links`,
      VISITS_PLACES: world.technicians
        .map(({ home, homePoint }) => `${home}=${homePoint.lat}/${homePoint.lon}`)
        .filter((place, at, all) => all.findIndex((one) => one.split('=')[0] === place.split('=')[0]) === at)
        .join(', '),
      DESK_ROLES: world.staff.map(({ mail, role }) => `${mail}=${role}`).join(', '),
      DESK_COORDINATORS: `default=${mails('dispatcher').join('+')}`,
      DESK_ON_CALL: world.technicians.flatMap(({ onCall, mail }) => (onCall ? [mail] : [])).join(', '),
      DESK_TIME_ZONE: world.timeZone,
      // Webhooks report changes, and polls take most of a run's time, so polls are rare.
      DESK_POLL_SECONDS: '60',
      DESK_SKILLS_CSV: skills,
    },
    async close() {
      await Promise.all([teamsAt.close(), haloAt.close(), graphAt.close()]);
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
