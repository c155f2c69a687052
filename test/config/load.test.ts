import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import type { LiveConfig } from '../../config/config.ts';
import { machineFiles } from '../../config/files.ts';
import { loadConfig } from '../../config/load.ts';
import { SETTINGS, SETTING_NAMES, settingOf } from '../../config/settings.ts';
import { CallboardError } from '../../model/errors.ts';

/** A complete live configuration, as an MSP would write it. */
const LIVE: Readonly<Record<string, string>> = {
  CALLBOARD_PUBLIC_URL: 'https://desk.acme-it.co.uk',
  TEAMS_APP_ID: '7d3c8f0e-51a4-4b0e-9c59-2f1f3a0b6d11',
  TEAMS_TENANT_ID: '0b6f2b1c-6a3a-4a8e-8c1d-9f5e7d2c4a22',
  TEAMS_APP_SECRET: 'qp8Q~teams-client-value',
  TEAMS_CHANNEL_ID: '19:3f0b7e@thread.tacv2',
  HALO_RESOURCE_URL: 'https://acme.halopsa.com/api',
  HALO_AUTH_URL: 'https://acme.halopsa.com/auth/',
  HALO_TENANT: 'acme',
  HALO_CLIENT_ID: 'c0ffee-1234',
  HALO_CLIENT_SECRET: 'halo-client-value-77',
  HALO_OUTCOME_INTERNAL_NOTE: '7',
  DESK_ROLES: 'Dana@acme-it.co.uk=dispatcher+admin, max@acme-it.co.uk=manager',
  DESK_COORDINATORS: 'default=dana@acme-it.co.uk, security=max@acme-it.co.uk',
  DESK_TIME_ZONE: 'Europe/London',
};

const folders: string[] = [];
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'callboard-config-'));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});
const noVault = (): Promise<never> => Promise.reject(new Error('no vault was expected'));
const load = (env: Record<string, string>, at = folder(), vault: Parameters<typeof loadConfig>[2] = noVault) =>
  loadConfig(env, machineFiles(at), vault);

async function problemsOf(env: Record<string, string>, at?: string): Promise<Record<string, string>> {
  const result = await load(env, at);
  if (result.ok) return {};
  for (const problem of result.problems) expect(problem.next, `${problem.name} has a next step`).toMatch(/\S{3}/);
  return Object.fromEntries(result.problems.map((p) => [p.name, p.problem]));
}
async function live(env: Record<string, string>, at?: string): Promise<LiveConfig> {
  const result = await load(env, at);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  if (result.config.mode !== 'live') throw new Error(`mode ${result.config.mode}`);
  return result.config;
}

describe('which mode it is', () => {
  it('without anything: the demo, on this machine only', async () => {
    expect(await load({})).toEqual({
      ok: true,
      config: { mode: 'demo', host: '127.0.0.1', port: 3978, logLevel: 'info', production: false },
    });
  });

  it.each(['development', 'test'])('NODE_ENV=%s changes nothing', async (NODE_ENV) => {
    expect(await load({ NODE_ENV })).toMatchObject({ ok: true, config: { mode: 'demo' } });
  });

  it('the demo may have a port of its own, and a loopback host', async () => {
    expect(await load({ PORT: '0', CALLBOARD_HOST: '::1', CALLBOARD_DATA: 'x.db' })).toMatchObject({
      config: { mode: 'demo', port: 0, host: '::1', dataPath: 'x.db' },
    });
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'desk.acme-it.co.uk', '127.0.0.1.evil.example'])(
    'refuses to open the demo to others (%s)',
    async (CALLBOARD_HOST) => {
      expect(await problemsOf({ CALLBOARD_HOST })).toHaveProperty('CALLBOARD_HOST');
      expect(await problemsOf({ CALLBOARD_HOST, CALLBOARD_LOCAL_PLAYGROUND: '1' })).toHaveProperty('CALLBOARD_HOST');
    },
  );

  it('NODE_ENV=production without configuration refuses to start', async () => {
    expect(await problemsOf({ NODE_ENV: 'production' })).toHaveProperty('NODE_ENV');
  });

  it('the playground is for this machine, not for production, and not beside real Teams', async () => {
    expect(await load({ CALLBOARD_LOCAL_PLAYGROUND: '1' })).toMatchObject({
      config: { mode: 'playground', host: '127.0.0.1' },
    });
    expect(await problemsOf({ CALLBOARD_LOCAL_PLAYGROUND: '1', NODE_ENV: 'production' })).toHaveProperty(
      'CALLBOARD_LOCAL_PLAYGROUND',
    );
    expect(await problemsOf({ ...LIVE, CALLBOARD_LOCAL_PLAYGROUND: '1' })).toHaveProperty('CALLBOARD_LOCAL_PLAYGROUND');
    expect(await problemsOf({ CALLBOARD_LOCAL_PLAYGROUND: 'perhaps' })).toHaveProperty('CALLBOARD_LOCAL_PLAYGROUND');
  });

  it('one setting of Teams or HaloPSA means live, and then everything that is missing is named', async () => {
    const needed = SETTING_NAMES.filter((name) => settingOf(name)?.needed === 'always');
    const missing = Object.keys(await problemsOf({ HALO_TENANT: 'acme' }));
    expect(missing.sort()).toEqual([...needed.filter((name) => name !== 'HALO_TENANT'), 'TEAMS_APP_SECRET'].sort());
  });
});

