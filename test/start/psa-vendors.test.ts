import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { silentLog as log } from '../../model/log.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { LIVE, live } from '../config/loading.ts';
import { haloWorld, type HaloWorld } from '../psa/halo-world.ts';

const PASSWORD = 'sixteen-letters-or-more';
let world: HaloWorld;
beforeEach(async () => {
  world = await haloWorld();
});
afterEach(() => world.stop());

/** The PSA that these settings lead to, as a start opens it. */
async function opened() {
  const { psa } = await live({
    ...LIVE,
    HALO_RESOURCE_URL: `${world.url}/api`,
    HALO_AUTH_URL: `${world.url}/auth`,
    HALO_TENANT: 'acme',
    HALO_CLIENT_ID: 'callboard',
    HALO_CLIENT_SECRET: 'correct-horse-battery',
    HALO_WEBHOOK_PATH: 'p4th-that-nobody-can-guess-1',
    HALO_WEBHOOK_USER: 'halo',
    HALO_WEBHOOK_PASSWORD: PASSWORD,
  });
  const vendor = PSA_VENDORS.find(({ key }) => key === psa.vendor);
  return vendor?.open(psa.settings, { fetch: world.clock.fetch, clock: world.clock, log });
}

describe('HaloPSA in the table of PSAs', () => {
  it('is opened with the settings that were read, secrets included', async () => {
    const psa = await opened();
    expect(psa?.name).toBe('HaloPSA');
    expect(await world.during(() => psa?.connect() ?? Promise.reject(new Error('no PSA')))).toMatchObject({
      capabilities: { roleNeeded: false },
    });
    const push = (password: string) =>
      psa?.readHook(
        { authorization: `Basic ${Buffer.from(`halo:${password}`).toString('base64')}` },
        new TextEncoder().encode(JSON.stringify({ ticket: { id: 7 } })),
      );
    expect(push(PASSWORD)).toEqual({ ok: true, ticketIds: ['7'] });
    expect(push('guessed')).toMatchObject({ ok: false });
  });
});
