import { z } from 'zod';
import { NATIONAL_CLOUDS, PUBLIC_CLOUD } from '../../model/cloud.ts';
import * as field from '../fields.ts';
import { setting, type Setting } from '../setting.ts';

/** Microsoft 365 through Graph: calendars, mail, presence, shifts, Bookings; and driving times. */
export const GRAPH = {
  GRAPH_MAILBOX: setting({
    schema: field.mail,
    group: 'Microsoft 365',
    help: 'The dispatch mailbox: mails to clients leave from it, and it asks for the calendars of others. Without it there are no visits, and the other settings of this group are refused.',
    example: 'dispatch@msp.example',
    standIn: true,
  }),
  GRAPH_CREDENTIAL: setting({
    schema: z.enum(['bot', 'managed-identity', 'workload-identity', 'certificate', 'secret'], {
      error: 'is none of bot, managed-identity, workload-identity, certificate, secret',
    }),
    group: 'Microsoft 365',
    help: "How Callboard signs in to Graph. `bot`: with the bot's own registration and credential; the others need GRAPH_CLIENT_ID. `secret` is for trials. Default: bot.",
    example: 'managed-identity',
  }),
  GRAPH_CLIENT_ID: setting({
    schema: field.guid,
    group: 'Microsoft 365',
    help: 'The "Application (client) ID" of the registration or identity that has the permissions. Default: TEAMS_APP_ID.',
    example: '00000000-0000-0000-0000-000000000000',
    standIn: true,
  }),
  GRAPH_CERTIFICATE_THUMBPRINT: setting({
    schema: z
      .string()
      .regex(/^([0-9A-Fa-f]{40}|[0-9A-Fa-f]{64})$/, { error: 'is neither 40 nor 64 hexadecimal digits' }),
    group: 'Microsoft 365',
    help: 'The thumbprint of its certificate, for GRAPH_CREDENTIAL=certificate.',
    example: '<40 or 64 hexadecimal digits>',
  }),
  GRAPH_CERTIFICATE_KEY: setting({
    schema: z.string().regex(/-----BEGIN [A-Z ]*PRIVATE KEY-----/, { error: 'is not a private key in PEM form' }),
    group: 'Microsoft 365',
    help: "The certificate's private key (PEM); best as GRAPH_CERTIFICATE_KEY_FILE.",
    example: '<PEM>',
    secret: true,
  }),
  GRAPH_CLIENT_SECRET: setting({
    schema: field.nonEmpty,
    group: 'Microsoft 365',
    help: 'Its client secret, for GRAPH_CREDENTIAL=secret: for trials only.',
    example: '<the client secret>',
    secret: true,
  }),
  GRAPH_TOKEN_FILE: setting({
    schema: field.nonEmpty,
    group: 'Microsoft 365',
    help: "The cluster's token for this pod, for GRAPH_CREDENTIAL=workload-identity. Default: where Azure Kubernetes Service puts it.",
    example: '/var/run/secrets/azure/tokens/azure-identity-token',
  }),
  GRAPH_NOTICE_SECRET: setting({
    schema: field.longSecret,
    group: 'Microsoft 365',
    help: "By which Callboard knows Graph's notices of changed calendars. Without it, calendars are polled.",
    example: '<a long random text>',
    secret: true,
  }),
  GRAPH_SHIFT_TEAMS: setting({
    schema: field.guids,
    group: 'Microsoft 365',
    help: 'The teams (their group ids) whose Shifts say who works when. Default: none; shifts come from the PSA.',
    example: '00000000-0000-0000-0000-000000000000',
    standIn: true,
  }),
  GRAPH_SHIFTS_ACT_AS: setting({
    schema: field.guid,
    group: 'Microsoft 365',
    help: 'The object id of an owner of those teams: Shifts answers an application only in the name of somebody.',
    example: '00000000-0000-0000-0000-000000000000',
    standIn: true,
  }),
  GRAPH_ROLE_GROUPS: setting({
    schema: field.groupRoles,
    group: 'Microsoft 365',
    help: 'Roles by Entra group, beside DESK_ROLES: group id = role+role. Default: none.',
    example: '00000000-0000-0000-0000-000000000000=dispatcher+admin',
    standIn: true,
  }),
  GRAPH_URL: setting({
    schema: field.url,
    group: 'Microsoft 365',
    help: `Where Graph is, in a national cloud. Default: ${PUBLIC_CLOUD.graph}.`,
    example: NATIONAL_CLOUDS[0].graph,
  }),
  GRAPH_LOGIN_URL: setting({
    schema: field.url,
    group: 'Microsoft 365',
    help: `Where Entra is, in a national cloud. Default: ${PUBLIC_CLOUD.login}.`,
    example: NATIONAL_CLOUDS[0].login,
  }),

  BOOKINGS_MODE: setting({
    schema: z.enum(['bookings', 'exchange'], { error: 'is neither bookings nor exchange' }),
    group: 'Microsoft 365',
    help: '`bookings`: visits are appointments in Microsoft Bookings; `exchange`: meetings from the dispatch mailbox, for when Bookings is not licensed or ill. Default: bookings when BOOKINGS_BUSINESS is set, else exchange.',
    example: 'bookings',
  }),
  BOOKINGS_BUSINESS: setting({
    schema: field.mail,
    group: 'Microsoft 365',
    help: 'The mail address of the Bookings business.',
    example: 'visits@msp.example',
    standIn: true,
  }),
  BOOKINGS_SERVICES: setting({
    schema: field.services,
    group: 'Microsoft 365',
    help: 'The ids of its services by kind of visit: on-site, remote, call. A kind without a service is not offered. Needed with BOOKINGS_BUSINESS.',
    example: 'on-site=00000000-0000-0000-0000-000000000000',
    standIn: true,
  }),
  BOOKINGS_MINUTES: setting({
    schema: field.kindMinutes,
    group: 'Microsoft 365',
    help: 'With BOOKINGS_MODE=exchange: how long each kind of visit takes, in minutes. Default: on-site=60, remote=30, call=15.',
    example: 'on-site=90, remote=30, call=15',
  }),

  AZURE_MAPS_KEY: setting({
    schema: field.nonEmpty,
    group: 'Microsoft 365',
    help: 'A key of an Azure Maps account, for driving times. Without it and AZURE_MAPS_CLIENT_ID, travel is estimated.',
    example: '<the key>',
    secret: true,
  }),
  AZURE_MAPS_CLIENT_ID: setting({
    schema: field.guid,
    group: 'Microsoft 365',
    help: 'The account\'s "Client ID" (Authentication page), instead of a key: Callboard asks with its own identity, which needs the role "Azure Maps Data Reader".',
    example: '00000000-0000-0000-0000-000000000000',
    standIn: true,
  }),
  AZURE_MAPS_URL: setting({
    schema: field.url,
    group: 'Microsoft 365',
    help: `Where Azure Maps is. Default: ${PUBLIC_CLOUD.maps}.`,
    example: PUBLIC_CLOUD.maps,
  }),
} as const satisfies Record<string, Setting>;
