import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '../../config/settings.ts';
import { CallboardError } from '../../model/errors.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { folder, haloOf, live, LIVE, load, problemsOf } from './loading.ts';

describe('the sources of settings', () => {
  it('an unchanged copy of .env.example is refused for each value that must be one’s own', async () => {
    const at = folder();
    const example = readFileSync(join(import.meta.dirname, '../../.env.example'));
    writeFileSync(join(at, '.env'), example, { mode: 0o600 });
    const needed = Object.entries(settingsTable(PSA_VENDORS)).flatMap(([name, { needed, standIn, example }]) =>
      needed === 'always' && (standIn === true || /^</.test(example)) ? [name] : [],
    );
    expect(Object.keys(await problemsOf({}, at)).sort()).toEqual([...needed, 'TEAMS_APP_SECRET'].sort());
  });

  it('a Windows .env is read, and one that is not text is refused', async () => {
    const at = folder();
    writeFileSync(join(at, '.env'), '\uFEFFPORT=4000\r\nLOG_LEVEL=warn\r\n');
    expect(await load({}, at)).toMatchObject({ config: { port: 4000, logLevel: 'warn' } });
    writeFileSync(join(at, '.env'), 'PORT=4000\n', { encoding: 'utf16le' });
    expect((await problemsOf({}, at))['.env']).toContain('UTF-8');
  });

  it('the environment wins over .env', async () => {
    const at = folder();
    writeFileSync(join(at, '.env'), 'PORT=4000\nLOG_LEVEL=warn\n');
    expect(await load({ PORT: '5000' }, at)).toMatchObject({ config: { port: 5000, logLevel: 'warn' } });
  });

  it.skipIf(process.platform === 'win32')(
    'a secret in a .env that others can read is refused, with the command that fixes it',
    async () => {
      const at = folder();
      const text = Object.entries(LIVE).map(([name, value]) => `${name}="${value}"\n`);
      writeFileSync(join(at, '.env'), text.join(''));
      chmodSync(join(at, '.env'), 0o644);
      const result = await load({}, at);
      expect(result).toMatchObject({
        ok: false,
        problems: [{ name: 'TEAMS_APP_SECRET', next: 'Run: chmod 600 .env' }, { name: 'HALO_CLIENT_SECRET' }],
      });
      chmodSync(join(at, '.env'), 0o600);
      expect(haloOf(await live({}, at)).clientSecret.reveal()).toBe('halo-client-value-77');
    },
  );

  it.skipIf(process.platform === 'win32')('a secret file must be readable only by its owner', async () => {
    const at = folder();
    const path = join(at, 'halo-secret');
    const { HALO_CLIENT_SECRET: _, ...rest } = LIVE;
    const env = { ...rest, HALO_CLIENT_SECRET_FILE: path };
    expect(await problemsOf(env, at)).toEqual({
      HALO_CLIENT_SECRET: expect.stringContaining('does not exist') as string,
    });
    writeFileSync(path, 'from-a-file\n');
    for (const mode of [0o644, 0o660, 0o604]) {
      chmodSync(path, mode);
      expect(await load(env, at)).toMatchObject({
        problems: [{ name: 'HALO_CLIENT_SECRET', next: `Run: chmod 600 ${path}` }],
      });
    }
    for (const mode of [0o600, 0o400]) {
      chmodSync(path, mode);
      expect(haloOf(await live(env, at)).clientSecret.reveal()).toBe('from-a-file');
    }
    expect(await problemsOf({ ...LIVE, HALO_CLIENT_SECRET_FILE: path }, at)).toHaveProperty('HALO_CLIENT_SECRET');
  });

  it('a secret can be read from a Key Vault', async () => {
    const asked: string[] = [];
    const vault = async (url: string) => ({
      secret: async (name: string) => {
        asked.push(`${url} ${name}`);
        if (name === 'gone') throw new CallboardError('CONFIG_INVALID', 'the vault has no secret gone');
        return 'from-the-vault';
      },
    });
    const env = { ...LIVE, HALO_CLIENT_SECRET: 'keyvault:halo-secret', KEY_VAULT_URL: 'https://acme.vault.azure.net' };
    const result = await load(env, folder(), vault);
    expect(result.ok && result.config.mode === 'live' && haloOf(result.config).clientSecret.reveal()).toBe(
      'from-the-vault',
    );
    expect(asked).toEqual(['https://acme.vault.azure.net halo-secret']);
    const gone = await load({ ...env, HALO_CLIENT_SECRET: 'keyvault:gone' }, folder(), vault);
    expect(gone).toMatchObject({
      problems: [{ name: 'HALO_CLIENT_SECRET', problem: expect.stringContaining('no secret gone') as string }],
    });
    expect(await problemsOf({ ...LIVE, HALO_CLIENT_SECRET: 'keyvault:halo-secret' })).toHaveProperty(
      'HALO_CLIENT_SECRET',
    );
    expect(await problemsOf({ ...env, HALO_CLIENT_SECRET: 'keyvault:../keys' })).toHaveProperty('HALO_CLIENT_SECRET');
  });
});
