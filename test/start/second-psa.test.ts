import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '../../config/load.ts';
import type { PsaVendors } from '../../config/psa-vendor.ts';
import { realClock } from '../../start/machine-clock.ts';
import { silentLog as log } from '../../model/log.ts';
import type { MemoryWorld } from '../../psa/memory/index.ts';
import { createTeamsSimulator, type TeamsSimulator } from '../../sim/teams/index.ts';
import type { Callboard } from '../../start/compose.ts';
import { startLive } from '../../start/live.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';
import { memoryVendor } from '../psa/memory-vendor.ts';

const APP = '6f0b1d1e-9d8e-4a55-8a0c-2b6f1c3d4e5f';
const TENANT = '0b2a7c1e-5b7e-4d1a-9c3f-7d8e9f0a1b2c';
const PATH = 'p4th-that-nobody-can-guess-1';
const SECRET = 'signed-with-this-secret-only';
const SUMMARY = 'The reception printer is dead';

let folder: string;
let teams: TeamsSimulator;
let teamsAt: Awaited<ReturnType<TeamsSimulator['listen']>>;
let world: MemoryWorld | undefined;
let callboard: Callboard;
const errors: unknown[] = [];

/** Production's table with one row more. */
const VENDORS: PsaVendors = [
  ...PSA_VENDORS,
  memoryVendor((filled) => {
    world = filled;
    filled.addAgent('Ana Moreau', [{ id: 'engineer', name: 'Engineer' }], { email: 'ana@northwind-msp.example' });
  }),
];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'callboard-psa-'));
  teams = createTeamsSimulator({
    clock: realClock((name, error) => errors.push([name, error])),
    tenantId: TENANT,
    appId: APP,
    log,
    people: [
      { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' },
      { key: 'ana', name: 'Ana Moreau', role: 'Technician, L2' },
    ],
  });
  teamsAt = await teams.listen();
  const { cloud } = teams;
  const result = await loadConfig(
    {
      PSA: 'memory',
      MEMORY_HOOK_PATH: PATH,
      MEMORY_HOOK_SECRET: SECRET,
      LOG_LEVEL: 'error',
      CALLBOARD_HOST: '127.0.0.1',
      PORT: '0',
      CALLBOARD_PUBLIC_URL: 'https://desk.northwind-msp.example',
      CALLBOARD_DATA: join(folder, 'callboard.db'),
      TEAMS_APP_ID: APP,
      TEAMS_TENANT_ID: TENANT,
      TEAMS_APP_SECRET: 'a-secret-of-this-test-alone',
      TEAMS_CHANNEL_ID: teams.channel.id,
      TEAMS_SERVICE_URL: teams.serviceUrl,
      TEAMS_CLOUD_METADATA_URL: cloud.ToBotFromChannelOpenIdMetadataUrl,
      TEAMS_CLOUD_ISSUER: cloud.ToBotFromChannelTokenIssuer,
      TEAMS_CLOUD_LOGIN_URL: cloud.ToChannelFromBotLoginUrl,
      TEAMS_CLOUD_SCOPE: cloud.ToChannelFromBotOAuthScope,
      DESK_ROLES: 'dana@northwind-msp.example=dispatcher',
      DESK_COORDINATORS: 'default=dana@northwind-msp.example',
      DESK_TIME_ZONE: 'Europe/London',
    },
    { read: () => undefined, open: () => undefined },
    () => Promise.reject(new Error('no vault was expected')),
    VENDORS,
  );
  if (!result.ok || result.config.mode !== 'live') throw new Error(JSON.stringify(result));
  callboard = await startLive(result.config, VENDORS);
  teams.setBotEndpoint(`${callboard.url}/api/messages`);
});
afterEach(async () => {
  await callboard.stop();
  await teamsAt.close();
  rmSync(folder, { recursive: true, force: true });
  expect(errors).toEqual([]);
});

function push(ticketId: string, secret = SECRET): Promise<Response> {
  const body = JSON.stringify({ ticketId });
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  return fetch(`${callboard.url}/hooks/psa/${PATH}`, { method: 'POST', headers: { 'x-signature': signature }, body });
}

describe('a second PSA', () => {
  it('starts like the first one: its webhook is registered, its ticket reaches Teams, and a claim assigns it', async () => {
    await expect
      .poll(() => [...(world?.hooks ?? [])])
      .toEqual([`https://desk.northwind-msp.example/hooks/psa/${PATH}`]);
    if (!world) throw new Error('the vendor was not opened');
    await callboard.desk.syncDirectory();
    await teams.user('ana').install();
    const client = world.addClient('Contoso Dental').ref;
    const { id } = world.addTicket({ title: SUMMARY, description: 'Every page', client });
    expect((await push(id, 'guessed')).status).toBe(401);
    expect((await push(id)).ok).toBe(true);
    const card = () =>
      teams
        .user('ana')
        .channel()
        .find(({ words }) => words.includes(SUMMARY));
    await expect.poll(() => card()?.actions).toContain('Take it');
    await teams.user('ana').click(card()?.id ?? '', 'Take it');
    await expect
      .poll(() => world?.tickets.get(id))
      .toMatchObject({ assignee: { name: 'Ana Moreau' }, assigneeRole: 'engineer' });
  });
});
