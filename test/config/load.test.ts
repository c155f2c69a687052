import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { addressOf } from '../../config/database.ts';
import { settingsTable } from '../../config/settings.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { haloOf, live, LIVE, load, problemsOf } from './loading.ts';

describe('the mode', () => {
  it('is the demo on this machine without any settings', async () => {
    expect(await load({})).toEqual({
      ok: true,
      config: { mode: 'demo', host: '127.0.0.1', port: 3978, logLevel: 'info', production: false },
    });
  });

  it.each(['development', 'test'])('does not change with NODE_ENV=%s', async (NODE_ENV) => {
    expect(await load({ NODE_ENV })).toMatchObject({ ok: true, config: { mode: 'demo' } });
  });

  it('of the demo may have its own port and a loopback host', async () => {
    expect(await load({ PORT: '0', CALLBOARD_HOST: '::1', CALLBOARD_DATA: 'x.db' })).toMatchObject({
      config: { mode: 'demo', port: 0, host: '::1', dataPath: 'x.db' },
    });
  });

  it.each(['0.0.0.0', '::', '192.168.1.10', 'desk.acme-it.co.uk', '127.0.0.1.evil.example'])(
    'refuses to expose the demo to others (%s)',
    async (CALLBOARD_HOST) => {
      expect(await problemsOf({ CALLBOARD_HOST })).toHaveProperty('CALLBOARD_HOST');
      expect(await problemsOf({ CALLBOARD_HOST, CALLBOARD_LOCAL_PLAYGROUND: '1' })).toHaveProperty('CALLBOARD_HOST');
    },
  );

  it('refuses to start with NODE_ENV=production and no configuration', async () => {
    expect(await problemsOf({ NODE_ENV: 'production' })).toHaveProperty('NODE_ENV');
  });

  it('of the playground is for this machine, not for production, and not beside real Teams', async () => {
    expect(await load({ CALLBOARD_LOCAL_PLAYGROUND: '1' })).toMatchObject({
      config: { mode: 'playground', host: '127.0.0.1' },
    });
    expect(await problemsOf({ CALLBOARD_LOCAL_PLAYGROUND: '1', NODE_ENV: 'production' })).toHaveProperty(
      'CALLBOARD_LOCAL_PLAYGROUND',
    );
    expect(await problemsOf({ ...LIVE, CALLBOARD_LOCAL_PLAYGROUND: '1' })).toHaveProperty('CALLBOARD_LOCAL_PLAYGROUND');
    expect(await problemsOf({ CALLBOARD_LOCAL_PLAYGROUND: 'perhaps' })).toHaveProperty('CALLBOARD_LOCAL_PLAYGROUND');
  });

  it('is live as soon as one setting of Teams or the PSA is present, and every missing one is named', async () => {
    const table = settingsTable(PSA_VENDORS);
    const needed = Object.keys(table).filter((name) => table[name]?.needed === 'always');
    const missing = Object.keys(await problemsOf({ HALO_TENANT: 'acme' }));
    expect(missing.sort()).toEqual([...needed.filter((name) => name !== 'HALO_TENANT'), 'TEAMS_APP_SECRET'].sort());
  });
});

