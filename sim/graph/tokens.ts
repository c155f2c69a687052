import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import type { Clock } from '../../model/clock.ts';
import type { Answer, Token } from './answer.ts';

export const GRAPH_AUDIENCE = 'https://graph.microsoft.com';
export const MAPS_AUDIENCE = 'https://atlas.microsoft.com';

export interface TokenOptions {
  readonly clock: Clock;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** PEM of the certificate or its public key. Client assertions signed with its private key are accepted. */
  readonly certificate: string | undefined;
  /** A token of another issuer that the app trusts (workload identity), as in the pod's token file. */
  readonly federatedToken: string | undefined;
  /** Seconds. Entra's default is 3,599 to 5,400 (learn.microsoft.com, "configurable token lifetimes"). */
  readonly tokenLife: number;
  readonly roles: () => ReadonlySet<string>;
}

/**
 * Entra's token endpoint, client credentials flow
 * (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow), and the check of its tokens.
 * A token looks like a JWT, but is only looked up here: no client should read a token for Graph.
 */
export function tokenIssuer(o: TokenOptions) {
  const tokens = new Map<string, Token>();
  const usedAssertions = new Set<string>();
  let count = 0;

  function mint(audience: string, kind: Token['kind'], roles: ReadonlySet<string>, life = o.tokenLife): string {
    count += 1;
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { aud: audience, appid: o.clientId, tid: o.tenant, jti: count, roles: [...roles].sort() };
    const token = `${part({ typ: 'JWT', alg: 'RS256' })}.${part(claims)}.${part(`signature ${count}`)}`;
    tokens.set(token, { audience, kind, roles: new Set(roles), until: o.clock.now() + life * 1_000 });
    return token;
  }

  /** Returns why an assertion is not accepted, or `undefined`. */
  async function assertionFault(assertion: string, address: string): Promise<string | undefined> {
    if (o.federatedToken !== undefined && assertion === o.federatedToken) return undefined;
    if (o.certificate === undefined) return 'AADSTS700027: The certificate with identifier used to sign is not known.';
    const audiences = [
      address,
      `https://login.microsoftonline.com/${o.tenant}/oauth2/v2.0/token`,
      `https://login.microsoftonline.com/${o.tenant}/v2.0`,
    ];
    // Microsoft's library uses the machine's time for assertions, whatever clock the simulation runs on.
    for (const now of [o.clock.now(), Date.now()]) {
      try {
        const { payload } = await jwtVerify(assertion, createPublicKey(o.certificate), {
          issuer: o.clientId,
          subject: o.clientId,
          audience: audiences,
          currentDate: new Date(now),
          clockTolerance: 300,
        });
        // An assertion can be used once (RFC 7523 §3, jti).
        if (payload.jti !== undefined && usedAssertions.has(payload.jti)) return 'AADSTS700231: jti was used before.';
        if (payload.jti !== undefined) usedAssertions.add(payload.jti);
        return undefined;
      } catch {
        continue;
      }
    }
    return 'AADSTS700027: Client assertion failed signature validation, or it is out of its time.';
  }

  return {
    mint,
    /** `POST /{tenant}/oauth2/v2.0/token`. `address`: the URL of the request. */
    async token(tenant: string, form: URLSearchParams, address: string): Promise<Answer> {
      if (tenant !== o.tenant)
        return refused(400, 'invalid_request', 90_002, `Tenant '${tenant}' not found. Check the tenant.`);
      if (form.get('grant_type') !== 'client_credentials')
        return refused(400, 'unsupported_grant_type', 70_003, 'The app requested an unsupported grant type.');
      if (form.get('client_id') !== o.clientId)
        return refused(
          400,
          'unauthorized_client',
          700_016,
          `Application with identifier '${form.get('client_id') ?? ''}' was not found in the directory.`,
        );
      const assertion = form.get('client_assertion');
      if (assertion !== null) {
        if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
          return refused(400, 'invalid_request', 900_144, 'The client_assertion_type is not supported.');
        const fault = await assertionFault(assertion, address);
        if (fault !== undefined) return refused(401, 'invalid_client', 700_027, fault);
      } else if (form.get('client_secret') !== o.clientSecret) {
        return refused(401, 'invalid_client', 7_000_215, 'Invalid client secret provided.');
      }
      const scope = form.get('scope') ?? '';
      const audience = [GRAPH_AUDIENCE, MAPS_AUDIENCE].find((one) => scope === `${one}/.default`);
      // Client credentials allow only `/.default` scopes.
      if (audience === undefined)
        return refused(400, 'invalid_scope', 1_002_012, `The provided value for scope ${scope} is not valid.`);
      return {
        status: 200,
        body: {
          token_type: 'Bearer',
          expires_in: o.tokenLife,
          ext_expires_in: o.tokenLife,
          access_token: mint(audience, 'app', audience === GRAPH_AUDIENCE ? o.roles() : new Set()),
        },
      };
    },
    /** The token in an `Authorization` header if it was issued here, is valid and has this audience. */
    read(authorization: string | undefined, audience: string): Token | undefined {
      const token = tokens.get(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
      return token && token.until > o.clock.now() && token.audience === audience ? token : undefined;
    },
    /** Revokes all tokens. */
    revoke() {
      tokens.clear();
    },
    get given() {
      return count;
    },
  };
}
export type TokenIssuer = ReturnType<typeof tokenIssuer>;

function refused(status: number, error: string, number: number, words: string): Answer {
  const text = words.startsWith('AADSTS') ? words : `AADSTS${number}: ${words}`;
  return { status, body: { error, error_description: text, error_codes: [number] } };
}
