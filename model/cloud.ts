/**
 * Where Microsoft's services are in the public cloud. Whatever talks to Microsoft takes these addresses unless the
 * settings name others: another cloud's, or those of a simulator.
 */
export const PUBLIC_CLOUD = {
  /** Entra, which issues tokens. MSAL knows this host by heart and asks nobody where its endpoints are. */
  login: 'https://login.microsoftonline.com',
  /** Microsoft Graph. Its SDK sends headers to Graph's own hosts only (docs/platform/graph.md, “The Graph client sends its headers to Graph's own hosts”). */
  graph: 'https://graph.microsoft.com',
  /**
   * Teams' connector until the first activity has said where it is
   * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
   */
  connector: 'https://smba.trafficmanager.net/teams',
  maps: 'https://atlas.microsoft.com',
  /** Key Vault: whom its tokens are for. Every vault is a host below it. */
  vault: 'https://vault.azure.net',
} as const;

/** The Graph of the national clouds, each with its Entra (https://learn.microsoft.com/graph/deployments). */
export const NATIONAL_CLOUDS = [
  { graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  { graph: 'https://dod-graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  { graph: 'https://microsoftgraph.chinacloudapi.cn', login: 'https://login.chinacloudapi.cn' },
] as const;

/** Who vouches for Teams to a bot, and for the bot to Teams. All four belong to one identity provider. */
export interface BotAddresses {
  /** Where the keys are listed that sign requests from Teams. */
  readonly metadata: string;
  /** Whom the tokens of those requests name as their issuer. */
  readonly issuer: string;
  /** Entra's authority for the bot's own token; `/oauth2/v2.0/token` is added. */
  readonly login: string;
  /** Whom the bot's own token is for; `/.default` is added. */
  readonly scope: string;
}

/**
 * The public cloud. A single-tenant bot asks its own tenant for tokens, or it gets AADSTS700016
 * (docs/platform/teams.md, “A single-tenant bot asks its own tenant for tokens”).
 */
export function publicBotAddresses(tenantId: string): BotAddresses {
  return {
    metadata: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    issuer: 'https://api.botframework.com',
    login: `${PUBLIC_CLOUD.login}/${tenantId}`,
    scope: 'https://api.botframework.com',
  };
}
