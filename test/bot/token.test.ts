import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BotConfig, BotCredential } from '../../bot/config.ts';
import { publicCloud } from '../../bot/config.ts';
import { tokenIssuer } from '../../bot/issue-token.ts';
import { createBotToken } from '../../bot/token.ts';
import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import { APP_ID, TENANT_ID } from './world.ts';

const MINUTE = 60_000;

describe('the bot’s own token', () => {
  let clock: VirtualClock;
  let issued: number;
  const issue = async () => ({ token: `token ${(issued += 1)}`, expiresAt: clock.now() + 60 * MINUTE });
  beforeEach(() => {
    clock = virtualClock(0, () => {});
    issued = 0;
  });

  it('is requested once for any number of waiting callers', async () => {
    const token = createBotToken(issue, clock, silentLog);
    expect(await Promise.all(Array.from({ length: 20 }, () => token.get()))).toEqual(Array(20).fill('token 1'));
    expect(issued).toBe(1);
  });

  it('is renewed in the background before it expires', async () => {
    const token = createBotToken(issue, clock, silentLog);
    await token.get();
    await clock.advance(51 * MINUTE);
    expect(await token.get()).toBe('token 1');
    await clock.advance(1);
    expect([await token.get(), issued]).toEqual(['token 2', 2]);
  });

  it('is not used in the last minute before it expires', async () => {
    const token = createBotToken(issue, clock, silentLog);
    await token.get();
    await clock.advance(59 * MINUTE + 1);
    expect(await token.get()).toBe('token 2');
  });

  it('stays in use while it cannot be renewed, until its last minute', async () => {
    let broken = false;
    const token = createBotToken(() => (broken ? Promise.reject(new Error('down')) : issue()), clock, silentLog);
    await token.get();
    broken = true;
    await clock.advance(55 * MINUTE);
    expect(await token.get()).toBe('token 1');
    await clock.advance(4.5 * MINUTE);
    await expect(token.get()).rejects.toThrow('down');
  });

  it('is dropped when it is refused, but not when an older token is', async () => {
    const token = createBotToken(issue, clock, silentLog);
    await token.get();
    token.drop('an older one');
    expect(await token.get()).toBe('token 1');
    token.drop('token 1');
    expect(await token.get()).toBe('token 2');
  });
});

describe('a token request to Entra', () => {
  const asked: { url: string; form: URLSearchParams }[] = [];
  let answer: { status: number; body: string };
  let close: () => void;
  let cloud: BotConfig['cloud'];
  const clock = virtualClock(0, () => {});

  beforeEach(async () => {
    asked.length = 0;
    answer = { status: 200, body: JSON.stringify({ access_token: 'granted', expires_in: 3_599 }) };
    const server = createServer((req, res) => {
      let form = '';
      req.on('data', (chunk: Buffer) => (form += chunk.toString()));
      req.on('end', () => {
        asked.push({ url: req.url ?? '', form: new URLSearchParams(form) });
        res.writeHead(answer.status).end(answer.body);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const login = `http://127.0.0.1:${(server.address() as AddressInfo).port}/${TENANT_ID}`;
    cloud = { ...publicCloud(TENANT_ID), ToChannelFromBotLoginUrl: login };
    close = () => server.close();
  });
  afterEach(() => close());

  const issuer = (credential: BotCredential) =>
    tokenIssuer(
      { appId: APP_ID, tenantId: TENANT_ID, type: 'SingleTenant', credential, cloud },
      { fetch, clock, wallClock: { now: Date.now } },
    );

  it('sends the secret to our own tenant and asks for the connector’s scope', async () => {
    expect(await issuer({ secret: 's3cret' })()).toEqual({ token: 'granted', expiresAt: 3_599_000 });
    expect(asked[0]!.url).toBe(`/${TENANT_ID}/oauth2/v2.0/token`);
    expect(Object.fromEntries(asked[0]!.form)).toEqual({
      client_id: APP_ID,
      client_secret: 's3cret',
      grant_type: 'client_credentials',
      scope: 'https://api.botframework.com/.default',
    });
  });

  it.each([
    ['SHA-1', 20, 'RS256', 'x5t'],
    ['SHA-256', 32, 'PS256', 'x5t#S256'],
  ])('signs its assertion with a certificate identified by a %s thumbprint', async (_what, bytes, alg, field) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const thumbprint = 'AB'.repeat(bytes);
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    await issuer({ certificate: { thumbprint, key } })();
    const proof = asked[0]!.form.get('client_assertion') ?? '';
    const { payload } = await jwtVerify(proof, publicKey, {
      audience: `${cloud.ToChannelFromBotLoginUrl}/oauth2/v2.0/token`,
      issuer: APP_ID,
      subject: APP_ID,
      algorithms: [alg],
    });
    expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/);
    const header = decodeProtectedHeader(proof) as Record<string, unknown>;
    expect(header[field]).toBe(Buffer.from(thumbprint, 'hex').toString('base64url'));
  });

  it('is replaced by the configured external token source', async () => {
    expect((await issuer({ token: async () => 'theirs' })()).token).toBe('theirs');
  });

  it.each([
    [401, '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid secret s3cret"}', 'AADSTS7000215'],
    [500, '<html>oops</html>', '500'],
    [200, '{"token_type":"Bearer"}', '200'],
  ])('reports answer %d as retryable, with its reason but without what was sent', async (status, body, words) => {
    answer = { status, body };
    const error: unknown = await issuer({ secret: 's3cret' })().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'TEAMS_REFUSED', retry: 'later', done: 'no' });
    expect(String(error)).toContain(words);
    expect(String(error)).not.toMatch(/s3cret|<html>/);
  });

  it('reports that nothing was sent when Entra refuses the connection', async () => {
    close();
    await expect(issuer({ secret: 's' })()).rejects.toMatchObject({ code: 'TEAMS_UNREACHABLE', done: 'no' });
  });
});
