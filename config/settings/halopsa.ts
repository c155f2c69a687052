import { z } from 'zod';
import type { Add } from '../problem.ts';
import * as field from '../fields.ts';
import { Secret } from '../secret.ts';
import { setting, type SettingsTable, type Values } from '../setting.ts';

/**
 * The lowest limit on record: 300 requests in a rolling five minutes (docs/platform/halopsa.md, “The request budget is
 * 300 or 500 in five minutes”).
 */
const RATE_PER_FIVE_MINUTES = 300;

const digits = z.string().regex(/^\d+$/, { error: 'is not a number, as HaloPSA shows it' });

/** The API application, the outcomes of notes, the webhook. */
const SETTINGS = {
  HALO_RESOURCE_URL: setting({
    schema: field.url,
    group: 'PSA',
    help: 'The "Resource Server" of Configuration > Integrations > Halo API, with its /api. Never derived: custom domains exist.',
    example: 'https://msp.halopsa.example/api',
    needed: 'always',
    standIn: true,
  }),
  HALO_AUTH_URL: setting({
    schema: field.url,
    group: 'PSA',
    help: 'The "Authorisation Server" shown on the same page, with its /auth.',
    example: 'https://msp.halopsa.example/auth',
    needed: 'always',
    standIn: true,
  }),
  HALO_TENANT: setting({
    schema: field.nonEmpty,
    group: 'PSA',
    help: 'The "Tenant" shown on the same page.',
    example: 'msp',
    needed: 'always',
  }),
  HALO_CLIENT_ID: setting({
    schema: field.nonEmpty,
    group: 'PSA',
    help: 'The API application\'s "Client ID".',
    example: '<the client id>',
    needed: 'always',
  }),
  HALO_CLIENT_SECRET: setting({
    schema: field.nonEmpty,
    group: 'PSA',
    help: 'The API application\'s "Client Secret".',
    example: '<the client secret>',
    needed: 'always',
    secret: true,
  }),
  HALO_OUTCOME_INTERNAL_NOTE: setting({
    schema: digits,
    group: 'PSA',
    help: 'The id of the outcome (action) for notes that clients never see, such as "Private Note". The outcome decides who sees a note.',
    example: '7',
    needed: 'always',
  }),
  HALO_OUTCOME_CLIENT_NOTE: setting({
    schema: digits,
    group: 'PSA',
    help: 'The id of the outcome for notes to the client. Without it, Callboard writes internal notes only.',
    example: '12',
  }),
  HALO_UNASSIGNED_AGENT_ID: setting({
    schema: digits,
    group: 'PSA',
    help: 'The id of Halo\'s pseudo-agent "Unassigned". Default: asked of Halo.',
    example: '1',
  }),
  HALO_RATE_PER_FIVE_MINUTES: setting({
    schema: field.whole(10, 100_000),
    group: 'PSA',
    help: 'How many requests this installation may send to HaloPSA in five minutes. Default: 300, the lowest limit seen.',
    example: '300',
  }),
  HALO_WEBHOOK_PATH: setting({
    schema: field.unguessable,
    group: 'PSA',
    help: 'The last part of the webhook address /hooks/psa/…: Halo signs nothing, so it must be unguessable. Without the three HALO_WEBHOOK_… settings there is no webhook, and polling alone finds tickets.',
    example: '<24 to 128 random letters and digits>',
    secret: true,
  }),
  HALO_WEBHOOK_USER: setting({
    schema: field.nonEmpty,
    group: 'PSA',
    help: 'The user name HaloPSA sends with its webhook (Basic authentication).',
    example: 'halo',
  }),
  HALO_WEBHOOK_PASSWORD: setting({
    schema: field.longSecret,
    group: 'PSA',
    help: 'The password HaloPSA sends with its webhook.',
    example: '<a long random text>',
    secret: true,
  }),
} as const satisfies SettingsTable;

/** The settings of one HaloPSA tenant. */
export interface HaloSettings {
  readonly baseUrl: string;
  readonly authUrl: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: Secret;
  readonly outcomes: { readonly internalNote: string; readonly clientNote?: string };
  readonly unassignedAgentId?: number;
  readonly ratePerFiveMinutes: number;
  /** `path` is the last part of /hooks/psa/…, as secret as the password. */
  readonly webhook?: { readonly path: Secret; readonly user: string; readonly password: Secret };
}

/** HaloPSA as a PSA that can be chosen. */
export const HALOPSA = { key: 'halopsa', name: 'HaloPSA', settings: SETTINGS, read };

function read(s: Values<typeof SETTINGS>, given: ReadonlySet<string>, add: Add): HaloSettings | undefined {
  const names = ['HALO_WEBHOOK_PATH', 'HALO_WEBHOOK_USER', 'HALO_WEBHOOK_PASSWORD'] as const;
  const missing = names.filter((name) => !given.has(name));
  if (missing.length < names.length)
    for (const name of missing)
      add(name, 'is missing; the webhook needs all three', `${SETTINGS[name].help} Set it, or remove the other two.`);
  const { HALO_WEBHOOK_PATH: path, HALO_WEBHOOK_USER: user, HALO_WEBHOOK_PASSWORD: password } = s;
  const { HALO_RESOURCE_URL: baseUrl, HALO_AUTH_URL: authUrl, HALO_TENANT: tenant } = s;
  const { HALO_CLIENT_ID: clientId, HALO_CLIENT_SECRET: clientSecret, HALO_OUTCOME_INTERNAL_NOTE: internalNote } = s;
  if (baseUrl === undefined || authUrl === undefined || tenant === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined || internalNote === undefined) return undefined;
  const hook =
    path === undefined || user === undefined || password === undefined
      ? undefined
      : { path: new Secret(path), user, password: new Secret(password) };
  return {
    baseUrl,
    authUrl,
    tenant,
    clientId,
    clientSecret: new Secret(clientSecret),
    outcomes: {
      internalNote,
      ...(s.HALO_OUTCOME_CLIENT_NOTE === undefined ? {} : { clientNote: s.HALO_OUTCOME_CLIENT_NOTE }),
    },
    ...(s.HALO_UNASSIGNED_AGENT_ID === undefined ? {} : { unassignedAgentId: Number(s.HALO_UNASSIGNED_AGENT_ID) }),
    ratePerFiveMinutes: s.HALO_RATE_PER_FIVE_MINUTES ?? RATE_PER_FIVE_MINUTES,
    ...(hook ? { webhook: hook } : {}),
  };
}

/** The settings for the connector, with the secrets revealed. */
export function haloConnection({ clientSecret, webhook, ...rest }: HaloSettings) {
  return {
    ...rest,
    clientSecret: clientSecret.reveal(),
    ...(webhook ? { webhook: { user: webhook.user, password: webhook.password.reveal() } } : {}),
  };
}
