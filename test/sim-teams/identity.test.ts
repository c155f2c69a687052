import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP, world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

/** What any careful bot checks: signature by the published keys, issuer, audience, time, and the claimed address. */
async function verify(token: string): Promise<void> {
  const metadata = (await (await fetch(w.sim.cloud.ToBotFromChannelOpenIdMetadataUrl)).json()) as { jwks_uri: string };
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    audience: APP,
    issuer: w.sim.cloud.ToBotFromChannelTokenIssuer,
  });
  expect(payload['serviceurl']).toBe(w.sim.serviceUrl);
}

describe('the identity provider', () => {
  test('publishes the keys that its tokens are signed with, endorsed for Teams', async () => {
    await verify(await w.sim.forge.channelToken());
    const { keys } = (await (await fetch(`${w.url}/idp/keys`)).json()) as { keys: { endorsements: string[] }[] };
    expect(keys.map((key) => key.endorsements)).toEqual([['msteams']]);
  });

  test.each(['expired', 'wrong-audience', 'other-key', 'unknown-key', 'wrong-service-url', 'wrong-issuer'] as const)(
    'makes a token that must be refused: %s',
    async (kind) => {
      await expect(verify(await w.sim.forge.badToken(kind))).rejects.toThrow();
    },
  );

  test('leaves the token away, or takes another, when a test says so', async () => {
    const activity = w.sim.forge.activity('ana', 'personal', {
      type: 'message',
      text: 'hi',
      channelData: { tenant: { id: 'other' } },
    });
    await w.sim.forge.deliver(activity, { authorization: 'Bearer x' });
    expect(w.bot.authorizations).toEqual(['Bearer x']);
    expect(w.bot.received[0]).toMatchObject({ channelData: { tenant: { id: 'other' } }, text: 'hi' });
  });
});
