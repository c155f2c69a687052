import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { botCloud, publicCloud, type BotConfig } from '../bot/index.ts';
import { compose, type Callboard } from './compose.ts';
import type { DeskConfig, LiveConfig, TeamsConfig } from '../config/config.ts';
import { addressOf } from '../config/database.ts';
import { createLog } from '../config/logging.ts';
import { promMetrics } from '../config/metrics.ts';
import type { PsaVendors } from '../config/psa-vendor.ts';
import { SINGLE_INSTANCE, createInstances, DESK_DEFAULTS, type DeskPolicy, type PersonSetting } from '../desk/index.ts';
import { budgetRules, createBudget } from '../desk/outbox/index.ts';
import { realClock } from './machine-clock.ts';
import { randomIds } from '../model/ids.ts';
import { DEFAULT_ROUTING_POLICY } from '../routing/index.ts';
import { DEFAULT_TRIAGE_POLICY } from '../triage/index.ts';
import { openStoreWithClock } from './open-store.ts';
import { PSA_VENDORS } from './psa-vendors.ts';
import { readSkills } from './skills.ts';
import { visitParts } from './visits.ts';

/** Effects that run at the same time: enough to use Teams' and the PSA's budgets, few enough not to strain either. */
const PARALLEL = 8;

/** Starts Callboard on real Teams, a real PSA and a durable store. `vendors` are those that `config` was read with. */
export async function startLive(config: LiveConfig, vendors: PsaVendors = PSA_VENDORS): Promise<Callboard> {
  const vendor = vendors.find(({ key }) => key === config.psa.vendor);
  if (!vendor) throw new Error(`there is no PSA ${config.psa.vendor}`);
  const log = createLog({
    level: config.logLevel,
    format: config.production ? 'json' : 'lines',
    now: Date.now,
    write: (line) => process.stdout.write(line),
  });
  const wallClock = realClock((name, error) => log.error('task.failed', { task: name, cause: error }));
  const opened = await openStoreWithClock(addressOf(config.database), wallClock, log);
  const { store, clock, engine } = opened;
  // In containers host names and process ids repeat, so every start gets a new name.
  const owner = `${hostname()}:${process.pid}:${randomBytes(4).toString('hex')}`;
  const copies = engine.shared ? createInstances({ store, clock, log, owner }) : SINGLE_INSTANCE;
  const { metrics, registry } = promMetrics({ processMetrics: true });
  const { teams, desk } = config;
  const { ratePerFiveMinutes, webhook } = config.psa.settings;
  const psa = await vendor.open(config.psa.settings, { fetch, clock, log, share: copies });
  const skills = desk.skillsCsv === undefined ? undefined : await readSkills(desk.skillsCsv);
  const visits = visitParts(config, { store, clock, wallClock, log, fetch, owner, copies });
  const callboard = await compose(
    {
      ...(visits ? { visits } : {}),
      clock,
      wallClock,
      ids: randomIds((digits) => randomBytes(digits / 2).toString('hex')),
      random: Math.random,
      fetch,
      log,
      metrics,
      registry,
      store,
      psa,
      bot: botConfig(teams),
      policy: policyOf(desk),
      people: peopleOf(desk),
      ...(config.graph ? { roleGroups: config.graph.roleGroups } : {}),
      ...(skills ? { skills } : {}),
      ...(teams.channelId === undefined ? {} : { channel: { id: teams.channelId, serviceUrl: teams.serviceUrl } }),
      budget: createBudget(budgetRules({ psaPerFiveMinutes: ratePerFiveMinutes }), copies),
      parallel: PARALLEL,
      owner,
      instances: copies,
      ...(webhook
        ? {
            hookPath: webhook.path.reveal(),
            hookAddress: `${config.publicUrl}/hooks/psa/${webhook.path.reveal()}`,
          }
        : {}),
      page: {
        title: 'Callboard',
        lines: [
          'The dispatcher’s seat, inside Microsoft Teams. People work with it there; this address is for machines.',
        ],
        links: [
          { href: '/healthz', text: 'Is it alive?' },
          { href: '/readyz', text: 'Can it work?' },
        ],
      },
      ...(config.metricsToken ? { metricsToken: config.metricsToken.reveal() } : {}),
    },
    { host: config.host, port: config.port },
  );
  callboard.start();
  log.info('callboard.started', { url: callboard.url, engine: engine.key });
  return {
    ...callboard,
    async stop() {
      await callboard.stop();
      opened.stop();
    },
  };
}

/** Everybody named in the settings. A person who is matched by hand and has no role is a technician. */
function peopleOf({ roles, matches }: DeskConfig): readonly PersonSetting[] {
  const mails = new Set([...Object.keys(roles), ...Object.keys(matches)]);
  return [...mails].map((mail) => {
    const agentId = matches[mail];
    return { mail, roles: roles[mail] ?? ['technician'], ...(agentId === undefined ? {} : { agentId }) };
  });
}

function policyOf(desk: DeskConfig): DeskPolicy {
  const { roles: _roles, matches: _matches, skillsCsv: _skills, ...settings } = desk;
  return {
    ...DESK_DEFAULTS,
    ...settings,
    triage: { ...DEFAULT_TRIAGE_POLICY, timeZone: desk.timeZone },
    routing: DEFAULT_ROUTING_POLICY,
  };
}

function botConfig(teams: TeamsConfig): BotConfig {
  const { credential } = teams;
  return {
    appId: teams.appId,
    tenantId: teams.tenantId,
    type: teams.appType,
    serviceUrl: teams.serviceUrl,
    cloud: teams.cloud ? botCloud(teams.cloud) : publicCloud(teams.tenantId),
    credential:
      credential.kind === 'secret'
        ? { secret: credential.secret.reveal() }
        : credential.kind === 'certificate'
          ? { certificate: { thumbprint: credential.thumbprint, key: credential.key.reveal() } }
          : { managedIdentity: true },
  };
}
