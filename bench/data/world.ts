import { promMetrics } from '../../config/metrics.ts';
import { ALONE, DESK_DEFAULTS } from '../../desk/index.ts';
import { budgetRules, createBudget } from '../../desk/outbox/index.ts';
import type { Store } from '../../desk/ports/store.ts';
import { realClock } from '../../model/clock.ts';
import { countedIds } from '../../model/ids.ts';
import { silentLog } from '../../model/log.ts';
import { createHaloPsa } from '../../psa/halopsa/index.ts';
import { DEFAULT_ROUTING_POLICY } from '../../routing/index.ts';
import { virtualClock, type VirtualClock } from '../../sim/clock.ts';
import { createHaloSimulator, type HaloSimulator } from '../../sim/psa/halopsa/index.ts';
import { createTeamsSimulator, type TeamsSimulator } from '../../sim/teams/index.ts';
import { randomOf } from '../../sim/world/random.ts';
import { compose } from '../../start/compose.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';
import { DEFAULT_TRIAGE_POLICY } from '../../triage/index.ts';
import {
  APP_ID,
  DISPATCHER,
  HALO_LOGIN,
  HOOK,
  mailOf,
  seedTenant,
  skillTable,
  teamsPeople,
  technicians,
  TENANT_ID,
} from '../tenant.ts';

const HALO_RATE = 500;

/** A whole desk on a virtual clock: every limit of Teams and HaloPSA on, pushes on, technicians at work from 8 to 5. */
export interface StreamWorld {
  readonly clock: VirtualClock;
  readonly halo: HaloSimulator;
  readonly teams: TeamsSimulator;
  readonly store: Store;
  readonly clients: ReturnType<typeof seedTenant>;
  readonly technicians: readonly string[];
  /** What failed in the background; must stay empty. */
  readonly failures: readonly string[];
  /** Somebody does something, as one task of the shared clock. */
  does<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function streamWorld(at: number, size: number): Promise<StreamWorld> {
  const failures: string[] = [];
  const onError = (name: string, error: unknown) => void failures.push(`${name}: ${String(error)}`);
  const clock = virtualClock(at, onError);
  const log = silentLog;
  const halo = createHaloSimulator({ clock, ...HALO_LOGIN, log, limit: { requests: HALO_RATE, windowMs: 300_000 } });
  const team = technicians(size);
  const clients = seedTenant(halo, team, 'working days');
  const haloAt = await halo.listen();
  const teams = createTeamsSimulator({ clock, tenantId: TENANT_ID, appId: APP_ID, log, people: teamsPeople(team) });
  const teamsAt = await teams.listen();
  const store = await openSqliteStore({ path: ':memory:', log });
  const { metrics, registry } = promMetrics({ processMetrics: false });
  const random = randomOf(1, 'bench');
  const psa = createHaloPsa(
    {
      baseUrl: `${haloAt.url}/api`,
      authUrl: `${haloAt.url}/auth`,
      ...HALO_LOGIN,
      outcomes: { internalNote: 'Private Note' },
      ratePerFiveMinutes: HALO_RATE,
      webhook: HOOK,
    },
    { fetch: clock.fetch, clock, log },
  );
  const callboard = await compose(
    {
      clock,
      wallClock: realClock(onError),
      ids: countedIds(),
      random: () => random.next(),
      fetch: clock.fetch,
      log,
      metrics,
      registry,
      store,
      psa,
      bot: {
        appId: APP_ID,
        tenantId: TENANT_ID,
        type: 'SingleTenant',
        credential: { token: () => teams.token() },
        cloud: teams.cloud,
        serviceUrl: teams.serviceUrl,
      },
      policy: {
        ...DESK_DEFAULTS,
        coordinators: { default: [mailOf(DISPATCHER)] },
        onCall: team.slice(0, 2).map(mailOf),
        triage: DEFAULT_TRIAGE_POLICY,
        routing: DEFAULT_ROUTING_POLICY,
      },
      people: [{ mail: mailOf(DISPATCHER), name: DISPATCHER.name, roles: ['dispatcher'] }],
      skills: skillTable(team),
      channel: { id: teams.channel.id, serviceUrl: teams.serviceUrl },
      budget: createBudget(budgetRules({ psaPerFiveMinutes: HALO_RATE })),
      parallel: 8,
      owner: 'bench',
      copies: ALONE,
      hookPath: HOOK.path,
      page: { title: 'Callboard', lines: [], links: [] },
      before: [(req, res, next) => clock.middleware(req, res, next)],
    },
    { host: '127.0.0.1', port: 0 },
  );
  teams.setBotEndpoint(`${callboard.url}/api/messages`);
  const does = async <T>(work: () => Promise<T>): Promise<T> => {
    const result = clock.enter(work);
    result.catch(() => undefined);
    await clock.advance(0);
    return result;
  };
  await does(() => callboard.desk.syncDirectory());
  await does(() => psa.subscribe(`${callboard.url}/hooks/psa/${HOOK.path}`));
  for (const person of teams.people) {
    await does(() => teams.user(person.key).install());
    await clock.advance(100);
  }
  callboard.start();
  await clock.advance(2_000);
  return {
    clock,
    halo,
    teams,
    store,
    clients,
    technicians: team.map((technician) => technician.key),
    failures,
    does,
    async close() {
      const stopping = callboard.stop();
      await clock.advance(20 * 60_000);
      await stopping;
      await teamsAt.close();
      await haloAt.close();
    },
  };
}
