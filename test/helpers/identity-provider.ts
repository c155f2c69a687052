import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** A small Bot Framework identity provider whose keys and moods a test decides; `sim/teams` has one that only works. */
export interface IdentityProvider {
  readonly url: string;
  readonly metadataUrl: string;
  /** How often keys were asked for. */
  readonly fetches: () => number;
  /** Makes a key, lists it in place of the others, and signs with it from now on. */
  rotate(keyId: string, endorsements: readonly string[] | undefined): Promise<void>;
  token(claims: Record<string, unknown>, issuer?: string): Promise<string>;
  /** From now on every request fails, or waits for ever. */
  mood: 'well' | 'failing' | 'silent';
  close(): Promise<void>;
}

export async function identityProvider(): Promise<IdentityProvider> {
  let fetches = 0;
  let jwk: object = {};
  let signing: { keyId: string; key: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'] } | undefined;

  const server = createServer((req, res) => {
    if (provider.mood === 'silent') return;
    if (provider.mood === 'failing') {
      res.writeHead(503).end('down');
      return;
    }
    if (req.url === '/keys') fetches += 1;
    const body = req.url === '/keys' ? { keys: [jwk] } : { jwks_uri: `${provider.url}/keys` };
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const provider: IdentityProvider = {
    url,
    metadataUrl: `${url}/metadata`,
    fetches: () => fetches,
    mood: 'well',
    async rotate(keyId, endorsements) {
      const pair = await generateKeyPair('RS256');
      const { kty, n, e } = await exportJWK(pair.publicKey);
      jwk = { kty, n, e, kid: keyId, ...(endorsements === undefined ? {} : { endorsements }) };
      signing = { keyId, key: pair.privateKey };
    },
    async token(claims, issuer = 'https://api.botframework.com') {
      if (!signing) throw new Error('rotate() first');
      return new SignJWT(claims)
        .setProtectedHeader({ alg: 'RS256', kid: signing.keyId })
        .setIssuer(issuer)
        .setExpirationTime('1h')
        .sign(signing.key);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
  return provider;
}
