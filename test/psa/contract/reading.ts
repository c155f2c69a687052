import { describe, expect, it } from 'vitest';
import { listAllIn, ticketIn, type World } from '../psa-under-test.ts';

/** Reading tickets: single tickets, lists in pages, and changes made in the PSA. */
export function readingTickets(world: World): void {
  describe('reading tickets', () => {
    it('shows a new ticket as open and unassigned', async () => {
      const id = world().newTicket('Printer jams');
      const found = await ticketIn(world(), id);
      expect(found).toMatchObject({ id, title: 'Printer jams', open: true, client: { id: world().clientId } });
      expect(found.assignee).toBeUndefined();
      expect(found.description).toBe('Every page');
      expect(found.createdAt).toBe(world().now());
    });

    it('returns nothing for an unknown ticket', async () => {
      expect(await world().psa.getTicket('987654321')).toBeUndefined();
    });

    it('lists every open ticket once across all pages', async () => {
      const ids = Array.from({ length: 230 }, (_, n) => world().newTicket(`Ticket ${n}`));
      const listed = await listAllIn(world(), { openOnly: true });
      expect(listed.map((one) => one.id).sort()).toEqual([...ids].sort());
    });

    it('lists tickets changed since an instant, including closed ones', async () => {
      const [old, changed, closed] = ['old', 'changed', 'closed'].map((title) => world().newTicket(title));
      await world().moment();
      const since = world().now();
      world().people.rename(changed!, 'changed more');
      world().people.close(closed!);
      const ids = (await listAllIn(world(), { openOnly: false, updatedSince: since })).map((one) => one.id);
      expect(ids.sort()).toEqual([changed!, closed!].sort());
      expect(ids).not.toContain(old);
    });

    it('finds unassigned tickets, and tickets by assignee or queue', async () => {
      const [free, taken] = [world().newTicket('free'), world().newTicket('taken')];
      world().people.assign(taken, world().ana);
      const ids = async (query: object) =>
        (await listAllIn(world(), { openOnly: true, ...query })).map((one) => one.id);
      expect(await ids({ unassigned: true })).toEqual([free]);
      expect(await ids({ agentId: world().ana })).toEqual([taken]);
      expect(await ids({ queueIds: [(await ticketIn(world(), free)).queue.id] })).toEqual([free, taken]);
    });

    it('shows the same data in a list and for a single ticket', async () => {
      const id = world().newTicket('Printer jams');
      world().people.assign(id, world().ana);
      const [listed] = await listAllIn(world(), { openOnly: true });
      const single = await ticketIn(world(), id);
      expect(listed?.version).toBe(single.version);
      expect(listed).toMatchObject({
        title: single.title,
        description: single.description,
        assignee: { id: world().ana },
      });
    });

    it.each([
      ['closed', (id: string) => world().people.close(id), { open: false }],
      ['merged', (id: string) => world().people.merge(id, world().newTicket('the other')), { open: false }],
      ['deleted', (id: string) => world().people.remove(id), { open: false, deleted: true }],
    ])('shows a ticket that was %s in the PSA as such, with a new version', async (_what, act, seen) => {
      const id = world().newTicket('Printer jams');
      const before = await ticketIn(world(), id);
      act(id);
      const after = await ticketIn(world(), id);
      expect(after).toMatchObject(seen);
      expect(after.version).not.toBe(before.version);
      expect((await listAllIn(world(), { openOnly: true })).map((one) => one.id)).not.toContain(id);
    });

    it.each([
      ['title', (id: string) => world().people.rename(id, 'Printer is on fire')],
      ['text', (id: string) => world().people.rewrite(id, 'It is on fire')],
      ['owner', (id: string) => world().people.assign(id, world().ana)],
    ])('shows a new version after the %s was changed in the PSA', async (_what, act) => {
      const id = world().newTicket('Printer jams');
      const before = await ticketIn(world(), id);
      act(id);
      expect((await ticketIn(world(), id)).version).not.toBe(before.version);
    });

    it('keeps the version when only a note was added', async () => {
      const id = world().newTicket('Printer jams');
      const before = await ticketIn(world(), id);
      world().people.note(id, 'Any news?');
      expect((await ticketIn(world(), id)).version).toBe(before.version);
    });
  });
}
