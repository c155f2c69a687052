import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsTable } from '../../config/settings.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { folder, LIVE, problemsOf } from './loading.ts';

describe('mistakes in the settings', () => {
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
  ])('%s=%s is refused, and nothing else', async (name, value) => {
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

  it('a misspelt name is not silently ignored', async () => {
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
  ])('the placeholder %s is refused as a secret', async (value) => {
    for (const name of ['HALO_CLIENT_SECRET', 'TEAMS_APP_SECRET'])
      expect((await problemsOf({ ...LIVE, [name]: value }))[name]).toBe('the value is a placeholder');
  });

  it('a value that only looks like a placeholder is accepted', async () => {
    expect(await problemsOf({ ...LIVE, PORT: '4444', HALO_TENANT: 'insert-it' })).toEqual({});
  });

  it('examples of .env.example are refused as the installation’s own values', async () => {
    for (const [name, setting] of Object.entries(settingsTable(PSA_VENDORS))) {
      if (!('secret' in setting) && !('standIn' in setting)) continue;
      const { TEAMS_APP_SECRET: _, ...rest } = LIVE;
      expect(
        await problemsOf({ ...(name.startsWith('TEAMS_CERT') ? rest : LIVE), [name]: setting.example }),
        name,
      ).toHaveProperty(name);
    }
  });
});
