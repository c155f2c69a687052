import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect } from 'vitest';
import type { LiveConfig } from '../../config/config.ts';
import { machineFiles } from '../../config/files.ts';
import { loadConfig } from '../../config/load.ts';
import type { PsaVendors } from '../../config/psa-vendor.ts';
import type { HaloSettings } from '../../config/settings/halopsa.ts';
import { PSA_VENDORS } from '../../start/psa-vendors.ts';

/** A complete live configuration, as an MSP would write it. */
export const LIVE: Readonly<Record<string, string>> = {
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
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'callboard-config-'));
  folders.push(made);
  return made;
}
afterAll(() => {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
});
const noVault = (): Promise<never> => Promise.reject(new Error('no vault was expected'));
export const load = (
  env: Record<string, string>,
  at = folder(),
  vault: Parameters<typeof loadConfig>[2] = noVault,
  vendors: PsaVendors = PSA_VENDORS,
) => loadConfig(env, machineFiles(at), vault, vendors);

export async function problemsOf(env: Record<string, string>, at?: string): Promise<Record<string, string>> {
  const result = await load(env, at);
  if (result.ok) return {};
  for (const problem of result.problems) expect(problem.next, `${problem.name} has a next step`).toMatch(/\S{3}/);
  return Object.fromEntries(result.problems.map((p) => [p.name, p.problem]));
}
export async function live(env: Record<string, string>, at?: string): Promise<LiveConfig> {
  const result = await load(env, at);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  if (result.config.mode !== 'live') throw new Error(`mode ${result.config.mode}`);
  return result.config;
}
/** The settings of HaloPSA in a configuration that chose it. */
export function haloOf({ psa }: LiveConfig): HaloSettings {
  expect(psa.vendor).toBe('halopsa');
  return psa.settings as HaloSettings;
}
