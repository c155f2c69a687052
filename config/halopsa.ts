import type { Add, HaloConfig } from './config.ts';
import { Secret } from './secret.ts';
import { settingOf, type Settings } from './settings.ts';

/**
 * The lowest limit that a tenant was seen to have
 * (docs/platform/halopsa.md, “The request budget is 300 or 500 in five minutes”).
 */
const RATE_PER_FIVE_MINUTES = 300;

/** How HaloPSA is reached, and how it reaches us. */
export function haloConfig(s: Settings, given: ReadonlySet<string>, add: Add): HaloConfig | undefined {
  const names = ['HALO_WEBHOOK_PATH', 'HALO_WEBHOOK_USER', 'HALO_WEBHOOK_PASSWORD'] as const;
  const missing = names.filter((name) => !given.has(name));
  if (missing.length < names.length)
    for (const name of missing)
      add(
        name,
        'is missing; the webhook needs all three',
        `${settingOf(name)?.help ?? ''} Set it, or remove the other two.`,
      );
  const { HALO_WEBHOOK_PATH: path, HALO_WEBHOOK_USER: user, HALO_WEBHOOK_PASSWORD: password } = s;
  const { HALO_RESOURCE_URL: resourceUrl, HALO_AUTH_URL: authUrl, HALO_TENANT: tenant } = s;
  const { HALO_CLIENT_ID: clientId, HALO_CLIENT_SECRET: clientSecret, HALO_OUTCOME_INTERNAL_NOTE: internalNote } = s;
  if (resourceUrl === undefined || authUrl === undefined || tenant === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined || internalNote === undefined) return undefined;
  const hook =
    path === undefined || user === undefined || password === undefined
      ? undefined
      : { path: new Secret(path), user, password: new Secret(password) };
  return {
    resourceUrl,
    authUrl,
    tenant,
    clientId,
    clientSecret: new Secret(clientSecret),
    outcomes: {
      internalNote,
      ...(s.HALO_OUTCOME_CLIENT_NOTE === undefined ? {} : { clientNote: s.HALO_OUTCOME_CLIENT_NOTE }),
    },
    ...(s.HALO_UNASSIGNED_AGENT_ID === undefined ? {} : { unassignedAgentId: s.HALO_UNASSIGNED_AGENT_ID }),
    ratePerFiveMinutes: s.HALO_RATE_PER_FIVE_MINUTES ?? RATE_PER_FIVE_MINUTES,
    ...(hook ? { webhook: hook } : {}),
  };
}
