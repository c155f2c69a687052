import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { realClock, type Clock } from '../../model/clock.ts';
import type { Store } from '../../desk/ports/store.ts';
import { silentLog as log } from '../../model/log.ts';
import { createHaloSimulator, type HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import { openMongoStore } from '../../store/mongo/index.ts';
import { openSqliteReader } from '../../store/sqlite/index.ts';
import { createTeamsSimulator, type TeamsSimulator, type TeamsUser } from '../../sim/teams/index.ts';
import { standardSla } from '../helpers/halo-tenant.ts';

const APP = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
const MSP = 'northwind-msp.example';
const ALL_SKILLS = ['Microsoft 365', 'Networking', 'Windows', 'Printing', 'Hardware', 'Security', 'Servers', 'Backup'];

/** Simulated Teams and HaloPSA in this process, in real time, and all that a Callboard needs to be told about them. */
export interface SoakWorld {
  readonly clock: Clock;
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly technicians: readonly TeamsUser[];
  readonly dana: TeamsUser;
  /** Halo's agent ids of the technicians. */
  readonly agents: readonly number[];
  readonly clients: readonly { readonly id: number; readonly contact: number; readonly contract: number }[];
  /** The database file of the process under test; there is none when copies share a MongoDB. */
  readonly dataPath: string;
  /** Opens the database to read in it, beside whoever works with it. */
  readonly open: () => Promise<Store>;
  /** Its environment. */
  readonly env: NodeJS.ProcessEnv;
  /** Hears `press` whenever somebody has just pressed a button and waits for its answer. */
  readonly buttons: EventTarget;
  /** What the simulators' own late writes and pushes threw: a mistake of the harness. */
  readonly errors: readonly string[];
  /** What the product itself called an error in its log: for who hunts a violation. */
  readonly logged: string[];
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly technicians: number;
  /** Of Halo, requests in five minutes. */
  readonly haloRate: number;
  readonly settings: Readonly<Record<string, string>>;
  /** For several copies: the database they share, and the one address they have in front of them. */
  readonly shared?: { readonly mongodbUri: string; readonly url: string };
}

/** Somebody who only reads along in the channel: nobody at the desk knows them, so they see the card that all share. */
export const PASSER_BY = { key: 'eve', name: 'Eve Passer', role: 'Guest' };

/** Who somebody is in the desk's log, by their key in Teams. */
export function personIdOf(world: SoakWorld, who: TeamsUser): string {
  for (const agent of world.halo.state.agents.values()) if (agent.email === who.person.mail) return `agent:${agent.id}`;
  return `mail:${who.person.mail}`;
}

/** Builds the world: everybody has every skill and works around the clock, so that chance alone decides who is asked. */
export async function soakWorld(o: WorldOptions): Promise<SoakWorld> {
  const errors: string[] = [];
  const clock = realClock((name, error) => errors.push(`${name}: ${String(error)}`));
  const names = Array.from({ length: o.technicians }, (_, n) => ({
    key: `tech${n + 1}`,
    name: `Tech Number${n + 1}`,
    role: 'Technician, L2',
  }));
  const staff = [
    { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' },
    { key: 'mara', name: 'Mara Feld', role: 'Manager' },
  ];
  const halo = createHaloSimulator({
    clock,
    tenant: 'northwind',
    clientId: 'callboard',
    clientSecret: 'correct-horse-battery',
    log,
    hookBatchMs: 50,
    limit: { requests: o.haloRate, windowMs: 300_000 },
    journalSize: 1_000_000,
  });
  const haloAt = await halo.listen();
  const teams = createTeamsSimulator({
    clock,
    tenantId: TENANT,
    appId: APP,
    log,
    people: [...staff, ...names, PASSER_BY].map((person) => ({ ...person, installed: false })),
  });
  const teamsAt = await teams.listen();
  const { agents, clients } = seedTenant(halo, names, staff);

  const folder = mkdtempSync(join(tmpdir(), 'callboard-soak-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also when the harness itself is ended by a signal.
  process.once('exit', remove);
  const skills = join(folder, 'skills.csv');
  writeFileSync(skills, skillMatrix(names));
  const port = String(await freePort());
  const dataPath = join(folder, 'callboard.db');
  const { shared } = o;
  const url = shared?.url ?? `http://127.0.0.1:${port}`;
  teams.setBotEndpoint(`${url}/api/messages`);
  const { cloud } = teams;
  return {
    clock,
    halo,
    teams,
    technicians: names.map(({ key }) => teams.user(key)),
    dana: teams.user('dana'),
    agents,
    clients,
    buttons: new EventTarget(),
    dataPath,
    open: () => (shared ? openMongoStore({ uri: shared.mongodbUri, log }) : openSqliteReader({ path: dataPath, log })),
    errors,
    logged: [],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      CALLBOARD_HOST: '127.0.0.1',
      PORT: port,
      CALLBOARD_PUBLIC_URL: url,
      ...(shared ? { MONGODB_URI: shared.mongodbUri } : { CALLBOARD_DATA: dataPath }),
      TEAMS_APP_ID: APP,
      TEAMS_TENANT_ID: TENANT,
      TEAMS_APP_SECRET: 'a-secret-of-the-soak-alone',
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
      HALO_CLIENT_SECRET: 'correct-horse-battery',
      HALO_OUTCOME_INTERNAL_NOTE: '7',
      HALO_RATE_PER_FIVE_MINUTES: String(o.haloRate),
      HALO_WEBHOOK_PATH: 'soak-0123456789abcdef0123456789',
      HALO_WEBHOOK_USER: 'halo',
      HALO_WEBHOOK_PASSWORD: 'a-password-of-the-soak-alone',
      DESK_ROLES: `dana@${MSP}=dispatcher, mara@${MSP}=manager+admin`,
      DESK_COORDINATORS: `default=dana@${MSP}`,
      DESK_TIME_ZONE: 'Europe/London',
      DESK_POLL_SECONDS: '5',
      DESK_SKILLS_CSV: skills,
      ...o.settings,
    },
    async close() {
      await teamsAt.close();
      await haloAt.close();
      process.off('exit', remove);
      remove();
    },
  };
}

function seedTenant(halo: HaloSimulator, names: readonly { key: string; name: string }[], staff: typeof names) {
  const hours = ['00:00', '23:59'] as const;
  const workday = halo.seed.workday({
    name: 'Always',
    timezone: 'Europe/London',
    days: [hours, hours, hours, hours, hours, hours, hours],
  });
  const team = halo.seed.team('Service Desk');
  const sla = standardSla(halo);
  const agent = ({ key, name }: { key: string; name: string }) =>
    halo.seed.agent({ name, email: `${key}@${MSP}`, teams: [team.name], workday_id: workday.id }).id;
  staff.forEach(agent);
  const agents = names.map(agent);
  const clients = Array.from({ length: 8 }, (_, n) => {
    const { id } = halo.seed.client({ name: `Client ${n + 1}`, sla_id: sla.id });
    const site = halo.seed.site({ client_id: id, name: 'Head office' });
    const user = halo.seed.user({
      name: `Contact ${n + 1}`,
      emailaddress: `contact${n + 1}@client.example`,
      client_id: id,
      site_id: site.id,
    });
    const contract = halo.seed.contract({ client_id: id, ref: 'Gold', sla_id: sla.id, start_date: Date.now() - 1e10 });
    return { id, contact: user.id, contract: contract.id };
  });
  return { agents, clients };
}

function skillMatrix(names: readonly { key: string; name: string }[]): string {
  const rows = names.flatMap(({ key, name }) =>
    ALL_SKILLS.map((skill) => `${name},${key}@${MSP},L2,London,${skill},2,soak,2026-05-01`),
  );
  return ['technician,mail,tier,home,skill,level,evidence,date', ...rows, ''].join('\n');
}

/** Where no system takes the ports of outgoing connections from: one that a copy has left for a moment stays free. */
const PORTS_FROM = 20_000;
const PORTS_TO = 30_000;

/** A port that a process listens on again and again. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS_FROM, PORTS_TO);
    const server = createServer();
    const free = await new Promise<boolean>((done) => {
      server.once('error', () => done(false));
      server.listen(port, '127.0.0.1', () => server.close(() => done(true)));
    });
    if (free) return port;
  }
}
