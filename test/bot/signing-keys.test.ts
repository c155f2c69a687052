import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { parseActivity } from '../../bot/activity.ts';
import { createAuthenticate } from '../../bot/authenticate.ts';
import type { Authenticate } from '../../bot/authenticate.ts';
import { publicCloud } from '../../bot/config.ts';
import { createSigningKeys } from '../../bot/signing-keys.ts';
import type { SigningKeys } from '../../bot/signing-keys.ts';
import { silentLog } from '../../model/log.ts';
import { virtualClock } from '../../sim/clock.ts';
import type { VirtualClock } from '../../sim/clock.ts';
import { identityProvider } from '../helpers/identity-provider.ts';
import type { IdentityProvider } from '../helpers/identity-provider.ts';
import { APP_ID, TENANT_ID } from './world.ts';

const HOUR = 3_600_000;
const SERVICE_URL = 'https://smba.example/teams/';
const activity = parseActivity({
  type: 'message',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: '29:a' },
  conversation: { id: 'a:1' },
});

describe('Teams’ signing keys', () => {
  let clock: VirtualClock;
  let provider: IdentityProvider;
  let keys: SigningKeys;
  let authenticate: Authenticate;

  beforeEach(async () => {
    // The SDK reads the system clock, so it advances together with the virtual one.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-02T08:00:00Z') });
    clock = virtualClock(Date.now(), () => {});
    provider = await identityProvider();
    await provider.rotate('first', ['msteams', 'webchat']);
    const url = provider.metadataUrl;
    const cloud = {
      ...publicCloud(TENANT_ID),
      ToBotFromChannelOpenIdMetadataUrl: url,
      ToBotFromEmulatorOpenIdMetadataUrl: url,
    };
    keys = createSigningKeys(url, clock, silentLog);
    const config = { appId: APP_ID, tenantId: TENANT_ID, type: 'SingleTenant', credential: { secret: 's' }, cloud };
    authenticate = createAuthenticate({ config: { ...config, type: 'SingleTenant' }, keys, clock });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await provider.close();
  });

  async function pass(ms: number): Promise<void> {
    await clock.advance(ms);
    vi.setSystemTime(Date.now() + ms);
  }
  const knock = async () => {
    const token = await provider.token({ aud: APP_ID, serviceurl: SERVICE_URL });
    return authenticate(`Bearer ${token}`, activity).then(
      () => 200,
      (error: unknown) => (error as { status: number }).status,
    );
  };

  it('are fetched once for twenty concurrent first requests', async () => {
    expect(await Promise.all(Array.from({ length: 20 }, knock))).toEqual(Array(20).fill(200));
    expect(provider.fetches()).toBe(1);
  });

  it.each([
    ['endorsed for another channel', ['webchat']],
    ['endorsed for no channel', []],
    ['without an endorsements field', undefined],
  ])('are refused if they come %s', async (_what, endorsements) => {
    await provider.rotate('unendorsed', endorsements);
    expect(await knock()).toBe(401);
  });

  it('are replaced when Teams signs with a new key', async () => {
    expect(await knock()).toBe(200);
    await pass(2 * HOUR);
    await provider.rotate('second', ['msteams']);
    expect(await knock()).toBe(200);
  });

  it('stay valid during an outage of the identity provider, and health reports their age', async () => {
    await keys.ready();
    provider.mood = 'failing';
    await pass(30 * HOUR);
    expect(await knock()).toBe(200);
    expect([keys.stale(), keys.ageMs()]).toEqual([true, 30 * HOUR]);
  });

  it('are renewed in the background once they are an hour old', async () => {
    await keys.ready();
    await pass(2 * HOUR);
    await keys.ready();
    await expect.poll(() => provider.fetches()).toBe(2);
    await expect.poll(() => keys.ageMs()).toBe(0);
  });

  it('cause a 503 while they are unavailable, and failed fetches are not repeated for 30 s', async () => {
    provider.mood = 'failing';
    expect(await knock()).toBe(503);
    provider.mood = 'well';
    expect(await knock()).toBe(503);
    await pass(31_000);
    expect(await knock()).toBe(200);
  });

  it('time out when they do not arrive within ten seconds', async () => {
    provider.mood = 'silent';
    const waiting = expect(keys.ready()).rejects.toThrow('no answer within 10000 ms');
    await clock.advance(11_000);
    await waiting;
    expect(await knock()).toBe(503);
  });

  it('do not admit emulator tokens, which the SDK would check less strictly', async () => {
    const issuer = 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/';
    const token = await provider.token({ ver: '1.0', appid: APP_ID, aud: APP_ID }, issuer);
    await expect(authenticate(`Bearer ${token}`, activity)).rejects.toMatchObject({ status: 401 });
  });

  it('are not fetched again within the hour for an unknown key id', async () => {
    await keys.ready();
    const before = provider.fetches();
    expect(await keys.endorse('made-up', 'msteams')).toBe(false);
    expect(provider.fetches()).toBe(before);
  });
});
