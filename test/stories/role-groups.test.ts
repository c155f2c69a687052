import { afterEach, beforeEach, expect, test } from 'vitest';
import { DISPATCHERS } from '../../harness/msp/graph-tenant.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, whoIsAsked } from '../../harness/msp/trade.ts';

let msp: SmallMsp;
beforeEach(async () => {
  msp = await smallMsp({ visits: true, roleGroups: { [DISPATCHERS]: ['dispatcher'] } });
});
afterEach(() => msp.close());

/** Who is in the group, as an administrator sees it in Entra. */
const group = () => msp.graph!.sim.state.groups.get(DISPATCHERS)!.members;
const benId = () => msp.ben.person.aadObjectId;
const anHour = () => msp.minutes(62);

/** Ben approves an offer to somebody else: what dispatchers do, and technicians may not. */
async function benApproves(words: string): Promise<boolean> {
  const ticket = msp.ticket(words, 'Nobody can work. The VPN drops every ten minutes.');
  await msp.minutes(1);
  expect(whoIsAsked(msp, words)).not.toBe(msp.ben);
  await msp.does(() => msp.ben.click(channelCard(msp.ben, words).id, 'approve'));
  await msp.minutes(1);
  return (await msp.history(ticket)).some(({ kind }) => kind === 'approved');
}

test('a person added to the group has the dispatcher’s buttons within the hour, and loses them when removed', async () => {
  expect(await benApproves('VPN tunnel one drops')).toBe(false);
  group().add(benId());
  await anHour();
  expect(await benApproves('VPN tunnel two drops')).toBe(true);

  // Microsoft 365 does not answer, or may not be asked any more: nobody loses a role by that.
  msp.graph!.sim.faults.add({ method: 'GET', path: '/groups/**', then: { status: 403 }, times: 10 });
  group().delete(benId());
  await anHour();
  expect(await benApproves('VPN tunnel three drops')).toBe(true);

  msp.graph!.sim.faults.clear();
  await anHour();
  expect(await benApproves('VPN tunnel four drops')).toBe(false);
});

test('a technician in the group stays a technician, and the settings’ dispatcher a dispatcher', async () => {
  group().add(benId());
  await anHour();
  const people = (await msp.store.query('people', { index: 'byName', limit: 20 })).docs.map((doc) => doc.data);
  const rolesOf = (name: string) => people.find((one) => one.name === name)?.roles;
  expect(rolesOf('Ben Okafor')).toEqual(['technician', 'dispatcher']);
  expect(rolesOf('Dana Whitfield')).toEqual(['dispatcher']);
  expect(rolesOf('Ana Moreau')).toEqual(['technician']);
});
