import { afterEach, describe, expect, it } from 'vitest';
import { PERMISSION_NAMES, PERMISSIONS } from '../../graph/index.ts';
import { DISPATCH, graphWorld, type GraphWorld } from './graph-world.ts';

const LEAD = '7f2c2c1e-0000-4000-8000-00000000aaaa';
const TEAM = '7f2c2c1e-0000-4000-8000-00000000bbbb';
const closing: GraphWorld[] = [];
afterEach(async () => {
  for (const one of closing.splice(0)) await one.stop();
});

async function tenant(granted: readonly string[]): Promise<GraphWorld> {
  const world = await graphWorld({
    sim: { granted },
    config: { shiftTeamIds: [TEAM], shiftsActAs: LEAD, roleGroupIds: [TEAM] },
    seed: (sim) => {
      sim.seed.user({ displayName: 'Lead', mail: 'lead@msp.example', id: LEAD });
      sim.seed.group({ displayName: 'Team', id: TEAM, members: [LEAD], owners: [LEAD] });
      sim.seed.business({ id: 'visits@msp.example', displayName: 'Visits' });
    },
  });
  closing.push(world);
  return world;
}
const probe = (world: GraphWorld) => world.during(() => world.graph.probe(LEAD));

describe('the start-up probe', () => {
  it('finds everything granted by reading the token alone', async () => {
    const world = await tenant(PERMISSION_NAMES);
    expect((await probe(world)).map((one) => one.granted)).toEqual(PERMISSION_NAMES.map(() => 'yes'));
    expect(world.sim.journal.exchanges).toEqual([]);
  });

  it.each(PERMISSION_NAMES)('reports what a missing %s costs, and finds all others granted', async (missing) => {
    const world = await tenant(PERMISSION_NAMES.filter((one) => one !== missing));
    const findings = await probe(world);
    for (const { permission, granted, costs } of findings) {
      if (permission !== missing) expect(granted, permission).toBe('yes');
      else expect([granted, costs]).toEqual([missing === 'Mail.Send' ? 'unknown' : 'no', PERMISSIONS[missing].without]);
    }
    expect(world.sim.journal.writes).toEqual([]);
  });

  it('finds permissions that Exchange granted, although the token does not list them', async () => {
    const world = await tenant(PERMISSION_NAMES.filter((one) => !PERMISSIONS[one].scoped));
    const only = new Set([DISPATCH]);
    for (const permission of PERMISSION_NAMES.filter((one) => PERMISSIONS[one].scoped))
      world.sim.exchange.roles.push({ permission, mailboxes: only });
    const findings = await probe(world);
    expect(findings.filter((one) => one.granted === 'no')).toEqual([]);
    expect(findings.find((one) => one.permission === 'Calendars.ReadWrite')?.granted).toBe('yes');
  });

  it('never throws: everything is unknown while Entra is down', async () => {
    const world = await tenant(PERMISSION_NAMES);
    world.sim.faults.add({ path: '/token', times: 100, then: { status: 503 } });
    expect((await probe(world)).map((one) => one.granted)).toEqual(PERMISSION_NAMES.map(() => 'unknown'));
  });

  it('covers nine different permissions', async () => {
    // test/graph/permissions.test.ts compares them with the guide.
    expect(new Set(PERMISSION_NAMES).size).toBe(9);
  });
});
