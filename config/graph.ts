import type { VisitKind } from '../model/visit.ts';
import type { GraphCredential, GraphSettings, TeamsConfig, VisitSettings } from './config.ts';
import type { Add } from './problem.ts';
import { Secret } from './secret.ts';
import { SETTING_NAMES, settingOf, type Settings } from './settings.ts';

/** https://azure.github.io/azure-workload-identity/docs/quick-start.html: the webhook mounts it there. */
const TOKEN_FILE = '/var/run/secrets/azure/tokens/azure-identity-token';
const MINUTES: Readonly<Record<VisitKind, number>> = { 'on-site': 60, remote: 30, call: 15 };

/** Which other settings `secret` and the like need, so that a missing companion is named. */
const CREDENTIAL_NEEDS = {
  bot: [],
  'managed-identity': ['GRAPH_CLIENT_ID'],
  'workload-identity': ['GRAPH_CLIENT_ID'],
  certificate: ['GRAPH_CLIENT_ID', 'GRAPH_CERTIFICATE_THUMBPRINT', 'GRAPH_CERTIFICATE_KEY'],
  secret: ['GRAPH_CLIENT_ID', 'GRAPH_CLIENT_SECRET'],
} as const;
const CREDENTIAL_SETTINGS = [
  'GRAPH_CLIENT_ID',
  'GRAPH_CERTIFICATE_THUMBPRINT',
  'GRAPH_CERTIFICATE_KEY',
  'GRAPH_CLIENT_SECRET',
  'GRAPH_TOKEN_FILE',
] as const;

/**
 * Reads the settings of Microsoft 365; `undefined` without GRAPH_MAILBOX or after a mistake. `teams` provides the
 * tenant, and the app registration when Graph has none of its own.
 */
export function graphConfig(
  s: Settings,
  given: ReadonlySet<string>,
  teams: TeamsConfig | undefined,
  add: Add,
): GraphSettings | undefined {
  const ours = SETTING_NAMES.filter((name) => settingOf(name)?.group === 'Microsoft 365' && given.has(name));
  if (ours.length === 0) return undefined;
  if (!given.has('GRAPH_MAILBOX')) {
    return add('GRAPH_MAILBOX', `is missing, but ${ours.join(', ')} is set`, settingOf('GRAPH_MAILBOX')?.help ?? '');
  }
  const credential = graphCredential(s, given, teams, add);
  const visits = visitSettings(s, given, add);
  if (given.has('AZURE_MAPS_KEY') && given.has('AZURE_MAPS_CLIENT_ID'))
    add('AZURE_MAPS_KEY', 'is set together with AZURE_MAPS_CLIENT_ID', 'Keep one of the two.');
  if (given.has('GRAPH_SHIFTS_ACT_AS') && !given.has('GRAPH_SHIFT_TEAMS'))
    add('GRAPH_SHIFT_TEAMS', 'is missing, but GRAPH_SHIFTS_ACT_AS is set', settingOf('GRAPH_SHIFT_TEAMS')?.help ?? '');
  if (s.GRAPH_MAILBOX === undefined || !teams || !credential || !visits) return undefined;
  return {
    mailbox: s.GRAPH_MAILBOX,
    tenantId: teams.tenantId,
    clientId: s.GRAPH_CLIENT_ID ?? teams.appId,
    credential,
    visits,
    shiftTeamIds: s.GRAPH_SHIFT_TEAMS ?? [],
    roleGroups: s.GRAPH_ROLE_GROUPS ?? {},
    ...(s.GRAPH_SHIFTS_ACT_AS === undefined ? {} : { shiftsActAs: s.GRAPH_SHIFTS_ACT_AS }),
    ...(s.GRAPH_NOTICE_SECRET === undefined ? {} : { noticeSecret: new Secret(s.GRAPH_NOTICE_SECRET) }),
    ...(s.GRAPH_URL === undefined ? {} : { url: s.GRAPH_URL }),
    ...(s.GRAPH_LOGIN_URL === undefined ? {} : { loginUrl: s.GRAPH_LOGIN_URL }),
    ...mapsSettings(s),
  };
}

function graphCredential(
  s: Settings,
  given: ReadonlySet<string>,
  teams: TeamsConfig | undefined,
  add: Add,
): GraphCredential | undefined {
  if (given.has('GRAPH_CREDENTIAL') && s.GRAPH_CREDENTIAL === undefined) return undefined;
  const kind = s.GRAPH_CREDENTIAL ?? 'bot';
  const needs: readonly string[] = CREDENTIAL_NEEDS[kind];
  for (const name of needs)
    if (!given.has(name)) add(name, `is missing; ${kind} needs it`, settingOf(name)?.help ?? '');
  for (const name of CREDENTIAL_SETTINGS) {
    const used = needs.includes(name) || (kind === 'workload-identity' && name === 'GRAPH_TOKEN_FILE');
    if (given.has(name) && !used) {
      add(name, `is not used with GRAPH_CREDENTIAL=${kind}`, 'Remove it, or choose the credential that it belongs to.');
    }
  }
  const { GRAPH_CERTIFICATE_THUMBPRINT: thumbprint, GRAPH_CERTIFICATE_KEY: key, GRAPH_CLIENT_SECRET: secret } = s;
  switch (kind) {
    case 'bot':
      return teams?.credential;
    case 'managed-identity':
      return { kind };
    case 'workload-identity':
      return { kind, tokenFile: s.GRAPH_TOKEN_FILE ?? TOKEN_FILE };
    case 'certificate':
      return thumbprint === undefined || key === undefined ? undefined : { kind, thumbprint, key: new Secret(key) };
    case 'secret':
      return secret === undefined ? undefined : { kind, secret: new Secret(secret) };
  }
}

function visitSettings(s: Settings, given: ReadonlySet<string>, add: Add): VisitSettings | undefined {
  if (given.has('BOOKINGS_MODE') && s.BOOKINGS_MODE === undefined) return undefined;
  const mode = s.BOOKINGS_MODE ?? (given.has('BOOKINGS_BUSINESS') ? 'bookings' : 'exchange');
  // Settings of the other mode may stay, so that switching back and forth takes one line.
  if (mode === 'exchange') return { mode, minutes: { ...MINUTES, ...s.BOOKINGS_MINUTES } };
  for (const name of ['BOOKINGS_BUSINESS', 'BOOKINGS_SERVICES'] as const)
    if (!given.has(name)) add(name, 'is missing; Bookings needs both', settingOf(name)?.help ?? '');
  if (s.BOOKINGS_BUSINESS === undefined || s.BOOKINGS_SERVICES === undefined) return undefined;
  return { mode, businessId: s.BOOKINGS_BUSINESS, services: s.BOOKINGS_SERVICES };
}

function mapsSettings(s: Settings): Pick<GraphSettings, 'maps'> {
  const place = s.AZURE_MAPS_URL === undefined ? {} : { url: s.AZURE_MAPS_URL };
  if (s.AZURE_MAPS_KEY !== undefined) return { maps: { kind: 'key', key: new Secret(s.AZURE_MAPS_KEY), ...place } };
  if (s.AZURE_MAPS_CLIENT_ID === undefined) return {};
  return { maps: { kind: 'entra', accountId: s.AZURE_MAPS_CLIENT_ID, ...place } };
}
