import type { Store } from '../../desk/ports/store.ts';
import {
  allSkills,
  DISPATCHER,
  HOOK,
  mailOf,
  openDesk,
  partsOver,
  seedTeam,
  startHalo,
  startTeams,
  technicians,
  virtualTime,
  type SeededClient,
} from '../../harness/index.ts';
import { silentLog as log } from '../../model/log.ts';
import { parseSkillMatrix } from '../../routing/index.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import type { HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import type { TeamsSimulator } from '../../sim/teams/index.ts';
import { randomOf } from '../../sim/world/random.ts';
import { compose } from '../../start/compose.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

/** A whole desk on a virtual clock: every limit of Teams and HaloPSA on, pushes on, technicians at work from 8 to 5. */
export interface StreamWorld {
  readonly clock: VirtualClock;
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly store: Store;
  readonly clients: readonly SeededClient[];
  readonly technicians: readonly string[];
  /** What failed in the background; must stay empty. */
  readonly failures: readonly string[];
  /** Somebody does something, as one task of the shared clock. */
  does<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function streamWorld(at: number, size: number): Promise<StreamWorld> {
  const time = virtualTime(at);
  const { clock, does } = time;
  const halo = await startHalo({ clock, log });
  const team = technicians(size);
  const { clients } = seedTeam(halo.halo, { team, hours: 'working days', clients: 3 });
  const teams = await startTeams({ clock, log, people: [DISPATCHER, ...team] });
  const store = await openSqliteStore({ path: ':memory:', log });
  const random = randomOf(1, 'bench');
  const parts = partsOver(
    { ...halo, ...teams },
    {
      ...time.parts,
      store,
      log,
      owner: 'bench',
      random: () => random.next(),
      token: () => teams.teams.token(),
      policy: { coordinators: { default: [mailOf(DISPATCHER)] }, onCall: team.slice(0, 2).map(mailOf) },
      people: [{ mail: mailOf(DISPATCHER), name: DISPATCHER.name, roles: ['dispatcher'] }],
      skills: parseSkillMatrix(allSkills(team)),
      hookPath: HOOK.path,
    },
  );
  const callboard = await compose(parts, { host: '127.0.0.1', port: 0 });
  teams.teams.setBotEndpoint(`${callboard.url}/api/messages`);
  await does(() => parts.psa.subscribe(`${callboard.url}/hooks/psa/${HOOK.path}`));
  await openDesk(time, teams.teams, [callboard]);
  return {
    clock,
    halo: halo.halo,
    teams: teams.teams,
    store,
    clients,
    technicians: team.map((technician) => technician.key),
    failures: time.failures,
    does,
    async close() {
      const stopping = callboard.stop();
      await clock.advance(20 * 60_000);
      await stopping;
      await teams.close();
      await halo.close();
    },
  };
}