describe('a complete live configuration', () => {
  it('comes out typed, with the careful defaults', async () => {
    const config = await live(LIVE);
    expect(config).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://desk.acme-it.co.uk',
      dataPath: 'data/callboard.db',
      teams: {
        appType: 'SingleTenant',
        credential: { kind: 'secret' },
        serviceUrl: 'https://smba.trafficmanager.net/teams',
      },
      halo: { authUrl: 'https://acme.halopsa.com/auth', outcomes: { internalNote: '7' }, ratePerFiveMinutes: 300 },
      desk: {
        roles: { 'dana@acme-it.co.uk': ['dispatcher', 'admin'], 'max@acme-it.co.uk': ['manager'] },
        coordinators: { default: ['dana@acme-it.co.uk'], security: ['max@acme-it.co.uk'] },
        offerMinutes: { 1: 2, 2: 10, 3: 10, 4: 10 },
        queueCardAbove: 10,
        pollSeconds: 30,
        overrideNeedsApproval: false,
      },
    });
    expect(config.halo.clientSecret.reveal()).toBe('halo-client-value-77');
    expect(config.halo).not.toHaveProperty('webhook');
    expect(config.teams).not.toHaveProperty('cloud');
  });

  it('MONGODB_URI chooses the engine: it names a database, is a secret, and stands alone', async () => {
    const uri = 'mongodb://callboard:pass-word-9@db1.acme-it.co.uk,db2.acme-it.co.uk/callboard?replicaSet=rs0';
    const config = await live({ ...LIVE, MONGODB_URI: uri });
    expect(config.mongodbUri?.reveal()).toBe(uri);
    expect(JSON.stringify(config)).not.toContain('pass-word-9');
    expect(await live(LIVE)).not.toHaveProperty('mongodbUri');
    for (const wrong of [uri.replace('/callboard?', '/?'), uri.replace('mongodb', 'http'), 'mongodb://db1']) {
      const problems = await load({ ...LIVE, MONGODB_URI: wrong });
      expect(problems.ok).toBe(false);
      expect(JSON.stringify(problems)).not.toContain('pass-word-9');
    }
    expect(await problemsOf({ ...LIVE, MONGODB_URI: uri, CALLBOARD_DATA: 'x.db' })).toHaveProperty('MONGODB_URI');
    expect(await problemsOf({ ...LIVE, MONGODB_URL: uri })).toHaveProperty('MONGODB_URL');
  });

  it('takes what the MSP sets of its desk', async () => {
    const set = {
      DESK_OFFER_MINUTES: 'P1=1 p3=30',
      DESK_QUIET_HOURS: '22:00-07:00',
      DESK_ON_CALL: 'ana@acme-it.co.uk',
      DESK_OVERRIDE_NEEDS_APPROVAL: 'yes',
    };
    expect((await live({ ...LIVE, ...set })).desk).toMatchObject({
      offerMinutes: { 1: 1, 2: 10, 3: 30, 4: 10 },
      quietHours: { from: '22:00', to: '07:00' },
      onCall: ['ana@acme-it.co.uk'],
      overrideNeedsApproval: true,
    });
  });

  it('a managed identity has no secret; a certificate has two halves', async () => {
    const { TEAMS_APP_SECRET: secret, ...without } = LIVE;
    expect((await live({ ...without, TEAMS_APP_TYPE: 'UserAssignedMSI' })).teams.credential).toEqual({
      kind: 'managed-identity',
    });
    expect(await problemsOf({ ...LIVE, TEAMS_APP_TYPE: 'UserAssignedMSI' })).toHaveProperty('TEAMS_APP_TYPE');
    const half = { ...without, TEAMS_CERTIFICATE_THUMBPRINT: 'ab'.repeat(20) };
    expect(await problemsOf(half)).toHaveProperty('TEAMS_CERTIFICATE_KEY');
    const key = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';
    expect((await live({ ...half, TEAMS_CERTIFICATE_KEY: key })).teams.credential.kind).toBe('certificate');
    expect(await problemsOf({ ...half, TEAMS_CERTIFICATE_KEY: key, TEAMS_APP_SECRET: secret ?? '' })).toHaveProperty(
      'TEAMS_APP_SECRET',
    );
    expect(await problemsOf(without)).toHaveProperty('TEAMS_APP_SECRET');
  });

  it('another identity provider is given whole or not at all, by https or on this machine', async () => {
    const cloud = {
      TEAMS_CLOUD_METADATA_URL: 'http://127.0.0.1:4000/metadata',
      TEAMS_CLOUD_ISSUER: 'https://issuer.example',
      TEAMS_CLOUD_LOGIN_URL: 'http://localhost:4000/login',
      TEAMS_CLOUD_SCOPE: 'https://api.example',
    };
    expect((await live({ ...LIVE, ...cloud })).teams.cloud).toMatchObject({
      ToBotFromChannelOpenIdMetadataUrl: 'http://127.0.0.1:4000/metadata',
      ToBotFromChannelTokenIssuer: 'https://issuer.example',
      ToChannelFromBotLoginUrl: 'http://localhost:4000/login',
    });
    const { TEAMS_CLOUD_ISSUER: _, ...three } = cloud;
    expect(await problemsOf({ ...LIVE, ...three })).toHaveProperty('TEAMS_CLOUD_ISSUER');
    expect(await problemsOf({ ...LIVE, ...cloud, TEAMS_CLOUD_LOGIN_URL: 'http://login.example' })).toHaveProperty(
      'TEAMS_CLOUD_LOGIN_URL',
    );
  });

  it('a webhook needs its path, its user and its password', async () => {
    const hook = {
      HALO_WEBHOOK_PATH: 'p4th-that-nobody-can-guess-1',
      HALO_WEBHOOK_USER: 'halo',
      HALO_WEBHOOK_PASSWORD: 'sixteen-letters-or-more',
    };
    expect((await live({ ...LIVE, ...hook })).halo.webhook?.path.reveal()).toBe('p4th-that-nobody-can-guess-1');
    expect(await problemsOf({ ...LIVE, HALO_WEBHOOK_USER: 'halo' })).toMatchObject({
      HALO_WEBHOOK_PATH: expect.stringContaining('missing') as string,
      HALO_WEBHOOK_PASSWORD: expect.stringContaining('missing') as string,
    });
    expect(await problemsOf({ ...LIVE, ...hook, HALO_WEBHOOK_PATH: 'short' })).toHaveProperty('HALO_WEBHOOK_PATH');
  });
});

