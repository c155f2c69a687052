import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const script = resolve(import.meta.dirname, '../../commands/config-check.ts');

/** Runs `npm run config:check` as a program of its own, with this environment and this .env alone. */
function check(
  env: Record<string, string>,
  dotEnv = '',
  files: Readonly<Record<string, string>> = {},
): { status: number | null; output: string } {
  const folder = mkdtempSync(join(tmpdir(), 'callboard-check-'));
  folders.push(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, '.env'), dotEnv, { mode: 0o600 });
  const ran = spawnSync(process.execPath, [script], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'utf8',
  });
  return { status: ran.status, output: ran.stdout + ran.stderr };
}

const LIVE = `
CALLBOARD_PUBLIC_URL=https://desk.acme-it.co.uk
TEAMS_APP_ID=7d3c8f0e-51a4-4b0e-9c59-2f1f3a0b6d11
TEAMS_TENANT_ID=0b6f2b1c-6a3a-4a8e-8c1d-9f5e7d2c4a22
TEAMS_APP_SECRET=qp8Q~teams-client-value
HALO_RESOURCE_URL=https://acme.halopsa.com/api
HALO_AUTH_URL=https://acme.halopsa.com/auth
HALO_TENANT=acme
HALO_CLIENT_ID=c0ffee-1234
HALO_CLIENT_SECRET=halo-client-value-77
HALO_OUTCOME_INTERNAL_NOTE=7
DESK_ROLES=dana@acme-it.co.uk=dispatcher+admin
DESK_COORDINATORS=default=dana@acme-it.co.uk
DESK_TIME_ZONE=Europe/London
`;

describe('npm run config:check', () => {
  it('describes the demo when there is no configuration', () => {
    expect(check({})).toMatchObject({
      status: 0,
      output: expect.stringContaining('mode: demo (the demo world, on this machine only') as string,
    });
  });

  it('summarises a complete configuration with secrets hidden', () => {
    const { status, output } = check({}, LIVE);
    expect(output).toContain('teams.credential.secret: [secret]');
    expect(output).toContain('desk.roles.dana@acme-it.co.uk: dispatcher, admin');
    expect(output).not.toMatch(/qp8Q|client-value/);
    expect(status).toBe(0);
  });

  it('checks the lines of the skill matrix too', () => {
    const csv =
      'technician,mail,tier,home,skill,level,evidence,date\nAna,ana@acme-it.co.uk,L9,London,Printing,2,x,soon\n';
    const { status, output } = check({}, `${LIVE}DESK_SKILLS_CSV=skills.csv\n`, { 'skills.csv': csv });
    expect(status).toBe(1);
    expect(output).toMatch(/line 2, tier/);
    expect(output).toMatch(/line 2, date/);
  });

  it('reports every mistake with its next step and a failing exit code', () => {
    const { status, output } = check({ DESK_MODE: 'automatic' }, LIVE.replace('halo-client-value-77', 'changeme'));
    expect(status).toBe(1);
    expect(output).toContain('CONFIG_INVALID: 2 settings need attention.');
    expect(output).toMatch(/DESK_MODE "automatic" is neither shadow nor suggest\.\n\s+Give a value like suggest/);
    expect(output).toMatch(/HALO_CLIENT_SECRET the value is a placeholder\.\n\s+\S/);
  });
});
