import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tokenIssuer, type GraphCredential } from '../../graph/credential.ts';
import { silentLog, type Log } from '../../model/log.ts';
import { createTokenCache } from '../../model/token-cache.ts';
import { virtualClock } from '../../sim/clock.ts';
import { createGraphSimulator, type GraphSimulatorOptions } from '../../sim/graph/index.ts';
import { graphWorld, HOUR, MINUTE, MONDAY, type GraphWorld } from './graph-world.ts';

const TENANT = '4f1c1d1e-0000-4000-8000-000000000001';
const CLIENT = '4f1c1d1e-0000-4000-8000-000000000002';
const SCOPE = 'https://graph.microsoft.com/.default';

const closing: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function entra(o: Partial<GraphSimulatorOptions> = {}) {
  const clock = virtualClock(MONDAY, () => {});
  const secrets = { tenant: TENANT, clientId: CLIENT, clientSecret: 'correct-horse-battery' };
  const sim = createGraphSimulator({ clock, ...secrets, log: silentLog, ...o });
  const server = await sim.listen();
  closing.push(() => server.close());
  const issuer = (credential: GraphCredential, log: Log = silentLog) =>
    tokenIssuer({ tenantId: TENANT, clientId: CLIENT, credential, loginUrl: server.url }, SCOPE, {
      fetch: clock.fetch,
      clock,
      wallClock: { now: Date.now },
      log,
    });
  return { sim, clock, issuer, ...server };
}
const secret: GraphCredential = { kind: 'secret', secret: 'correct-horse-battery' };

describe('the token cache', () => {
  it('sends one token request for fifty concurrent callers', async () => {
    const { sim, clock, issuer } = await entra();
    const tokens = createTokenCache(issuer(secret), clock, () => {});
    const got = await clock.enter(() => Promise.all(Array.from({ length: 50 }, () => tokens.get())));
    expect(new Set(got).size).toBe(1);
    expect(sim.tokensGiven).toBe(1);
  });

  it('reuses a token until shortly before it expires and then requests a new one', async () => {
    const { sim, clock, issuer } = await entra({ tokenLife: 3_600 });
    const tokens = createTokenCache(issuer(secret), clock, () => {});
    const first = await clock.enter(() => tokens.get());
    await clock.advance(45 * MINUTE);
    expect(await clock.enter(() => tokens.get())).toBe(first);
    expect(sim.tokensGiven).toBe(1);
    await clock.advance(16 * MINUTE);
    expect(await clock.enter(() => tokens.get())).not.toBe(first);
    expect(sim.tokensGiven).toBe(2);
  });

  it('passes a failure to all waiting callers and does not cache it', async () => {
    const { sim, clock, issuer } = await entra();
    sim.faults.add({ path: '/token', then: { status: 503 } });
    const tokens = createTokenCache(issuer(secret), clock, () => {});
    const all = await clock.enter(() => Promise.allSettled(Array.from({ length: 5 }, () => tokens.get())));
    expect(all.map((one) => one.status)).toEqual(Array(5).fill('rejected'));
    expect(await clock.enter(() => tokens.get())).toMatch(/\./);
    expect(sim.journal.signIns).toHaveLength(2);
  });
});

describe('a token that Graph refuses', () => {
  let world: GraphWorld;
  const ask = () => world.graph.background.calendars.changes('ana@msp.example', { start: MONDAY, end: MONDAY + HOUR });
  const open = async () => {
    world = await graphWorld({ seed: (sim) => void sim.seed.user({ displayName: 'Ana', mail: 'ana@msp.example' }) });
    closing.push(() => world.stop());
  };

  it('is replaced once and the request repeated, even a write, since it had no effect', async () => {
    await open();
    await world.during(ask);
    world.sim.revokeTokens();
    const event = { key: 'k', subject: 's', text: 't', status: 'busy' as const, start: MONDAY, end: MONDAY + HOUR };
    await world.during(() => world.graph.background.calendars.put({ mail: 'ana@msp.example', ...event }));
    expect(world.sim.tokensGiven).toBe(2);
    expect(world.sim.human.calendar('ana@msp.example')).toHaveLength(1);
  });

  it('leads to an error after two requests if the new token is refused as well', async () => {
    await open();
    world.sim.faults.add({ times: 9, then: { status: 401, code: 'InvalidAuthenticationToken' } });
    await expect(world.during(ask)).rejects.toMatchObject({ code: 'GRAPH_AUTH', done: 'no', retry: 'later' });
    expect(world.sim.journal.exchanges).toHaveLength(2);
    expect(world.sim.tokensGiven).toBe(2);
  });
});

describe('signing in to Entra', () => {
  const get = async (credential: GraphCredential, o: Partial<GraphSimulatorOptions> = {}) => {
    const { sim, clock, issuer } = await entra(o);
    const issued = await clock.enter(issuer(credential));
    expect(issued.token.split('.')).toHaveLength(3);
    expect(issued.expiresAt - clock.now()).toBeGreaterThan(55 * MINUTE);
    return sim.journal.signIns;
  };

  it('works with a secret and logs a warning', async () => {
    const warned: string[] = [];
    const { clock, issuer } = await entra();
    await clock.enter(issuer(secret, { ...silentLog, warn: (event) => warned.push(event) }));
    expect(warned).toEqual(['graph.client-secret']);
  });

  it.each([
    ['SHA-1', 20],
    ['SHA-256', 32],
  ])('works with a certificate and its %s thumbprint', async (_name, bytes) => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
    const thumbprint = 'ab'.repeat(bytes);
    await get({ kind: 'certificate', thumbprint, key: privateKey }, { certificate: publicKey });
  });

  it('works with the token file that a cluster maintains for its pod', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'callboard-'));
    closing.push(() => rmSync(folder, { recursive: true }));
    const tokenFile = join(folder, 'token');
    writeFileSync(tokenFile, 'the-cluster-says-so');
    await get({ kind: 'workload-identity', tokenFile }, { federatedToken: 'the-cluster-says-so' });
  });

  it.each([
    ['a wrong secret', { kind: 'secret', secret: 'guessed' } as const, 'GRAPH_AUTH'],
    ['an invalid key', { kind: 'certificate', thumbprint: 'ab'.repeat(20), key: 'no key' } as const, 'GRAPH_AUTH'],
  ])('fails with %s, and the error does not quote it', async (_what, credential, code) => {
    const { clock, issuer } = await entra();
    const thrown = await clock.enter(() => issuer(credential)().catch((error: unknown) => error));
    expect(thrown).toMatchObject({ code, done: 'no', retry: 'later' });
    expect((thrown as Error).message).not.toMatch(/guessed|no key/);
  });

  it('fails at a deadline when Entra hangs', async () => {
    const { sim, clock, issuer } = await entra();
    sim.faults.add({ path: '/token', then: 'hang' });
    const end = clock.enter(() => issuer(secret)().catch((error: unknown) => error));
    await clock.advance(MINUTE);
    expect(await end).toMatchObject({ code: 'GRAPH_UNREACHABLE', done: 'no' });
  });
});
