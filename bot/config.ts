import { publicBotAddresses, PUBLIC_CLOUD, type BotAddresses } from '../model/cloud.ts';
import { CallboardError } from '../model/errors.ts';

/**
 * The addresses of a Microsoft cloud, under the names botbuilder gives them. They come as one value:
 * docs/platform/teams.md, “The addresses of a cloud come all together or not at all”. Point them elsewhere for the
 * government clouds, or for an identity provider of your own on loopback.
 */
export interface BotCloud {
  /** Where the keys are listed that sign requests from Teams. */
  readonly ToBotFromChannelOpenIdMetadataUrl: string;
  readonly ToBotFromChannelTokenIssuer: string;
  /** Entra's authority for our own token; `/oauth2/v2.0/token` is added. */
  readonly ToChannelFromBotLoginUrl: string;
  /** Whom our own token is for; `/.default` is added. */
  readonly ToChannelFromBotOAuthScope: string;
  readonly OAuthUrl: string;
  readonly ToBotFromEmulatorOpenIdMetadataUrl: string;
  readonly CallerId: string;
}

/** How the bot proves to Teams who it is. */
export type BotCredential =
  | { readonly secret: string }
  /** `thumbprint` in hex: 40 digits (SHA-1) or 64 (SHA-256); `key` in PEM. */
  | { readonly certificate: { readonly thumbprint: string; readonly key: string } }
  /** The machine's own identity in Azure; nothing to keep secret. */
  | { readonly managedIdentity: true }
  /** Somebody else's tokens: tests, an identity provider of your own. */
  | { readonly token: () => Promise<string> };

export interface BotConfig {
  readonly appId: string;
  /** The one Entra tenant this installation serves. */
  readonly tenantId: string;
  /** docs/platform/teams.md, “New bots are single-tenant or use a managed identity”. */
  readonly type: 'SingleTenant' | 'UserAssignedMSI';
  /** May be missing in the anonymous local mode only. */
  readonly credential?: BotCredential;
  readonly cloud: BotCloud;
  /** The connector to use before anybody has written to us; afterwards the address of the last activity counts. */
  readonly serviceUrl?: string;
  /** For the Microsoft 365 Agents Playground on this machine: no tokens, and nobody but loopback is listened to. */
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

/**
 * The public cloud (docs/platform/teams.md, “A single-tenant bot asks its own tenant for tokens”), where the emulator's
 * keys are listed elsewhere than Teams'.
 */
export function publicCloud(tenantId: string): BotCloud {
  return {
    ...botCloud(publicBotAddresses(tenantId)),
    ToBotFromEmulatorOpenIdMetadataUrl: `${PUBLIC_CLOUD.login}/botframework.com/v2.0/.well-known/openid-configuration`,
  };
}

/**
 * Refuses what would leave the bot open or mute: docs/platform/teams.md, “An empty app id switches authentication off”.
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
