import { PUBLIC_CLOUD, type BotAddresses } from '../model/cloud.ts';
import type { TeamsConfig, TeamsCredential } from './config.ts';
import type { Add } from './problem.ts';
import { Secret } from './secret.ts';
import { settingOf, type Settings } from './settings.ts';

/** The bot's identity in Teams, and Teams' address. `given`: settings that are present, including refused ones. */
export function teamsConfig(s: Settings, given: ReadonlySet<string>, add: Add): TeamsConfig | undefined {
  const appType = s.TEAMS_APP_TYPE ?? 'SingleTenant';
  const credential = teamsCredential(s, given, appType, add);
  const cloud = teamsCloud(s, given, add);
  if (s.TEAMS_APP_ID === undefined || s.TEAMS_TENANT_ID === undefined) return undefined;
  if (!credential) return undefined;
  return {
    appId: s.TEAMS_APP_ID,
    tenantId: s.TEAMS_TENANT_ID,
    appType,
    credential,
    ...(s.TEAMS_CHANNEL_ID === undefined ? {} : { channelId: s.TEAMS_CHANNEL_ID }),
    serviceUrl: s.TEAMS_SERVICE_URL ?? PUBLIC_CLOUD.connector,
    ...(cloud ? { cloud } : {}),
  };
}

function teamsCredential(
  s: Settings,
  given: ReadonlySet<string>,
  appType: TeamsConfig['appType'],
  add: Add,
): TeamsCredential | undefined {
  const secret = given.has('TEAMS_APP_SECRET');
  const certificate = given.has('TEAMS_CERTIFICATE_THUMBPRINT') || given.has('TEAMS_CERTIFICATE_KEY');
  if (appType === 'UserAssignedMSI') {
    // docs/platform/teams.md, “A managed identity has no password”.
    if (secret || certificate)
      return add(
        'TEAMS_APP_TYPE',
        'is UserAssignedMSI, but a secret or certificate is set',
        'Remove the secret, or use SingleTenant.',
      );
    return { kind: 'managed-identity' };
  }
  if (secret && certificate)
    return add('TEAMS_APP_SECRET', 'is set together with a certificate', 'Keep one of the two.');
  if (!secret && !certificate)
    return add('TEAMS_APP_SECRET', 'is missing, and so is a certificate', settingOf('TEAMS_APP_SECRET')?.help ?? '');
  if (s.TEAMS_APP_SECRET !== undefined) return { kind: 'secret', secret: new Secret(s.TEAMS_APP_SECRET) };
  for (const name of ['TEAMS_CERTIFICATE_THUMBPRINT', 'TEAMS_CERTIFICATE_KEY'] as const)
    if (certificate && !given.has(name)) add(name, 'is missing; a certificate needs both', settingOf(name)?.help ?? '');
  if (s.TEAMS_CERTIFICATE_THUMBPRINT === undefined || s.TEAMS_CERTIFICATE_KEY === undefined) return undefined;
  return { kind: 'certificate', thumbprint: s.TEAMS_CERTIFICATE_THUMBPRINT, key: new Secret(s.TEAMS_CERTIFICATE_KEY) };
}

/**
 * An identity provider other than the public cloud's. All of its settings are needed together: any single one switches
 * off the public cloud's defaults, and then every request is a 401 (docs/platform/teams.md, “The addresses of a cloud
 * come all together or not at all”).
 */
function teamsCloud(s: Settings, given: ReadonlySet<string>, add: Add): BotAddresses | undefined {
  const names = [
    'TEAMS_CLOUD_METADATA_URL',
    'TEAMS_CLOUD_ISSUER',
    'TEAMS_CLOUD_LOGIN_URL',
    'TEAMS_CLOUD_SCOPE',
  ] as const;
  const missing = names.filter((name) => !given.has(name));
  if (missing.length === names.length) return undefined;
  for (const name of missing)
    add(name, 'is missing; the TEAMS_CLOUD_… settings come together', 'Set all four, or none.');
  const [metadata, issuer, login, scope] = [
    s.TEAMS_CLOUD_METADATA_URL,
    s.TEAMS_CLOUD_ISSUER,
    s.TEAMS_CLOUD_LOGIN_URL,
    s.TEAMS_CLOUD_SCOPE,
  ];
  if (metadata === undefined || issuer === undefined || login === undefined || scope === undefined) return undefined;
  return { metadata, issuer, login, scope };
}
