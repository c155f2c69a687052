import { APP_ID, BOT_SECRET, HALO_LOGIN, HOOK, TENANT_ID } from './access.ts';
import type { Places } from './simulators.ts';

/** Halo's id of the outcome “Private Note”; settings name outcomes by id. */
const PRIVATE_NOTE = '7';

/** What one process of a Callboard is told beside where its simulators are. */
export interface OwnSettings {
  readonly port: string;
  /** Where the others reach it; a load balancer's address when there are several copies. */
  readonly publicUrl: string;
  /** A file of its own, or the MongoDB that copies share. */
  readonly database: { readonly dataPath: string } | { readonly mongodbUri: string };
  /** DESK_*: roles, coordinators and whatever else differs from the defaults. */
  readonly desk: Readonly<Record<string, string>>;
}

/**
 * The environment in which `node main.ts` is production over simulators that run in another process. Nothing of the
 * caller's own environment is in it.
 */
export function settingsOver(places: Places, own: OwnSettings): Record<string, string> {
  const { cloud } = places;
  return {
    NODE_ENV: 'production',
    CALLBOARD_HOST: '127.0.0.1',
    PORT: own.port,
    CALLBOARD_PUBLIC_URL: own.publicUrl,
    ...('dataPath' in own.database
      ? { CALLBOARD_DATA: own.database.dataPath }
      : { MONGODB_URI: own.database.mongodbUri }),
    TEAMS_APP_ID: APP_ID,
    TEAMS_TENANT_ID: TENANT_ID,
    TEAMS_APP_SECRET: BOT_SECRET,
    TEAMS_CHANNEL_ID: places.channelId,
    TEAMS_SERVICE_URL: places.serviceUrl,
    TEAMS_CLOUD_METADATA_URL: cloud.ToBotFromChannelOpenIdMetadataUrl,
    TEAMS_CLOUD_ISSUER: cloud.ToBotFromChannelTokenIssuer,
    TEAMS_CLOUD_LOGIN_URL: cloud.ToChannelFromBotLoginUrl,
    TEAMS_CLOUD_SCOPE: cloud.ToChannelFromBotOAuthScope,
    HALO_RESOURCE_URL: `${places.haloUrl}/api`,
    HALO_AUTH_URL: `${places.haloUrl}/auth`,
    HALO_TENANT: HALO_LOGIN.tenant,
    HALO_CLIENT_ID: HALO_LOGIN.clientId,
    HALO_CLIENT_SECRET: HALO_LOGIN.clientSecret,
    HALO_OUTCOME_INTERNAL_NOTE: PRIVATE_NOTE,
    HALO_RATE_PER_FIVE_MINUTES: String(places.haloRate),
    HALO_WEBHOOK_PATH: HOOK.path,
    HALO_WEBHOOK_USER: HOOK.user,
    HALO_WEBHOOK_PASSWORD: HOOK.password,
    ...own.desk,
  };
}
