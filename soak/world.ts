import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../desk/ports/store.ts';
import {
  allSkills,
  DISPATCHER,
  freePort,
  installEverybody,
  mailOf,
  MANAGER,
  seedTeam,
  settingsOver,
  startHalo,
  startTeams,
  technicians,
  type SeededClient,
} from '../harness/index.ts';
import { type Clock } from '../model/clock.ts';
import { realClock } from '../start/machine-clock.ts';
import { silentLog as log } from '../model/log.ts';
import type { HaloSimulator } from '../sim/psa/halopsa/index.ts';
import type { TeamsSimulator, TeamsUser } from '../sim/teams/index.ts';
import { openMongoStore } from '../store/mongo/index.ts';
import { openSqliteReader } from '../store/sqlite/index.ts';

/** Simulated Teams and HaloPSA in this process, in real time, and all that a Callboard needs to be told about them. */
export interface SoakWorld {
  readonly clock: Clock;
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly technicians: readonly TeamsUser[];
  readonly dana: TeamsUser;
  /** Halo's agent ids of the technicians. */
  readonly agents: readonly number[];
  readonly clients: readonly SeededClient[];
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
  const team = technicians(o.technicians);
  const staff = [DISPATCHER, MANAGER];
  const haloAt = await startHalo({ clock, log, rate: o.haloRate, hookBatchMs: 50, journalSize: 1_000_000 });
  const teamsAt = await startTeams({
    clock,
    log,
    people: [...staff, ...team, PASSER_BY].map((person) => ({ ...person, installed: false })),
  });
  const { halo } = haloAt;
  const { teams } = teamsAt;
  const { agents, clients } = seedTeam(halo, { team: [...staff, ...team], hours: 'always', clients: 8 });

  const folder = mkdtempSync(join(tmpdir(), 'callboard-soak-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  // Also when the harness itself is ended by a signal.
  process.once('exit', remove);
  const skills = join(folder, 'skills.csv');
  writeFileSync(skills, allSkills(team));
  const port = String(await freePort());
  const dataPath = join(folder, 'callboard.db');
  const { shared } = o;
  const url = shared?.url ?? `http://127.0.0.1:${port}`;
  teams.setBotEndpoint(`${url}/api/messages`);
  return {
    clock,
    halo,
    teams,
    technicians: team.map(({ key }) => teams.user(key)),
    dana: teams.user(DISPATCHER.key),
    agents: agents.slice(staff.length),
    clients,
    buttons: new EventTarget(),
    dataPath,
    open: () => (shared ? openMongoStore({ uri: shared.mongodbUri, log }) : openSqliteReader({ path: dataPath, log })),
    errors,
    logged: [],
    env: {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: join(folder, 'compiled'),
      ...settingsOver(
        { ...haloAt, ...teamsAt },
        {
          port,
          publicUrl: url,
          database: shared ? { mongodbUri: shared.mongodbUri } : { dataPath },
          desk: {
            DESK_ROLES: `${mailOf(DISPATCHER)}=dispatcher, ${mailOf(MANAGER)}=manager+admin`,
            DESK_COORDINATORS: `default=${mailOf(DISPATCHER)}`,
            DESK_TIME_ZONE: 'Europe/London',
            DESK_POLL_SECONDS: '5',
            DESK_SKILLS_CSV: skills,
          },
        },
      ),
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

/** Everybody but the passer-by installs the app. */
export async function installApp({ clock, teams }: SoakWorld): Promise<void> {
  // The directory is read from Halo first; a stranger's installation would be heard of in vain.
  await clock.sleep(1_500);
  await installEverybody(teams, clock, { pauseMs: 60, except: [PASSER_BY.key] });
}
