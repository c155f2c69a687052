import { createLog } from '../config/logging.ts';
import type { DemoConfig, PlaygroundConfig } from '../config/config.ts';
import { compose, type Callboard, type CallboardDeps } from './compose.ts';
import { behindTheScenes } from './demo-behind.ts';
import { demoVisits, type DemoVisits } from './demo-visits.ts';
import { demoGuide, type DemoGuide } from './demo-guide.ts';
import type { Store } from '../desk/ports/store.ts';
import { APP_ID, installEverybody, partsOver, startHalo, startTeams, TENANT_ID } from '../harness/index.ts';
import type { Log } from '../model/log.ts';
import { parseSkillMatrix } from '../routing/index.ts';
import { virtualClock, type VirtualClock } from '../sim/clock.ts';
import { runColleagues } from '../sim/colleagues.ts';
import type { HaloSimulator } from '../sim/psa/halopsa/index.ts';
import type { SimPerson, TeamsSimulator } from '../sim/teams/index.ts';
import { makeWorld, runDay, seedHalo, skillCsv, type World } from '../sim/world/index.ts';
import { randomOf } from '../sim/world/random.ts';
import { openSqliteStore } from '../store/sqlite/index.ts';
import { DEFAULT_TRIAGE_POLICY } from '../triage/index.ts';

/** The demo always begins on the same Monday at nine in the MSP's zone, so that two runs take the same steps. */
export const DEMO_START = Date.UTC(2026, 10, 23, 9, 0);
export const DEMO_SEED = 20_261_123;
/** Virtual ms per real ms: the visitor has two real minutes to answer an offer. */
const DEMO_SPEED = 5;
/** Twice as many tickets as on other days: about one every 45 seconds of the visitor's time. */
const DEMO_RUSH = 2;
const SPEEDS = [1, 5, 20, 100];
/** The person that Microsoft's Agents Playground 0.2.28 acts as by default. */
const PLAYGROUND_USER = {
  mail: 'alexw@example.com',
  name: 'Alex Wilber',
  role: 'dispatcher',
  timeZone: 'Europe/London',
} as const;

