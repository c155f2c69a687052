import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

/** HaloPSA: the API application, the outcomes of notes, the webhook. */
export const HALOPSA = {
  HALO_RESOURCE_URL: setting({
    schema: field.url,
    group: 'HaloPSA',
    help: 'The "Resource Server" of Configuration > Integrations > Halo API, with its /api. Never derived: custom domains exist.',
    example: 'https://msp.halopsa.example/api',
    needed: 'always',
    standIn: true,
  }),
  HALO_AUTH_URL: setting({
    schema: field.url,
    group: 'HaloPSA',
    help: 'The "Authorisation Server" shown on the same page, with its /auth.',
    example: 'https://msp.halopsa.example/auth',
    needed: 'always',
    standIn: true,
  }),
  HALO_TENANT: setting({
    schema: field.nonEmpty,
    group: 'HaloPSA',
    help: 'The "Tenant" shown on the same page.',
    example: 'msp',
    needed: 'always',
  }),
  HALO_CLIENT_ID: setting({
    schema: field.nonEmpty,
    group: 'HaloPSA',
    help: 'The API application\'s "Client ID".',
    example: '<the client id>',
    needed: 'always',
  }),
  HALO_CLIENT_SECRET: setting({
    schema: field.nonEmpty,
    group: 'HaloPSA',
    help: 'The API application\'s "Client Secret".',
    example: '<the client secret>',
    needed: 'always',
    secret: true,
  }),
  HALO_OUTCOME_INTERNAL_NOTE: setting({
    schema: field.digits,
    group: 'HaloPSA',
    help: 'The id of the outcome (action) for notes that clients never see, such as "Private Note". The outcome decides who sees a note.',
    example: '7',
    needed: 'always',
  }),
  HALO_OUTCOME_CLIENT_NOTE: setting({
    schema: field.digits,
    group: 'HaloPSA',
    help: 'The id of the outcome for notes to the client. Without it, Callboard writes internal notes only.',
    example: '12',
  }),
  HALO_UNASSIGNED_AGENT_ID: setting({
    schema: field.digits,
    group: 'HaloPSA',
    help: 'The id of Halo\'s pseudo-agent "Unassigned". Default: asked of Halo.',
    example: '1',
  }),
  HALO_RATE_PER_FIVE_MINUTES: setting({
    schema: field.whole(10, 100_000),
    group: 'HaloPSA',
    help: 'How many requests this installation may send to HaloPSA in five minutes. Default: 300, the lowest limit seen.',
    example: '300',
  }),
  HALO_WEBHOOK_PATH: setting({
    schema: field.unguessable,
    group: 'HaloPSA',
    help: 'The last part of the webhook address /hooks/psa/…: Halo signs nothing, so it must be unguessable. Without the three HALO_WEBHOOK_… settings there is no webhook, and polling alone finds tickets.',
    example: '<24 to 128 random letters and digits>',
    secret: true,
  }),
  HALO_WEBHOOK_USER: setting({
    schema: field.nonEmpty,
    group: 'HaloPSA',
    help: 'The user name HaloPSA sends with its webhook (Basic authentication).',
    example: 'halo',
  }),
  HALO_WEBHOOK_PASSWORD: setting({
    schema: field.longSecret,
    group: 'HaloPSA',
    help: 'The password HaloPSA sends with its webhook.',
    example: '<a long random text>',
    secret: true,
  }),
} as const satisfies Record<string, Setting>;
