import { describe, expect, it } from 'vitest';
import { CallboardError } from '../../../model/errors.ts';
import { assignIn, listAllIn, ticketIn, type World } from '../psa-under-test.ts';

/** Changing tickets: each write reads first and reads back afterwards. */
export function changingTickets(world: World): void {
  describe('assigning', () => {
    it('gives a ticket to a technician and takes it back', async () => {
      const id = world().newTicket('Printer jams');
      const given = await assignIn(world(), id, world().ana, (await ticketIn(world(), id)).version);
      expect(given).toMatchObject({ applied: true, current: { assignee: { id: world().ana } } });
      const back = await assignIn(world(), id, undefined, given.current?.version);
      expect(back.applied).toBe(true);
      expect((await ticketIn(world(), id)).assignee).toBeUndefined();
    });

    it('leaves a ticket to a person who was faster, and reports the current assignee', async () => {
      const id = world().newTicket('Printer jams');
      const { version } = await ticketIn(world(), id);
      world().people.assign(id, world().ben);
      const result = await assignIn(world(), id, world().ana, version);
      expect(result).toMatchObject({ applied: false, why: 'changed', current: { assignee: { id: world().ben } } });
      expect((await ticketIn(world(), id)).assignee?.id).toBe(world().ben);
    });

    it('changes nothing when it is repeated', async () => {
      const id = world().newTicket('Printer jams');
      const { version } = await ticketIn(world(), id);
      const first = await assignIn(world(), id, world().ana, version);
      const again = await assignIn(world(), id, world().ana, version);
      expect(again.applied).toBe(true);
      expect(again.current?.version).toBe(first.current?.version);
      expect((await world().psa.history(id)).filter((entry) => entry.field === 'assignee')).toHaveLength(1);
    });

    it.each([
      ['deleted', (id: string) => world().people.remove(id)],
      ['merged away', (id: string) => world().people.merge(id, world().newTicket('the other'))],
    ])('reports a ticket that was %s as gone', async (_what, act) => {
      const id = world().newTicket('Printer jams');
      act(id);
      expect(await assignIn(world(), id, world().ana)).toMatchObject({ applied: false, why: 'gone' });
    });

    it('reports a ticket that never existed as gone', async () => {
      expect(await assignIn(world(), '987654321', world().ana)).toMatchObject({ applied: false, why: 'gone' });
    });

    it('refuses an unknown technician permanently', async () => {
      const id = world().newTicket('Printer jams');
      await expect(assignIn(world(), id, '98765')).rejects.toMatchObject({
        code: 'PSA_REFUSED',
        done: 'no',
        retry: 'never',
      });
    });

    it('needs a role if the PSA requires one', async () => {
      const { capabilities } = await world().psa.connect();
      const id = world().newTicket('Printer jams');
      const plain = world().psa.assign({ ticketId: id, agentId: world().ana, opId: 'op-1' });
      if (capabilities.roleNeeded) await expect(plain).rejects.toBeInstanceOf(CallboardError);
      else expect((await plain).applied).toBe(true);
    });

    it('lists everybody’s roles where the PSA needs one', async () => {
      const { capabilities } = await world().psa.connect();
      const technicians = await world().psa.listTechnicians();
      if (capabilities.roleNeeded) expect(technicians.every(({ roles }) => roles !== undefined)).toBe(true);
      else expect((await assignIn(world(), world().newTicket('Printer jams'), world().ana)).applied).toBe(true);
    });
  });

  it('moves a ticket to another queue with a status that is valid there', async () => {
    const id = world().newTicket('Printer jams');
    const { queues, statuses } = await world().psa.reference();
    const other = queues.find((queue) => queue.id !== queues[0]?.id)!;
    const moved = await world().psa.assignQueue({ ticketId: id, queueId: other.id, opId: 'op-1' });
    expect(moved).toMatchObject({ applied: true, current: { queue: other, open: true } });
    const status = statuses.find((one) => one.id === moved.current?.status.id);
    expect([undefined, other.id]).toContain(status?.queueId);
  });

  it('sets status, priority and category together and reads each back', async () => {
    const id = world().newTicket('Printer jams');
    const { queue } = await ticketIn(world(), id);
    const { statuses, categories } = await world().psa.reference();
    const status = statuses.find((one) => one.name === 'In Progress' && (one.queueId ?? queue.id) === queue.id)!;
    const category = categories.find((one) => one.level === 1)!;
    const wish = {
      ticketId: id,
      statusId: status.id,
      priority: 1 as const,
      categoryIds: [category.id],
      opId: 'op-1',
    };
    const result = await world().psa.update(wish);
    expect(result.applied).toBe(true);
    const after = await ticketIn(world(), id);
    expect(after).toMatchObject({ status: { id: status.id }, priority: { rank: 1 } });
    expect(after.category).toEqual([{ id: category.id, name: category.name }]);
  });

  it('creates a ticket once, even if the same key is used twice', async () => {
    const { queues } = await world().psa.reference();
    const wish = {
      opId: 'create-1',
      title: 'Replace the switch',
      description: 'Port 3 < 100 Mbit',
      clientId: world().clientId,
      queueId: queues[1]!.id,
      priority: 2 as const,
    };
    const made = await world().psa.createTicket(wish);
    expect(made).toMatchObject({ title: wish.title, priority: { rank: 2 }, queue: { id: queues[1]!.id } });
    expect(made.description).toContain('Port 3 < 100 Mbit');
    expect((await world().psa.createTicket(wish)).id).toBe(made.id);
    expect(await listAllIn(world(), { openOnly: true })).toHaveLength(1);
  });
}
