import { z } from 'zod';
import { publicBotAddresses, PUBLIC_CLOUD } from '../../model/cloud.ts';
import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

/** The public cloud's own addresses, as examples; the tenant is that of multi-tenant bots. */
const PUBLIC = publicBotAddresses('botframework.com');

/** Teams: the bot's registration, the channel, and Teams' address. */
export const TEAMS = {
  TEAMS_APP_ID: setting({
    schema: field.guid,
    group: 'Teams',
    help: 'The Azure Bot\'s "Microsoft App ID".',
    example: '00000000-0000-0000-0000-000000000000',
    needed: 'always',
    standIn: true,
  }),
  TEAMS_TENANT_ID: setting({
    schema: field.guid,
    group: 'Teams',
    help: 'The "Directory (tenant) ID" of the MSP\'s Microsoft 365. Activities from any other tenant are refused.',
    example: '00000000-0000-0000-0000-000000000000',
    needed: 'always',
    standIn: true,
  }),
  TEAMS_APP_TYPE: setting({
    schema: z.enum(['SingleTenant', 'UserAssignedMSI'], { error: 'is neither SingleTenant nor UserAssignedMSI' }),
    group: 'Teams',
    help: 'The Azure Bot\'s "Bot Type". New multi-tenant bots can no longer be registered. Default: SingleTenant.',
    example: 'SingleTenant',
  }),
  TEAMS_APP_SECRET: setting({
    schema: field.nonEmpty,
    group: 'Teams',
    help: "The app registration's client secret (its value, not its id). SingleTenant needs this or a certificate.",
    example: '<the client secret>',
    secret: true,
  }),
  TEAMS_CERTIFICATE_THUMBPRINT: setting({
    schema: z
      .string()
      .regex(/^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/, { error: 'is neither 40 nor 64 hexadecimal digits' }),
    group: 'Teams',
    help: "The thumbprint of the app registration's certificate, instead of a client secret.",
    example: '<40 or 64 hexadecimal digits>',
  }),
  TEAMS_CERTIFICATE_KEY: setting({
    schema: z.string().regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, { error: 'is not a private key in PEM form' }),
    group: 'Teams',
    help: "The certificate's private key (PEM); best as TEAMS_CERTIFICATE_KEY_FILE.",
    example: '<PEM>',
    secret: true,
  }),
  TEAMS_CHANNEL_ID: setting({
    schema: z.string().regex(/^19:[^\s]+@thread\.(tacv2|skype)$/, { error: 'is not of the form 19:…@thread.tacv2' }),
    group: 'Teams',
    help: 'The dispatch channel; its "Get link to channel" holds the id, URL-encoded. Without it, write "@Callboard dispatch here" in the channel.',
    example: '19:your-channel@thread.tacv2',
    standIn: true,
  }),
  TEAMS_SERVICE_URL: setting({
    schema: field.url,
    group: 'Teams',
    help: `Where Teams' connector is reached until the first activity has said so. Default: ${PUBLIC_CLOUD.connector}.`,
    example: PUBLIC_CLOUD.connector,
  }),
  TEAMS_CLOUD_METADATA_URL: setting({
    schema: field.url,
    group: 'Teams',
    help: 'Another identity provider: its OpenID metadata. The TEAMS_CLOUD_… settings come all together or not at all; without them, the public cloud.',
    example: PUBLIC.metadata,
  }),
  TEAMS_CLOUD_ISSUER: setting({
    schema: field.url,
    group: 'Teams',
    help: 'Another identity provider: the issuer its tokens name.',
    example: PUBLIC.issuer,
  }),
  TEAMS_CLOUD_LOGIN_URL: setting({
    schema: field.url,
    group: 'Teams',
    help: 'Another identity provider: where the bot gets its own token; `/<tenant>` is part of it.',
    example: PUBLIC.login,
  }),
  TEAMS_CLOUD_SCOPE: setting({
    schema: field.url,
    group: 'Teams',
    help: 'Another identity provider: what the bot asks a token for.',
    example: PUBLIC.scope,
  }),
} as const satisfies Record<string, Setting>;
