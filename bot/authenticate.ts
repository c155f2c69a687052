import type { Clock } from '../model/clock.ts';
import {
  AuthenticationConfiguration,
  AuthenticationConstants,
  BotFrameworkAuthenticationFactory,
  ClaimsIdentity,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';
import type { AuthenticateRequestResult, BotFrameworkAuthentication } from 'botframework-connector';
import type { TeamsActivity } from './activity.ts';
import type { BotConfig } from './config.ts';
import { quietly } from './quiet.ts';
import { Refusal } from './refusal.ts';
import { KEEP_KEYS_HOURS } from './signing-keys.ts';
import type { SigningKeys } from './signing-keys.ts';

/**
 * An accepted token is trusted for one minute without another check (docs/platform/teams.md, “The SDK rebuilds its key
 * for every request”). The minute is harmless: the check itself allows five minutes of clock skew.
 */
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 1_000;

/** The SDK's result for an accepted request; its adapter builds a turn from it. */
export type Authenticated = AuthenticateRequestResult;

/**
 * Accepts an activity whose token Teams issued for this bot.
 *
 * @throws Refusal when the token is missing, invalid, or cannot be checked.
 */
export type Authenticate = (authorization: string | undefined, activity: TeamsActivity) => Promise<Authenticated>;

/**
 * The SDK's own request check (`BotFrameworkAuthentication`, called first in CloudAdapter.processActivity) covers
 * issuer, signature, audience, service address, endorsement, and expiry with five minutes of skew. This wrapper closes
 * its gaps:
 *
 * - Only the channel's own issuer is accepted (docs/platform/teams.md, “Other channels and issuers take another way
 *   through the SDK”).
 * - A key without endorsements is refused (docs/platform/teams.md, “A key without endorsements passes the SDK”).
 * - A bad signature is the caller's fault (401); an unreachable metadata address is not (503).
 *
 * The check runs before the adapter because CloudAdapter would check the token again in each turn, print the tokens it
 * refuses, and answer a bad signature with 500. The adapter receives the result instead (adapter.ts).
 */
export function createAuthenticate(o: { config: BotConfig; keys: SigningKeys; clock: Clock }): Authenticate {
  const sdk = sdkAuthentication(o.config);
  const issuer = o.config.cloud.ToBotFromChannelTokenIssuer;
  const accepted = new Map<string, { readonly until: number; readonly result: Authenticated }>();

  async function check(authorization: string, activity: TeamsActivity): Promise<Authenticated> {
    const token = readToken(authorization);
    if (token?.issuer !== issuer || token.keyId === undefined) throw unauthorized('issuer or key id');
    // Any other channel id would take a different path through the SDK (aseChannelValidation.js).
    if (activity.channelId !== 'msteams') throw unauthorized('channel');
    if (!(await vouchedFor(token.keyId, activity.channelId))) throw unauthorized('key or endorsement');
    try {
      return await quietly(() => sdk.authenticateRequest(forSdk(activity), authorization));
    } catch (error) {
      // The SDK throws a separate error class for a bad signature, an expired token and a wrong audience.
      throw unauthorized(error instanceof Error ? error.name : 'unknown');
    }
  }

  async function vouchedFor(keyId: string, channelId: string): Promise<boolean> {
    try {
      await o.keys.ready();
      return await o.keys.endorse(keyId, channelId);
    } catch (error) {
      const why = error instanceof Error ? error.name : 'unknown';
      throw new Refusal(503, 'TEAMS_UNREACHABLE', 'Teams’ signing keys are unavailable.', why);
    }
  }

  return async (authorization, activity) => {
    if (authorization === undefined || authorization.trim() === '') throw unauthorized('no token');
    const key = `${activity.channelId}\n${activity.serviceUrl}\n${authorization}`;
    const known = accepted.get(key);
    if (known !== undefined && known.until > o.clock.now()) return known.result;
    const result = await check(authorization, activity);
    if (accepted.size >= REMEMBER_AT_MOST) accepted.clear();
    accepted.set(key, { until: o.clock.now() + REMEMBER_MS, result });
    return result;
  };
}

/** The identity the SDK assigns to unauthenticated requests; used only in the anonymous local mode. */
export const anonymously: Authenticated = {
  audience: '',
  claimsIdentity: new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType),
};

/** Checks app ids only. It creates no credentials, because connector.ts sends messages without the SDK. */
class OurAppId extends ServiceClientCredentialsFactory {
  readonly #appId: string;
  constructor(appId: string) {
    super();
    this.#appId = appId;
  }
  override isValidAppId(appId: string): Promise<boolean> {
    return Promise.resolve(appId === this.#appId);
  }
  override isAuthenticationDisabled(): Promise<boolean> {
    return Promise.resolve(false);
  }
  override createCredentials(): Promise<never> {
    return Promise.reject(new Error('messages are sent by connector.ts, not by the SDK'));
  }
}

function sdkAuthentication(config: BotConfig): BotFrameworkAuthentication {
  const { cloud } = config;
  return BotFrameworkAuthenticationFactory.create(
    '',
    true,
    cloud.ToChannelFromBotLoginUrl,
    cloud.ToChannelFromBotOAuthScope,
    cloud.ToBotFromChannelTokenIssuer,
    cloud.OAuthUrl,
    cloud.ToBotFromChannelOpenIdMetadataUrl,
    cloud.ToBotFromEmulatorOpenIdMetadataUrl,
    cloud.CallerId,
    new OurAppId(config.appId),
    new AuthenticationConfiguration(),
    undefined,
    { tokenRefreshInterval: KEEP_KEYS_HOURS },
  );
}

/** The SDK reads only these two fields, but its type requires a complete activity. */
function forSdk(activity: TeamsActivity): Parameters<BotFrameworkAuthentication['authenticateRequest']>[0] {
  const { channelId, serviceUrl } = activity;
  return { channelId, serviceUrl } as Parameters<BotFrameworkAuthentication['authenticateRequest']>[0];
}

/** Reads the token's issuer and key id without verifying them. The SDK must check the token before we trust either. */
function readToken(authorization: string): { issuer: unknown; keyId: string | undefined } | undefined {
  const [, header, payload] = /^Bearer ([\w-]+)\.([\w-]+)\.[\w-]+$/.exec(authorization) ?? [];
  if (header === undefined || payload === undefined) return undefined;
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown };
    const { iss } = JSON.parse(Buffer.from(payload, 'base64url').toString()) as { iss?: unknown };
    return { issuer: iss, keyId: typeof kid === 'string' ? kid : undefined };
  } catch {
    return undefined;
  }
}

function unauthorized(why: string): Refusal {
  return new Refusal(401, 'NOT_SIGNED_IN', 'The token was refused.', why);
}
