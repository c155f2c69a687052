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
 * A token that was good is good for a minute, without a second check (docs/platform/teams.md, “The SDK rebuilds its key
 * for every request”); five minutes of skew are allowed anyway.
 */
const REMEMBER_MS = 60_000;
const REMEMBER_AT_MOST = 1_000;

/** What the SDK knows of a request that was let in; its adapter makes a turn of it. */
export type Authenticated = AuthenticateRequestResult;

/** Lets the activity through when its token is Teams' own and meant for us; throws a Refusal otherwise. */
export type Authenticate = (authorization: string | undefined, activity: TeamsActivity) => Promise<Authenticated>;

/**
 * The SDK's check of a request (`BotFrameworkAuthentication`, the first line of CloudAdapter.processActivity): issuer,
 * signature, audience, service address, endorsement, expiry with five minutes of skew. Around it stands what it leaves
 * open. Only the channel's own issuer may come in (docs/platform/teams.md, “Other channels and issuers take another way
 * through the SDK”). A key that endorses nobody is refused (docs/platform/teams.md, “A key without endorsements passes
 * the SDK”). A bad signature is the caller's fault (401), a silent metadata address is not (503).
 *
 * It stands before the adapter and not inside it: CloudAdapter would check the token again in each turn, print what it
 * refuses and answer a bad signature with 500. It is handed the result of the check (adapter.ts).
 */
export function createAuthenticate(o: { config: BotConfig; keys: SigningKeys; clock: Clock }): Authenticate {
  const sdk = sdkAuthentication(o.config);
  const issuer = o.config.cloud.ToBotFromChannelTokenIssuer;
  const accepted = new Map<string, { readonly until: number; readonly result: Authenticated }>();

  async function check(authorization: string, activity: TeamsActivity): Promise<Authenticated> {
    const token = readToken(authorization);
    if (token?.issuer !== issuer || token.keyId === undefined) throw unauthorized('issuer or key id');
    // Any other channel id would choose another way through the SDK (aseChannelValidation.js).
    if (activity.channelId !== 'msteams') throw unauthorized('channel');
    if (!(await vouchedFor(token.keyId, activity.channelId))) throw unauthorized('key or endorsement');
    try {
      return await quietly(() => sdk.authenticateRequest(forSdk(activity), authorization));
    } catch (error) {
      // A bad signature, an end in the past, another audience: the SDK has a kind of error for each.
      throw unauthorized(error instanceof Error ? error.name : 'unknown');
    }
  }

  async function vouchedFor(keyId: string, channelId: string): Promise<boolean> {
    try {
      await o.keys.ready();
      return await o.keys.endorse(keyId, channelId);
    } catch (error) {
      const why = error instanceof Error ? error.name : 'unknown';
      throw new Refusal(503, 'TEAMS_UNREACHABLE', 'The keys of the identity provider cannot be had.', why);
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

/** For the anonymous local mode, where nobody is asked: the identity the SDK gives to such requests. */
export const anonymously: Authenticated = {
  audience: '',
  claimsIdentity: new ClaimsIdentity([], AuthenticationConstants.AnonymousAuthType),
};

/** Knows our app id; the rest of its duties is sending, which connector.ts does without the SDK. */
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
    return Promise.reject(new Error('messages leave through connector.ts'));
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

/** The SDK reads two fields of the activity, but its type asks for all of them. */
function forSdk(activity: TeamsActivity): Parameters<BotFrameworkAuthentication['authenticateRequest']>[0] {
  const { channelId, serviceUrl } = activity;
  return { channelId, serviceUrl } as Parameters<BotFrameworkAuthentication['authenticateRequest']>[0];
}

/** Who a token says it is from and which key it names; nothing of it is believed before the SDK has checked it. */
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
