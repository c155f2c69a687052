import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { exportJWK, jwtVerify, SignJWT } from 'jose';
import type { Express } from 'express';
import express from 'express';

export const BOT_FRAMEWORK_ISSUER = 'https://api.botframework.com';
const KEY_ID = 'sim-teams-1';
const HOUR_S = 3_600;

/** The defect of a token that the bot must refuse. */
export type BadToken =
  'expired' | 'wrong-audience' | 'other-key' | 'unknown-key' | 'wrong-service-url' | 'wrong-issuer';

/**
 * The simulated Entra and Bot Framework identity provider. It signs tokens for Teams' requests to the bot and for the
 * bot's requests to Teams.
 */
export interface Identity {
  /** The token that Teams sends to the bot. Cached for an hour, so that benchmarks do not measure signing. */
  channelToken(serviceUrl: string): Promise<string>;
  badToken(kind: BadToken, serviceUrl: string): Promise<string>;
  /** A token for the bot's requests to the connector, as the token endpoint issues it. */
  botToken(): Promise<string>;
  /** Undefined when the bot's token is accepted; otherwise the reason for the refusal. */
  refusal(authorization: string | undefined): Promise<string | undefined>;
  routes(app: Express, url: () => string): void;
}

interface Signer {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** One key pair for all simulators of a process: generating one takes longer than most tests. */
let signer: Signer | undefined;
let stranger: Signer | undefined;
const keys = (): Signer => (signer ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));
const otherKeys = (): Signer => (stranger ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

export function createIdentity(o: { appId: string; tenantId: string }): Identity {
  const kept = new Map<string, { token: string; until: number }>();
  const accepted = new Set<string>();

  // The bot's SDK checks tokens against the system clock, not the simulation's, so we use the system clock too.
  const machineSeconds = () => Math.floor(Date.now() / 1000);

  function sign(
    claims: Record<string, unknown>,
    how: { key?: KeyObject; keyId?: string; issuer?: string; age?: number },
  ) {
    const issued = machineSeconds() - (how.age ?? 0);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: how.keyId ?? KEY_ID })
      .setIssuer(how.issuer ?? BOT_FRAMEWORK_ISSUER)
      .setIssuedAt(issued)
      .setNotBefore(issued)
      .setExpirationTime(issued + 24 * HOUR_S)
      .sign(how.key ?? keys().privateKey);
  }

  async function keep(name: string, make: () => Promise<string>): Promise<string> {
    const held = kept.get(name);
    if (held && held.until > machineSeconds()) return held.token;
    const token = await make();
    kept.set(name, { token, until: machineSeconds() + HOUR_S });
    return token;
  }

  const botIssuer = `https://sts.windows.net/${o.tenantId}/`;

  return {
    channelToken: (serviceUrl) =>
      keep(`channel ${serviceUrl}`, () => sign({ aud: o.appId, serviceurl: serviceUrl }, {})),
    badToken(kind, serviceUrl) {
      const claims = { aud: o.appId, serviceurl: serviceUrl };
      switch (kind) {
        case 'expired':
          return sign(claims, { age: 48 * HOUR_S });
        case 'wrong-audience':
          return sign({ ...claims, aud: '00000000-0000-4000-8000-000000000000' }, {});
        case 'other-key':
          return sign(claims, { key: otherKeys().privateKey });
        case 'unknown-key':
          return sign(claims, { key: otherKeys().privateKey, keyId: 'nobody-knows-me' });
        case 'wrong-service-url':
          return sign({ ...claims, serviceurl: 'https://smba.example/elsewhere/' }, {});
        case 'wrong-issuer':
          return sign(claims, { issuer: 'https://issuer.example' });
      }
    },
    botToken: () =>
      keep('bot', () => sign({ aud: BOT_FRAMEWORK_ISSUER, appid: o.appId, tid: o.tenantId }, { issuer: botIssuer })),
    async refusal(authorization) {
      const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      if (token === undefined) return 'no bearer token';
      if (accepted.has(token)) return undefined;
      try {
        const { payload } = await jwtVerify(token, keys().publicKey, {
          audience: BOT_FRAMEWORK_ISSUER,
          issuer: botIssuer,
        });
        if (payload['appid'] !== o.appId) return 'token of another app';
      } catch (error) {
        return error instanceof Error ? error.message : 'bad token';
      }
      accepted.add(token);
      return undefined;
    },
    routes(app, url) {
      app.get(['/idp/.well-known/openidconfiguration', '/emulator/.well-known/openid-configuration'], (_req, res) => {
        res.json({
          issuer: BOT_FRAMEWORK_ISSUER,
          jwks_uri: `${url()}/idp/keys`,
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['private_key_jwt'],
        });
      });
      app.get('/idp/keys', async (_req, res) => {
        const { kty, n, e } = await exportJWK(keys().publicKey);
        res.json({ keys: [{ kty, n, e, kid: KEY_ID, use: 'sig', endorsements: ['msteams'] }] });
      });
      // Entra's v2.0 client credentials flow: https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
      app.post(
        '/:tenant/oauth2/v2.0/token',
        express.urlencoded({ extended: false, limit: '16kb' }),
        async (req, res) => {
          const form = req.body as Record<string, unknown> | undefined;
          const wrong =
            req.params.tenant !== o.tenantId
              ? 'AADSTS90002: Tenant not found.'
              : form?.['client_id'] !== o.appId
                ? 'AADSTS700016: Application was not found in the directory.'
                : form['grant_type'] !== 'client_credentials'
                  ? 'AADSTS70003: The app requested an unsupported grant type.'
                  : form['scope'] !== `${BOT_FRAMEWORK_ISSUER}/.default`
                    ? 'AADSTS70011: The provided value for the input parameter scope is not valid.'
                    : undefined;
          if (wrong !== undefined) {
            res.status(400).json({ error: 'invalid_request', error_description: wrong });
            return;
          }
          res.json({
            token_type: 'Bearer',
            expires_in: HOUR_S,
            ext_expires_in: HOUR_S,
            access_token: await this.botToken(),
          });
        },
      );
    },
  };
}
