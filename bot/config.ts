import { publicBotAddresses, PUBLIC_CLOUD, type BotAddresses } from '../model/cloud.ts';
import { CallboardError } from '../model/errors.ts';

/**
 * The addresses of a Microsoft cloud, under botbuilder's names. They are set together: docs/platform/teams.md, “The
 * addresses of a cloud come all together or not at all”. Change them for a government cloud or for your own identity
 * provider on loopback.
 */
export interface BotCloud {
  /** Lists the keys that sign requests from Teams. */
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromChannelTokenIssuer: string;
  /** Entra's authority for the bot's own token; `/oauth2/v2.0/token` is appended. */
  readonly ToChannelFromBotLoginUrl: string;
  /** The audience of the bot's own token; `/.default` is appended. */
  readonly ToChannelFromBotOAuthScope: string;
  readonly OAuthUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly CallerId: string;
}

/** How the bot authenticates to Teams. */
export type BotCredential =
  | { readonly secret: string }
  /** `thumbprint` in hex: 40 digits (SHA-1) or 64 (SHA-256); `key` in PEM. */
  | { readonly certificate: { readonly thumbprint: string; readonly key: string } }
  /** The machine's Azure managed identity; there is no secret to store. */
  | { readonly managedIdentity: true }
  /** Tokens from an external source, such as a test or your own identity provider. */
  | { readonly token: () => Promise<string> };

export interface BotConfig {
  readonly appId: string;
  /** The one Entra tenant this installation serves. */
  readonly tenantId: string;
  /** docs/platform/teams.md, “New bots are single-tenant or use a managed identity”. */
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  /** Optional only in the anonymous local mode. */
  readonly credential?: BotCredential;
  readonly cloud: BotCloud;
  /** The connector to use until the first activity arrives; after that, the newest activity's address is used. */
  readonly serviceUrl?: string;
  /** For the Microsoft 365 Agents Playground on this machine: no tokens, and only loopback callers are accepted. */
  readonly anonymousLoopback?: true;
}

/** An identity provider's addresses under botbuilder's names. */
export function botCloud({ metadata, issuer, login, scope }: BotAddresses): BotCloud {
  return {
    ToBotFromChannelOpenIdMetadataUrl: metadata,
    ToBotFromEmulatorOpenIdMetadataUrl: metadata,
    ToBotFromChannelTokenIssuer: issuer,
    ToChannelFromBotLoginUrl: login,
    ToChannelFromBotOAuthScope: scope,
    OAuthUrl: scope,
    CallerId: 'urn:botframework:azure',
  };
}

/** The public cloud's addresses: docs/platform/teams.md, “A single-tenant bot asks its own tenant for tokens”. */
export function publicCloud(tenantId: string): BotCloud {
  return {
    ...botCloud(publicBotAddresses(tenantId)),
    ToBotFromEmulatorOpenIdMetadataUrl: `${PUBLIC_CLOUD.login}/botframework.com/v2.0/.well-known/openid-configuration`,
  };
}

/**
 * Rejects a configuration that would leave the bot unprotected or unable to send: docs/platform/teams.md, “An empty app
 * id switches authentication off”.
 *
 * @throws CONFIG_INVALID
 */
export function checkConfig(config: BotConfig): void {
  const wrong = [
    config.appId.trim() === '' ? 'appId is empty' : undefined,
    config.tenantId.trim() === '' ? 'tenantId is empty' : undefined,
    config.anonymousLoopback !== true && config.credential === undefined ? 'credential is missing' : undefined,
    config.credential && 'managedIdentity' in config.credential && config.type !== 'UserAssignedMSI'
      ? 'a managed identity needs type UserAssignedMSI'
      : undefined,
    ...Object.entries(config.cloud).map(([name, value]) => (value === '' ? `cloud.${name} is empty` : undefined)),
  ].filter((line) => line !== undefined);
  if (wrong.length > 0) throw new CallboardError('CONFIG_INVALID', `bot: ${wrong.join('; ')}`);
}
