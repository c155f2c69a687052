import type { BotConfig } from '../bot/index.ts';
import { promMetrics } from '../config/metrics.ts';
import { SINGLE_INSTANCE, DESK_DEFAULTS, type DeskPolicy } from '../desk/index.ts';
import { budgetRules, createBudget } from '../desk/outbox/index.ts';
import { realClock } from '../start/machine-clock.ts';
import { countedIds } from '../model/ids.ts';
import { createHaloPsa } from '../psa/halopsa/index.ts';
import { DEFAULT_ROUTING_POLICY } from '../routing/index.ts';
import type { CallboardDeps } from '../start/compose.ts';
import { DEFAULT_TRIAGE_POLICY } from '../triage/index.ts';
import { APP_ID, BOT_SECRET, HALO_LOGIN, HOOK, TENANT_ID } from './access.ts';
import type { Places } from './simulators.ts';

/** What a Callboard over simulators must be given; everything else has a value that suits most worlds. */
export type OwnParts = Pick<CallboardDeps, 'clock' | 'fetch' | 'store' | 'log' | 'random' | 'owner' | 'people'> &
  Partial<Omit<CallboardDeps, 'policy'>> & {
    /** What differs from the desk's defaults. */
    readonly policy: Partial<DeskPolicy>;
    /** The bot's token, when the Teams simulator is in this process; otherwise the bot signs in over HTTP. */
    readonly token?: () => Promise<string>;
  };

/** The parts of one Callboard over simulators. `own` wins over every default. */
export function partsOver(places: Places, { policy, token, ...own }: OwnParts): CallboardDeps {
  const { clock, fetch, log, instances: copies = SINGLE_INSTANCE } = own;
  const { serviceUrl, channelId, haloRate } = places;
  return {
    wallClock: realClock((name, error) => log.error('task.failed', { task: name, cause: error })),
    ids: countedIds(),
    ...promMetrics({ processMetrics: false }),
    psa: createHaloPsa(
      {
        baseUrl: `${places.haloUrl}/api`,
        authUrl: `${places.haloUrl}/auth`,
        ...HALO_LOGIN,
        outcomes: { internalNote: 'Private Note' },
        ratePerFiveMinutes: haloRate,
        webhook: HOOK,
      },
      { fetch, clock, log, share: copies },
    ),
    bot: botOver(places, token ? { token } : { secret: BOT_SECRET }),
    channel: { id: channelId, serviceUrl },
    budget: createBudget(budgetRules({ psaPerFiveMinutes: haloRate }), copies),
    parallel: 8,
    instances: copies,
    page: { title: 'Callboard', lines: [], links: [] },
    ...own,
    policy: { ...DESK_DEFAULTS, triage: DEFAULT_TRIAGE_POLICY, routing: DEFAULT_ROUTING_POLICY, ...policy },
  };
}

/** The bot, as the simulated Teams knows it. */
function botOver({ cloud, serviceUrl }: Places, credential: NonNullable<BotConfig['credential']>): BotConfig {
  return { appId: APP_ID, tenantId: TENANT_ID, type: 'SingleTenant', credential, cloud, serviceUrl };
}