export interface Demo {
  readonly callboard: Callboard;
  readonly clock: VirtualClock;
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly store: Store;
  readonly world: World;
  /** Microsoft 365; absent for the Playground. */
  readonly visits: DemoVisits | undefined;
  /** The page to open. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * The demo world on this machine: a whole MSP with its clients, simulated Teams and HaloPSA over HTTP, and the same
 * Callboard that production runs. `paced: false` leaves the clock to the caller.
 */
export async function startDemo(
  config: DemoConfig | PlaygroundConfig,
  options: { readonly paced: boolean; readonly log?: Log; readonly teamsPort?: number } = { paced: true },
): Promise<Demo> {
  const log: Log = options.log ?? quietLog();
  const clock = virtualClock(DEMO_START, (name, error) => log.error('task.failed', { task: name, cause: error }));
  const world = makeWorld(DEMO_SEED, DEMO_START);
  const haloAt = await startHalo({ clock, log, timeZone: world.timeZone });
  const { halo } = haloAt;
  const seeded = seedHalo(world, halo);
  const teamsAt = await startTeams({
    clock,
    log,
    people: peopleOf(world),
    port: options.teamsPort ?? 0,
    teamName: world.name,
    timeZone: world.timeZone,
    clockControls: { speed: () => clock.speed, setSpeed: (speed) => clock.pace(speed), speeds: SPEEDS },
    behind: async () => {
      guide.looked();
      return behindTheScenes(halo, haloAt.haloUrl, world.timeZone, clock.now(), mailboxes.visits);
    },
    hint: () => guide.hint(),
    pressed: (who, messageId) => guide.pressed(who, messageId),
  });
  const { teams } = teamsAt;
  const mailboxes: { visits?: DemoVisits } = {};
  const guide = demoGuide(teams, world, () => mailboxes.visits);
  const store = await openSqliteStore({ path: config.dataPath ?? ':memory:', log });
  const random = randomOf(DEMO_SEED, 'callboard');
  const playground = config.mode === 'playground';
  const staff = playground ? [PLAYGROUND_USER] : world.staff;
  const address = { callboard: '' };
  const visits = playground
    ? undefined
    : await demoVisits({
        world,
        clock,
        log,
        random: () => random.next(),
        callboardUrl: () => address.callboard,
      });
  const parts = partsOver(
    { ...haloAt, ...teamsAt },
    {
      clock,
      fetch: clock.fetch,
      before: [(req, res, next) => clock.middleware(req, res, next)],
      log,
      store,
      owner: 'demo',
      random: () => random.next(),
      token: () => teams.token(),
      policy: {
        timeZone: world.timeZone,
        coordinators: { default: staff.filter((p) => p.role === 'dispatcher').map((p) => p.mail) },
        onCall: world.technicians.filter((t) => t.onCall).map((t) => t.mail),
        triage: { ...DEFAULT_TRIAGE_POLICY, timeZone: world.timeZone },
      },
      people: staff.map((person) => ({
        mail: person.mail,
        name: person.name,
        roles: [person.role],
        timeZone: person.timeZone,
      })),
      skills: parseSkillMatrix(skillCsv(world)),
      page: {
        title: 'Callboard, demo world',
        lines: ['This is the bot’s own address. The demo is the page that looks like Teams.'],
        links: [{ href: teamsAt.pageUrl, text: 'Open the demo' }],
      },
      ...(visits ? { visits: visits.visitDeps } : {}),
    },
  );
  const callboard = await compose(playground ? forPlayground(parts) : parts, { host: config.host, port: config.port });
  address.callboard = callboard.url;
  if (visits) mailboxes.visits = visits;
  teams.setBotEndpoint(`${callboard.url}/api/messages`);

  const ending = new AbortController();
  clock.spawn('demo begins', async () => {
    await directoryRead(callboard, clock, ending.signal);
    if (!playground) {
      // Everybody has the app before the first ticket is read; otherwise nobody could be asked.
      await installEverybody(teams, clock);
    }
    if (ending.signal.aborted) return;
    callboard.start();
    runDay({ world, halo, seeded, clock, rush: DEMO_RUSH, signal: ending.signal });
    if (!playground) letColleaguesWork({ world, teams, clock, guide }, ending.signal);
  });
  if (options.paced) clock.pace(DEMO_SPEED);
  return {
    callboard,
    clock,
    halo,
    teams,
    store,
    world,
    visits,
    url: `${teamsAt.pageUrl}/`,
    async stop() {
      ending.abort();
      const stopping = callboard.stop();
      clock.pace(SPEEDS.at(-1) ?? 1);
      await stopping;
      clock.pace(0);
      await teamsAt.close();
      await haloAt.close();
      await visits?.close();
    },
  };
}

/** The Playground has no sign-in, and its channel is the one where somebody types “dispatch here”. */
function forPlayground({ channel: _, ...parts }: CallboardDeps): CallboardDeps {
  const { cloud } = parts.bot;
  return {
    ...parts,
    bot: { appId: APP_ID, tenantId: TENANT_ID, type: 'SingleTenant', cloud, anonymousLoopback: true },
  };
}

/** Everybody in the demo world who has Teams. */
function peopleOf({ staff, technicians }: World): SimPerson[] {
  return [
    ...staff.map(({ key, name, mail, role }) => ({ key, name, mail, role: title(role) })),
    ...technicians.map(({ key, name, mail, tier }) => ({ key, name, mail, role: `Technician, ${tier}` })),
  ];
}

/** The demo needs its people before it can start; a busy machine may need a second try. */
async function directoryRead({ desk }: Callboard, clock: VirtualClock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await desk.syncDirectory();
      return;
    } catch {
      await clock.sleep(1_000, signal);
    }
  }
}

function letColleaguesWork(
  { world, teams, clock, guide }: Pick<Demo, 'world' | 'teams' | 'clock'> & { guide: DemoGuide },
  signal: AbortSignal,
): void {
  const random = randomOf(DEMO_SEED, 'colleagues');
  runColleagues(
    {
      clock,
      technicians: world.technicians.map((technician) => teams.user(technician.key)),
      dispatcher: teams.user(world.staff.find((person) => person.role === 'dispatcher')?.key ?? 'dana'),
      random: () => random.next(),
      // Once a visitor is present, the guide's host is theirs to play: those offers wait for a human.
      played: () => (teams.watching().size > 0 ? new Set([...teams.watching(), guide.host()]) : teams.watching()),
    },
    signal,
  );
}

/** The demo is followed on its page; the terminal shows only problems. */
function quietLog(): Log {
  return createLog({ level: 'error', format: 'lines', now: Date.now, write: (line) => process.stderr.write(line) });
}

function title(role: 'dispatcher' | 'manager' | 'admin'): string {
  return { dispatcher: 'Dispatcher', manager: 'Service manager', admin: 'Admin' }[role];
}
