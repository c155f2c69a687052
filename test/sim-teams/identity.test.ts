import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { APP, world } from './world.ts';
import type { World } from './world.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
afterEach(() => w.close());

/** Checks what any careful bot checks: signature by published key, issuer, audience, time and service address. */
async function verify(token: string): Promise<void> {
  const metadata = (await (await fetch(w.sim.cloud.ToBotFromChannelOpenIdMetadataUrl)).json()) as { jwks_uri: string };
  const { payload } = await jwtVerify(token, createRemoteJWKSet(new URL(metadata.jwks_uri)), {
    audience: APP,
    issuer: w.sim.cloud.ToBotFromChannelTokenIssuer,
  });
  expect(payload['serviceurl']).toBe(w.sim.serviceUrl);
}

describe('the identity provider', () => {
  test('publishes its signing keys, endorsed for Teams', async () => {
    await verify(await w.sim.forge.channelToken());
    const { keys } = (await (await fetch(`${w.url}/idp/keys`)).json()) as { keys: { endorsements: string[] }[] };
    expect(keys.map((key) => key.endorsements)).toEqual([['msteams']]);
  });

  test.each(['expired', 'wrong-audience', 'other-key', 'unknown-key', 'wrong-service-url', 'wrong-issuer'] as const)(
    'can make an invalid token: %s',
    async (kind) => {
      await expect(verify(await w.sim.forge.badToken(kind))).rejects.toThrow();
    },
  );

  test('delivers with another authorization header when a test passes one', async () => {
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