describe('mistakes', () => {
  it.each([
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['CALLBOARD_PUBLIC_URL', 'http://desk.acme-it.co.uk'],
    ['CALLBOARD_PUBLIC_URL', 'desk.acme-it.co.uk'],
    ['CALLBOARD_PUBLIC_URL', 'https://user:pass@desk.acme-it.co.uk'],
    ['TEAMS_APP_ID', 'callboard'],
    ['TEAMS_CHANNEL_ID', 'Dispatch'],
    ['TEAMS_APP_TYPE', 'MultiTenant'],
    ['HALO_AUTH_URL', 'ftp://acme.halopsa.com'],
    ['HALO_OUTCOME_INTERNAL_NOTE', 'Private Note'],
    ['HALO_RATE_PER_FIVE_MINUTES', '0'],
    ['DESK_ROLES', 'dana@acme-it.co.uk=boss'],
    ['DESK_ROLES', 'dana=dispatcher'],
    ['DESK_COORDINATORS', 'security=dana@acme-it.co.uk'],
    ['DESK_COORDINATORS', 'default=dana@acme-it.co.uk, plumbing=dana@acme-it.co.uk'],
    ['DESK_TIME_ZONE', 'London'],
    ['DESK_QUIET_HOURS', '25:00-07:00'],
    ['DESK_QUIET_HOURS', '07:00-07:00'],
    ['DESK_OFFER_MINUTES', 'P5=3'],
    ['DESK_OFFER_MINUTES', 'P1=0'],
    ['DESK_ON_CALL', 'ana'],
    ['DESK_MODE', 'automatic'],
    ['LOG_LEVEL', 'loud'],
    ['KEY_VAULT_URL', 'https://vault.azure.net.evil.example'],
    ['CALLBOARD_PUBLIC_URL', 'https://desk.acme-it.co.uk/callboard'],
    ['CALLBOARD_PUBLIC_URL', 'https://desk.acme-it.co.uk?x=1'],
    ['CALLBOARD_HOST', 'two words'],
    ['NODE_ENV', 'Production'],
    ['NODE_ENV', 'prod'],
    ['DESK_ROLES', 'Dana@acme-it.co.uk=dispatcher, dana@acme-it.co.uk=admin'],
    ['DESK_MATCHES', 'ana@acme-it.co.uk=12, ben@acme-it.co.uk=12'],
    ['DESK_COORDINATORS', 'default=dana@acme-it.co.uk, default=max@acme-it.co.uk'],
    ['DESK_SKILLS_CSV', 'there-is-no-such-file.csv'],
    ['HALO_CLIENT_ID', 'keyvault:halo-client-id'],
  ])('%s=%s is refused, and only that', async (name, value) => {
    expect(Object.keys(await problemsOf({ ...LIVE, [name]: value }))).toEqual([name]);
  });

  it('are all reported at once', async () => {
    const wrong = { ...LIVE, PORT: 'x', DESK_MODE: 'loud', HALO_TENANT: '', TEAMS_CHANNEL_ID: 'Dispatch' };
    expect(Object.keys(await problemsOf(wrong)).sort()).toEqual([
      'DESK_MODE',
      'HALO_TENANT',
      'PORT',
      'TEAMS_CHANNEL_ID',
    ]);
  });

  it('a misspelt name is not a setting silently left out', async () => {
    const at = folder();
    writeFileSync(join(at, '.env'), 'DESK_QUIET_HOUR=22:00-07:00\nHALO_COLOUR=red\nUNRELATED=1\n');
    expect(await problemsOf({ ...LIVE, TEAMS_TENANTID: 'x', DESK_OTHER_PROGRAM: 'x' }, at)).toEqual({
      TEAMS_TENANTID: 'is not a setting',
      DESK_QUIET_HOUR: 'is not a setting',
      HALO_COLOUR: 'is not a setting',
    });
  });

  it.each([
    'changeme',
    'CHANGE_ME',
    '<secret>',
    'xxx',
    'your-secret',
    'your_secret_here',
    'password',
    '${SECRET}',
    '$SECRET',
    '{{ secret }}',
    '%SECRET%',
    'REPLACE_ME',
    'insert secret here',
    'client-secret',
    'aaaaaaaaaaaaaaaa',
    '...',
  ])('the placeholder %s is not a secret', async (value) => {
    for (const name of ['HALO_CLIENT_SECRET', 'TEAMS_APP_SECRET'])
      expect((await problemsOf({ ...LIVE, [name]: value }))[name]).toBe('the value is a placeholder');
  });

  it('what looks like a placeholder and is none is taken', async () => {
    expect(await problemsOf({ ...LIVE, PORT: '4444', HALO_TENANT: 'insert-it' })).toEqual({});
  });

  it('examples of .env.example are refused where they stand for the installation’s own value', async () => {
    for (const name of SETTING_NAMES) {
      const setting = SETTINGS[name];
      if (!('secret' in setting) && !('standIn' in setting)) continue;
      const { TEAMS_APP_SECRET: _, ...rest } = LIVE;
      expect(
        await problemsOf({ ...(name.startsWith('TEAMS_CERT') ? rest : LIVE), [name]: setting.example }),
        name,
      ).toHaveProperty(name);
    }
  });
});

