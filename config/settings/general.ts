import { z } from 'zod';
import { PUBLIC_CLOUD } from '../../model/cloud.ts';
import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

const VAULTS = new URL(PUBLIC_CLOUD.vault).hostname;

/** How Callboard runs: where it listens, what it stores, what it logs. */
export const GENERAL = {
  NODE_ENV: setting({
    // Other programs have values of their own; a near miss of ours must not start the demo where production was meant.
    schema: z.string().refine((text) => text === 'production' || !/^prod/i.test(text), {
      error: 'is not "production", but looks like it',
    }),
    group: 'General',
    help: 'With `production`, Callboard refuses to start without configuration.',
    example: 'production',
  }),
  CALLBOARD_LOCAL_PLAYGROUND: setting({
    schema: field.yesNo,
    group: 'General',
    help: "`1` opens the bot without sign-in, on this machine only, for Microsoft's Agents Playground; see docs/guides/playground.md.",
    example: '1',
  }),
  CALLBOARD_HOST: setting({
    schema: field.host,
    group: 'General',
    help: 'The address to listen on. Default: 127.0.0.1 in the demo, 0.0.0.0 in live mode.',
    example: '0.0.0.0',
  }),
  PORT: setting({
    schema: field.whole(0, 65535),
    group: 'General',
    help: 'The port to listen on; 0 takes any free one. Default: 3978.',
    example: '3978',
  }),
  CALLBOARD_PUBLIC_URL: setting({
    schema: field.origin,
    group: 'General',
    help: 'The https address under which Teams and the PSA reach this server, without a path.',
    example: 'https://callboard.msp.example',
    needed: 'always',
    standIn: true,
  }),
  CALLBOARD_DATA: setting({
    schema: field.nonEmpty,
    group: 'General',
    help: 'The database file. Its folder must exist and belong to this process. Default in live mode, without MONGODB_URI: data/callboard.db.',
    example: 'data/callboard.db',
  }),
  MONGODB_URI: setting({
    schema: field.mongodbUri,
    group: 'General',
    help: 'The address of a MongoDB replica set, for several copies of Callboard over one database, instead of the database file; see docs/guides/operate.md.',
    example:
      'mongodb://callboard:<password>@db1.msp.example,db2.msp.example,db3.msp.example/callboard?replicaSet=rs0&tls=true',
    secret: true,
  }),
  LOG_LEVEL: setting({
    schema: z.enum(['debug', 'info', 'warn', 'error'], { error: 'is none of debug, info, warn, error' }),
    group: 'General',
    help: 'The least important lines that are written. Default: info.',
    example: 'info',
  }),
  METRICS_TOKEN: setting({
    schema: field.longSecret,
    group: 'General',
    help: 'The bearer token for /metrics. Without it, only this machine can read them.',
    example: '<a long random text>',
    secret: true,
  }),

  KEY_VAULT_URL: setting({
    schema: field.url.refine(
      (text) => new URL(text).hostname.endsWith(`.${VAULTS}`) || field.isLoopback(new URL(text).hostname),
      {
        error: `is not a Key Vault (https://….${VAULTS})`,
      },
    ),
    group: 'Key Vault',
    help: 'The vault for secrets written as `keyvault:<name>`. The process signs in with its managed identity, or whatever @azure/identity finds.',
    example: `https://msp.${VAULTS}`,
    standIn: true,
  }),
} as const satisfies Record<string, Setting>;