describe('a complete live configuration', () => {
  it('is typed and has the careful defaults', async () => {
    const config = await live(LIVE);
    expect(config).toMatchObject({
      host: '0.0.0.0',
      publicUrl: 'https://desk.acme-it.co.uk',
      database: 'sqlite:data/callboard.db',
      teams: {
        appType: 'SingleTenant',
        credential: { kind: 'secret' },
        serviceUrl: 'https://smba.trafficmanager.net/teams',
      },
      psa: {
        vendor: 'halopsa',
        name: 'HaloPSA',
        settings: {
          authUrl: 'https://acme.halopsa.com/auth',
          outcomes: { internalNote: '7' },
          ratePerFiveMinutes: 300,
        },
      },
      desk: {
        roles: { 'dana@acme-it.co.uk': ['dispatcher', 'admin'], 'max@acme-it.co.uk': ['manager'] },
        coordinators: { default: ['dana@acme-it.co.uk'], security: ['max@acme-it.co.uk'] },
        offerMinutes: { 1: 2, 2: 10, 3: 10, 4: 10 },
        queueCardAbove: 10,
        pollSeconds: 30,
        overrideNeedsApproval: false,
      },
    });
    expect(haloOf(config).clientSecret.reveal()).toBe('halo-client-value-77');
    expect(config.psa.settings).not.toHaveProperty('webhook');
    expect(config.teams).not.toHaveProperty('cloud');
  });

  it('takes MONGODB_URI as the engine: it names a database, is a secret, and excludes a file', async () => {
    const uri = 'mongodb://callboard:pass-word-9@db1.acme-it.co.uk,db2.acme-it.co.uk/callboard?replicaSet=rs0';
    const config = await live({ ...LIVE, MONGODB_URI: uri });
    expect(addressOf(config.database)).toBe(uri);
    expect(JSON.stringify(config)).not.toContain('pass-word-9');
    expect(addressOf((await live(LIVE)).database)).toBe('sqlite:data/callboard.db');
    for (const wrong of [uri.replace('/callboard?', '/?'), uri.replace('mongodb', 'http'), 'mongodb://db1']) {
      const problems = await load({ ...LIVE, MONGODB_URI: wrong });
      expect(problems.ok).toBe(false);
      expect(JSON.stringify(problems)).not.toContain('pass-word-9');
    }
    expect(await problemsOf({ ...LIVE, MONGODB_URI: uri, CALLBOARD_DATA: 'x.db' })).toHaveProperty('MONGODB_URI');
    expect(await problemsOf({ ...LIVE, MONGODB_URL: uri })).toHaveProperty('MONGODB_URL');
  });

  it('contains the MSP’s desk settings', async () => {
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

  it('allows a managed identity without a secret, and needs both halves of a certificate', async () => {
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

  it('takes another identity provider completely or not at all, over https or on this machine', async () => {
    const cloud = {
      TEAMS_CLOUD_METADATA_URL: 'http://127.0.0.1:4000/metadata',
      TEAMS_CLOUD_ISSUER: 'https://issuer.example',
      TEAMS_CLOUD_LOGIN_URL: 'http://localhost:4000/login',
      TEAMS_CLOUD_SCOPE: 'https://api.example',
    };
    expect((await live({ ...LIVE, ...cloud })).teams.cloud).toMatchObject({
      metadata: 'http://127.0.0.1:4000/metadata',
      issuer: 'https://issuer.example',
      login: 'http://localhost:4000/login',
    });
    const { TEAMS_CLOUD_ISSUER: _, ...three } = cloud;
    expect(await problemsOf({ ...LIVE, ...three })).toHaveProperty('TEAMS_CLOUD_ISSUER');
    expect(await problemsOf({ ...LIVE, ...cloud, TEAMS_CLOUD_LOGIN_URL: 'http://login.example' })).toHaveProperty(
      'TEAMS_CLOUD_LOGIN_URL',
    );
  });

  it('needs path, user and password for a webhook', async () => {
    const hook = {
      HALO_WEBHOOK_PATH: 'p4th-that-nobody-can-guess-1',
      HALO_WEBHOOK_USER: 'halo',
      HALO_WEBHOOK_PASSWORD: 'sixteen-letters-or-more',
    };
    expect((await live({ ...LIVE, ...hook })).psa.settings.webhook?.path.reveal()).toBe('p4th-that-nobody-can-guess-1');
    expect(await problemsOf({ ...LIVE, HALO_WEBHOOK_USER: 'halo' })).toMatchObject({
      HALO_WEBHOOK_PATH: expect.stringContaining('missing') as string,
      HALO_WEBHOOK_PASSWORD: expect.stringContaining('missing') as string,
    });
    expect(await problemsOf({ ...LIVE, ...hook, HALO_WEBHOOK_PATH: 'short' })).toHaveProperty('HALO_WEBHOOK_PATH');
  });
});

describe('secrets', () => {
  it('appear in nothing that is printed of a configuration or its mistakes', async () => {
    const config = await live(LIVE);
    const printed = [
      JSON.stringify(config),
      inspect(config, { depth: 9, showHidden: true }),
      String(haloOf(config).clientSecret),
      ['', haloOf(config).clientSecret].join(''),
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
