import { afterEach, describe, expect, it } from 'vitest';
import type { PsaPort } from '../../desk/ports/psa.ts';
import { createMemoryPsa, MemoryWorld } from '../../psa/memory/index.ts';
import type { TechnicianRole } from '../../model/technician.ts';
import { smallMsp, type SmallMsp } from '../../harness/msp/small-msp.ts';
import { channelCard, claims, fillsIn, myCard, whoIsAsked } from '../../harness/msp/trade.ts';

/** A PSA that gives tickets to people only in a role of theirs that holds for the ticket's queue. */
const ENGINEER = { id: 'engineer', name: 'Engineer', queueId: 'board-1' };
const CONSULTANT = { id: 'consultant', name: 'Consultant', queueId: 'board-2' };
const SUMMARY = 'The reception printer is dead';

let msp: SmallMsp;
let world: MemoryWorld;
afterEach(() => msp.close());

/** Everybody works in these roles; a ticket about a printer is there. Gives its id. */
async function starts(roles: readonly TechnicianRole[]): Promise<string> {
  msp = await smallMsp({
    each: (_n, parts) => {
      world = new MemoryWorld(parts.clock);
      for (const name of ['Ana Moreau', 'Ben Okafor', 'Chris Lindqvist']) {
        const email = `${name.split(' ')[0]?.toLowerCase() ?? ''}@northwind-msp.example`;
        world.addAgent(name, roles, { email });
      }
      return { ...parts, psa: createMemoryPsa(world, 'hook-secret') };
    },
  });
  const client = world.addClient('Contoso Dental');
  const { id } = world.addTicket({ title: SUMMARY, description: 'Every page', client: client.ref });
  await msp.minutes(1);
  return id;
}

const dead = () => msp.store.listEffects({ state: 'dead', limit: 10 });

describe('a PSA that assigns tickets in a role', () => {
  it('gets the technician’s role for the ticket’s queue when somebody claims', async () => {
    const id = await starts([CONSULTANT, ENGINEER]);
    const asked = whoIsAsked(msp, SUMMARY);
    await claims(msp, asked, myCard(asked, SUMMARY));
    await msp.minutes(1);
    expect(world.tickets.get(id)).toMatchObject({
      assignee: { name: asked.person.name },
      assigneeRole: 'engineer',
    });
    expect(await dead()).toEqual([]);
  });

  it('gets the role also when a dispatcher assigns the ticket', async () => {
    const id = await starts([{ id: 'anything', name: 'Anything' }]);
    const ben = [...world.agents.values()].find(({ name }) => name === 'Ben Okafor');
    await fillsIn(msp, msp.dana, channelCard(msp.dana, SUMMARY), 'Give to', {
      to: `agent:${ben?.id ?? ''}`,
      reason: 'workload',
    });
    await msp.minutes(1);
    expect(world.tickets.get(id)).toMatchObject({ assignee: { name: 'Ben Okafor' }, assigneeRole: 'anything' });
  });

  it('is not sent an assignment that it would refuse: the card says what is missing, and a retry continues', async () => {
    const id = await starts([CONSULTANT]);
    const asked = whoIsAsked(msp, SUMMARY);
    await claims(msp, asked, myCard(asked, SUMMARY));
    await msp.minutes(1);
    expect(world.tickets.get(id)?.assignee).toBeUndefined();
    expect(await dead()).toMatchObject([{ kind: 'psa.assign', error: { code: 'PSA_ROLE_MISSING' } }]);
    const card = channelCard(msp.dana, SUMMARY);
    expect(card.words).toContain('this technician has none for this queue; add one there');

    for (const agent of world.agents.values()) world.agents.set(agent.id, { ...agent, roles: [ENGINEER] });
    await msp.does(() => msp.callboard.desk.syncDirectory());
    await msp.does(() => msp.dana.click(channelCard(msp.dana, SUMMARY).id, 'Try again'));
    await msp.minutes(1);
    expect(world.tickets.get(id)).toMatchObject({ assignee: { name: asked.person.name }, assigneeRole: 'engineer' });
    expect(await dead()).toEqual([]);
  });
});

describe('a PSA that has roles but assigns without one', () => {
  it('gets no role', async () => {
    const writes: object[] = [];
    msp = await smallMsp({
      each: (_n, parts) => ({
        ...parts,
        psa: {
          ...parts.psa,
          listTechnicians: async () => {
            const technicians = await parts.psa.listTechnicians();
            return technicians.map((technician) => ({ ...technician, roles: [{ id: 'engineer', name: 'Engineer' }] }));
          },
          assign: (write: Parameters<PsaPort['assign']>[0]) => {
            writes.push(write);
            return parts.psa.assign(write);
          },
        },
      }),
    });
    const ticket = msp.ticket(SUMMARY);
    await msp.minutes(1);
    const asked = whoIsAsked(msp, SUMMARY);
    await claims(msp, asked, myCard(asked, SUMMARY));
    await msp.minutes(1);
    expect(msp.haloOwner(ticket)).toBe(asked.person.name);
    expect(writes).toHaveLength(1);
    expect(writes[0]).not.toHaveProperty('roleId');
  });
});
