import { describe, expect, it } from 'vitest';
import type { PsaVendors } from '../../config/psa-vendor.ts';
import { summary } from '../../config/summary.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { memoryVendor } from '../psa/memory-vendor.ts';
import { LIVE, load } from './loading.ts';

const [HALOPSA] = PSA_VENDORS;
const BOTH: PsaVendors = [HALOPSA, memoryVendor()];
const HALO = Object.fromEntries(Object.entries(LIVE).filter(([name]) => name in HALOPSA.settings));
const SHARED = Object.fromEntries(Object.entries(LIVE).filter(([name]) => !(name in HALOPSA.settings)));
const MEMORY = {
  PSA: 'memory',
  MEMORY_HOOK_PATH: 'p4th-that-nobody-can-guess-1',
  MEMORY_HOOK_SECRET: 'signed-with-this-secret-only',
};

async function problemsOf(env: Record<string, string>): Promise<Record<string, string>> {
  const result = await load(env, undefined, undefined, BOTH);
  return result.ok ? {} : Object.fromEntries(result.problems.map(({ name, problem }) => [name, problem]));
}

describe('the setting PSA', () => {
  it('defaults to the first vendor, so that older settings keep working', async () => {
    const silent = await load(LIVE, undefined, undefined, BOTH);
    const said = await load({ ...LIVE, PSA: 'halopsa' }, undefined, undefined, BOTH);
    expect(silent).toMatchObject({ ok: true, config: { psa: { vendor: 'halopsa', name: 'HaloPSA' } } });
    expect(said).toEqual(silent);
  });

  it('chooses another PSA with only its own settings', async () => {
    const result = await load({ ...SHARED, ...MEMORY }, undefined, undefined, BOTH);
    expect(result).toMatchObject({
      ok: true,
      config: { psa: { vendor: 'memory', name: 'Memory PSA', settings: { ratePerFiveMinutes: 1_000 } } },
    });
    if (!result.ok) throw new Error('no configuration');
    expect(summary(result.config)).toContain('mode: live (real Teams, real Memory PSA)');
    expect(summary(result.config)).not.toMatch(/nobody-can-guess|signed-with/);
  });

  it('requires the chosen PSA’s settings and none of the others', async () => {
    expect(await problemsOf({ ...SHARED, PSA: 'memory' })).toEqual({
      MEMORY_HOOK_PATH: 'is missing',
      MEMORY_HOOK_SECRET: 'is missing',
    });
    expect(Object.keys(await problemsOf(SHARED)).sort()).toEqual(Object.keys(HALO).sort());
  });

  it('refuses settings of a PSA that was not chosen, and says how to choose it', async () => {
    const { PSA: _, ...unchosen } = MEMORY;
    const result = await load({ ...LIVE, ...unchosen }, undefined, undefined, BOTH);
    expect(result).toMatchObject({
      problems: [
        {
          name: 'MEMORY_HOOK_PATH',
          problem: 'is not used with PSA=halopsa',
          next: 'Remove it, or set PSA=memory.',
        },
        { name: 'MEMORY_HOOK_SECRET' },
      ],
    });
  });

  it('refuses an unknown PSA without further errors', async () => {
    expect(await problemsOf({ ...LIVE, PSA: 'autotask' })).toEqual({
      PSA: '"autotask" is none of the PSAs that Callboard works with: halopsa, memory',
    });
    expect(await load({ ...LIVE, ...MEMORY })).toMatchObject({ ok: false, problems: [{ name: 'PSA' }] });
  });
});
