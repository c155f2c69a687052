import { describe, expect, it } from 'vitest';
import { joinDirectory } from '../../desk/people/join-directory.ts';
import type { DeskDeps } from '../../desk/deps.ts';
import { may } from '../../desk/people/permissions.ts';
import { silentLog } from '../../model/log.ts';
import type { Technician } from '../../model/technician.ts';
import { openSqliteStore } from '../../store/sqlite/index.ts';

function agent(id: string, name: string, email?: string): Technician {
  return { id, name, active: true, teams: [], skills: [], ...(email === undefined ? {} : { email }) };
}

async function directoryOf(technicians: readonly Technician[], settings: Parameters<typeof joinDirectory>[2]) {
  const store = await openSqliteStore({ path: ':memory:', log: silentLog });
  await joinDirectory({ store, policy: { timeZone: 'Europe/London' } } as DeskDeps, technicians, settings);
  return async (id: string) => (await store.get('people', id))?.data;
}

describe('matching people to accounts', () => {
  it('finds a person by mail address, whatever its capitals', async () => {
    const person = await directoryOf(
      [agent('12', 'Ana', 'Ana@MSP.example')],
      [{ mail: 'ana@msp.example', roles: ['technician', 'dispatcher'] }],
    );
    expect(await person('agent:12')).toMatchObject({ matched: 'mail', roles: ['technician', 'dispatcher'] });
  });

  it('leaves a person doubtful and without rights when an address is missing or occurs twice', async () => {
    const person = await directoryOf(
      [agent('12', 'Ana', 'desk@msp.example'), agent('13', 'Ben', 'desk@msp.example'), agent('14', 'Cem')],
      [],
    );
    for (const id of ['agent:12', 'agent:13', 'agent:14']) {
      const found = (await person(id))!;
      expect(found.matched).toBe('doubtful');
      expect(may(found, 'claim')).toBe(false);
    }
  });

  it('lets a human settle a match in the settings, with the address that Teams knows', async () => {
    const person = await directoryOf(
      [agent('12', 'Ana', 'desk@msp.example'), agent('13', 'Ben', 'desk@msp.example')],
      [{ mail: 'ana@msp.example', roles: ['technician'], agentId: '12' }],
    );
    expect(await person('agent:12')).toMatchObject({ matched: 'manual', mail: 'ana@msp.example' });
    expect(may((await person('agent:12'))!, 'claim')).toBe(true);
    expect((await person('agent:13'))?.matched).toBe('doubtful');
  });
});
