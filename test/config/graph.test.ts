import { describe, expect, it } from 'vitest';
import type { GraphSettings } from '../../config/config.ts';
import { loadConfig } from '../../config/load.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';

const TEAMS_APP = '7d3c8f0e-51a4-4b0e-9c59-2f1f3a0b6d11';
const TENANT = '0b6f2b1c-6a3a-4a8e-8c1d-9f5e7d2c4a22';
const OWN_APP = '5a1f2b1c-6a3a-4a8e-8c1d-9f5e7d2c4a33';
const TEAM = '9e1f2b1c-6a3a-4a8e-8c1d-9f5e7d2c4a44';
/** A live configuration without Graph. */
const BASE: Readonly<Record<string, string>> = {
  CALLBOARD_PUBLIC_URL: 'https://desk.acme-it.co.uk',
  TEAMS_APP_ID: TEAMS_APP,
  TEAMS_TENANT_ID: TENANT,
  TEAMS_APP_SECRET: 'qp8Q~teams-client-value',
  HALO_RESOURCE_URL: 'https://acme.halopsa.com/api',
  HALO_AUTH_URL: 'https://acme.halopsa.com/auth/',
  HALO_TENANT: 'acme',
  HALO_CLIENT_ID: 'c0ffee-1234',
  HALO_CLIENT_SECRET: 'halo-client-value-77',
  HALO_OUTCOME_INTERNAL_NOTE: '7',
  DESK_ROLES: 'dana@acme-it.co.uk=dispatcher',
  DESK_COORDINATORS: 'default=dana@acme-it.co.uk',
  DESK_TIME_ZONE: 'Europe/London',
};
const MAILBOX = {
  GRAPH_MAILBOX: 'Dispatch@acme-it.co.uk',
  VISITS_COMPANY: 'Acme IT',
  VISITS_PHONE: '+44 20 7946 0000',
  VISITS_LINK_SECRET: 'k9Qe2mX7vB4nT6wY8zR1cF3hJ5pL0sDa',
};
const load = (env: Record<string, string>) =>
  loadConfig(
    { ...BASE, ...env },
    { read: () => undefined, open: () => undefined },
    () => Promise.reject(new Error('no vault was expected')),
    PSA_VENDORS,
  );
async function graph(env: Record<string, string>): Promise<GraphSettings | undefined> {
  const result = await load(env);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config.mode === 'live' ? result.config.graph : undefined;
}
async function problems(env: Record<string, string>): Promise<Record<string, string>> {
  const result = await load(env);
  return result.ok ? {} : Object.fromEntries(result.problems.map((one) => [one.name, one.problem]));
}

describe('the settings of Microsoft 365', () => {
  it('are off by default', async () => {
    expect(await graph({})).toBeUndefined();
  });

  it('with a mailbox alone use the bot’s own registration and meetings without Bookings', async () => {
    expect(await graph(MAILBOX)).toMatchObject({
      mailbox: 'dispatch@acme-it.co.uk',
      tenantId: TENANT,
      clientId: TEAMS_APP,
      credential: { kind: 'secret' },
      visits: { mode: 'exchange', minutes: { 'on-site': 60, remote: 30, call: 15 } },
      shiftTeamIds: [],
    });
  });

  it('are read completely', async () => {
    const found = await graph({
      ...MAILBOX,
      GRAPH_CREDENTIAL: 'workload-identity',
      GRAPH_CLIENT_ID: OWN_APP,
      GRAPH_NOTICE_SECRET: 'a-long-random-text-of-ours',
      GRAPH_SHIFT_TEAMS: `${TEAM} , ${TENANT}`,
      GRAPH_SHIFTS_ACT_AS: TEAM,
      GRAPH_ROLE_GROUPS: `${TEAM}=dispatcher+admin`,
      BOOKINGS_BUSINESS: 'visits@acme-it.co.uk',
      BOOKINGS_SERVICES: 'on-site=AbC-1, call=xYz=',
      AZURE_MAPS_KEY: 'maps-key-of-ours',
    });
    expect(found).toMatchObject({
      clientId: OWN_APP,
      credential: { kind: 'workload-identity', tokenFile: '/var/run/secrets/azure/tokens/azure-identity-token' },
      visits: { mode: 'bookings', businessId: 'visits@acme-it.co.uk', services: { 'on-site': 'AbC-1', call: 'xYz=' } },
      shiftTeamIds: [TEAM, TENANT],
      shiftsActAs: TEAM,
      roleGroups: { [TEAM]: ['dispatcher', 'admin'] },
      maps: { kind: 'key' },
    });
    expect(JSON.stringify(found)).not.toMatch(/of-ours/);
  });

  it('let one line switch Bookings off and keep its settings', async () => {
    const env = { ...MAILBOX, BOOKINGS_BUSINESS: 'visits@acme-it.co.uk', BOOKINGS_SERVICES: 'on-site=1' };
    const off = await graph({ ...env, BOOKINGS_MODE: 'exchange', BOOKINGS_MINUTES: 'on-site=90' });
    expect(off?.visits).toEqual({ mode: 'exchange', minutes: { 'on-site': 90, remote: 30, call: 15 } });
  });

  it('report every mistake at once', async () => {
    const found = await problems({
      ...MAILBOX,
      GRAPH_CREDENTIAL: 'certificate',
      GRAPH_CLIENT_SECRET: 'a-value-that-is-not-used',
      GRAPH_SHIFTS_ACT_AS: TEAM,
      GRAPH_URL: 'http://graph.example',
      BOOKINGS_MODE: 'bookings',
      BOOKINGS_MINUTES: 'on-site=4',
      AZURE_MAPS_KEY: 'maps-key-of-ours',
      AZURE_MAPS_CLIENT_ID: TEAM,
    });
    expect(Object.keys(found).sort()).toEqual(
      [
        'AZURE_MAPS_KEY',
        'BOOKINGS_BUSINESS',
        'BOOKINGS_MINUTES',
        'BOOKINGS_SERVICES',
        'GRAPH_CERTIFICATE_KEY',
        'GRAPH_CERTIFICATE_THUMBPRINT',
        'GRAPH_CLIENT_ID',
        'GRAPH_CLIENT_SECRET',
        'GRAPH_SHIFT_TEAMS',
        'GRAPH_URL',
      ].sort(),
    );
  });

  it.each([
    ['GRAPH_MAILBOX', 'dispatch'],
    ['GRAPH_CREDENTIAL', 'password'],
    ['GRAPH_SHIFT_TEAMS', `${TEAM}, field`],
    ['GRAPH_ROLE_GROUPS', `${TEAM}=boss`],
    ['BOOKINGS_SERVICES', 'garden=1'],
    ['BOOKINGS_MODE', 'none'],
    ['GRAPH_NOTICE_SECRET', 'short'],
  ])('refuse %s=%s', async (name, value) => {
    expect(Object.keys(await problems({ ...MAILBOX, [name]: value }))).toContain(name);
  });

  it('without a mailbox are refused instead of ignored, and so are misspelt ones', async () => {
    expect(await problems({ BOOKINGS_BUSINESS: 'visits@acme-it.co.uk' })).toHaveProperty('GRAPH_MAILBOX');
    expect(await problems({ ...MAILBOX, GRAPH_CLIENT_ID_: TEAM })).toHaveProperty('GRAPH_CLIENT_ID_');
  });
});