describe('where settings come from', () => {
  it('.env.example, copied and left as it is, is refused for each value that stands for one’s own', async () => {
    const at = folder();
    const example = readFileSync(join(import.meta.dirname, '../../.env.example'));
    writeFileSync(join(at, '.env'), example, { mode: 0o600 });
    const needed = SETTING_NAMES.filter((name) => {
      const setting = settingOf(name);
      return setting?.needed === 'always' && (setting.standIn === true || /^</.test(setting.example));
    });
    expect(Object.keys(await problemsOf({}, at)).sort()).toEqual([...needed, 'TEAMS_APP_SECRET'].sort());
  });

  it('a .env of Windows is read, and one that is no text is refused', async () => {
    const at = folder();
    writeFileSync(join(at, '.env'), '\uFEFFPORT=4000\r\nLOG_LEVEL=warn\r\n');
    expect(await load({}, at)).toMatchObject({ config: { port: 4000, logLevel: 'warn' } });
    writeFileSync(join(at, '.env'), 'PORT=4000\n', { encoding: 'utf16le' });
    expect((await problemsOf({}, at))['.env']).toContain('UTF-8');
  });

  it('the environment stands before .env', async () => {
    const at = folder();
    writeFileSync(join(at, '.env'), 'PORT=4000\nLOG_LEVEL=warn\n');
    expect(await load({ PORT: '5000' }, at)).toMatchObject({ config: { port: 5000, logLevel: 'warn' } });
  });

  it.skipIf(process.platform === 'win32')(
    'a secret in a .env that others can read is refused, with the command that mends it',
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
      expect((await live({}, at)).halo.clientSecret.reveal()).toBe('halo-client-value-77');
    },
  );

  it.skipIf(process.platform === 'win32')('a secret file must belong to its owner alone', async () => {
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
      expect((await live(env, at)).halo.clientSecret.reveal()).toBe('from-a-file');
    }
    expect(await problemsOf({ ...LIVE, HALO_CLIENT_SECRET_FILE: path }, at)).toHaveProperty('HALO_CLIENT_SECRET');
  });

  it('a secret can stay in a Key Vault', async () => {
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
    expect(result.ok && result.config.mode === 'live' && result.config.halo.clientSecret.reveal()).toBe(
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

describe('secrets stay secret', () => {
  it('in everything that is printed of a configuration, and of its mistakes', async () => {
    const config = await live(LIVE);
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(config.halo.clientSecret),
      ['', config.halo.clientSecret].join(''),
    ];
    const wrong = await load({
      ...LIVE,
      METRICS_TOKEN: 'tooshort-token',
      HALO_WEBHOOK_PATH: 'guess-able',
      HALO_CLIENT_SECRET: 'changeme-really',
    });
    expect(wrong.ok).toBe(false);
    printed.push(JSON.stringify(wrong));
    for (const text of printed)
      for (const secret of ['qp8Q', 'halo-client-value', 'tooshort-token', 'guess-able', 'changeme-really'])
        expect(text).not.toContain(secret);
  });
});
