import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { identityProvider, type IdentityProvider } from '../helpers/identity-provider.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';

let provider: IdentityProvider;
let msp: SmallMsp;
beforeEach(async () => {
  provider = await identityProvider();
  await provider.rotate('first', ['msteams']);
});
afterEach(async () => {
  await msp.close();
  await provider.close();
});

const start = () => smallMsp({ installed: false, cloud: { ToBotFromChannelOpenIdMetadataUrl: provider.metadataUrl } });
const status = async () => (await fetch(`${msp.callboard.url}/readyz`)).status;

describe('an instance behind a load balancer that sends requests only to ready instances', () => {
  it('becomes ready through health checks when Microsoft’s keys were unavailable at its start', async () => {
    provider.mood = 'failing';
    msp = await start();
    expect(await status()).toBe(503);
    provider.mood = 'well';
    await msp.minutes(1);
    await status();
    await expect.poll(status).toBe(200);
  });

  it('stays up while the keys are unavailable, and requests them at most every half minute', async () => {
    provider.mood = 'failing';
    msp = await start();
    provider.mood = 'well';
    for (let n = 0; n < 20; n += 1) expect(await status()).toBe(503);
    expect(provider.fetches()).toBe(0);
  });
});
