/**
 * The addresses of Microsoft's services in the public cloud. Code that talks to Microsoft uses them unless the settings
 * name others, for another cloud or a simulator.
 */
export const PUBLIC_CLOUD = {
  /** Entra, which issues tokens. MSAL has this host's endpoints built in and does not look them up. */
  login: 'https://login.microsoftonline.com',
  /**
   * Microsoft Graph. Its SDK sends headers only to Graph's own hosts (docs/platform/graph.md, “The Graph client sends
   * its headers to Graph's own hosts”).
   */
  graph: 'https://graph.microsoft.com',
  /**
   * Teams' connector, until the first activity names another address
   * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).
   */
  connector: 'https://smba.trafficmanager.net/teams',
  maps: 'https://atlas.microsoft.com',
  /** The audience of Key Vault tokens. Every vault is a host below it. */
  vault: 'https://vault.azure.net',
} as const;

/** Graph and Entra of the national clouds (https://learn.microsoft.com/graph/deployments). */
export const NATIONAL_CLOUDS = [
  { graph: 'https://graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  { graph: 'https://dod-graph.microsoft.us', login: 'https://login.microsoftonline.us' },
  { graph: 'https://microsoftgraph.chinacloudapi.cn', login: 'https://login.chinacloudapi.cn' },
] as const;

/** The identity provider between Teams and a bot. All four addresses belong to one provider. */
export interface BotAddresses {
  /** The list of keys that sign requests from Teams. */
  readonly metadata: string;
  /** The issuer named in the tokens of those requests. */
  readonly issuer: string;
  /** Entra's authority for the bot's own token; `/oauth2/v2.0/token` is added. */
  readonly login: string;
  /** The audience of the bot's own token; `/.default` is added. */
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
