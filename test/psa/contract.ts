import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PsaPort } from '../../desk/ports/psa.ts';
import { CallboardError } from '../../model/errors.ts';
import type { Ticket } from '../../model/ticket.ts';

/** A PSA with one client, two technicians and two queues, and the hands of the people who work in it. */
export interface PsaUnderTest {
  readonly psa: PsaPort;
  readonly clientId: string;
  readonly ana: string;
  readonly ben: string;
  readonly roleId?: string;
  newTicket(title: string): string;
  /** What people do in the PSA itself. */
  readonly people: {
    assign(ticketId: string, agentId: string | undefined): void;
    close(ticketId: string): void;
    merge(ticketId: string, into: string): void;
    remove(ticketId: string): void;
    rename(ticketId: string, title: string): void;
    note(ticketId: string, text: string): void;
  };
  /** A push of the PSA about these tickets, and the same with a wrong secret. */
  hook(ticketIds: readonly string[], forged: boolean): { headers: Record<string, string>; raw: Uint8Array };
  /** Lets a moment pass, so that changes have different instants. */
  moment(): Promise<void>;
  now(): number;
  stop(): Promise<void>;
}

/** What every PSA must do behind the port, whatever its own ways are. */
export function describePsa(name: string, start: () => Promise<PsaUnderTest>): void {
  describe(name, () => {
    let world: PsaUnderTest;
    let psa: PsaPort;
    beforeEach(async () => {
      world = await start();
      psa = world.psa;
    });
    afterEach(() => world.stop());

    const ticket = async (id: string): Promise<Ticket> => {
      const found = await psa.getTicket(id);
      if (!found) throw new Error(`no ticket ${id}`);
      return found;
    };
    const assignTo = (id: string, agentId: string | undefined, expected?: string) =>
      psa.assign({
        ticketId: id,
        agentId,
        opId: 'op-1',
        ...(expected === undefined ? {} : { expect: expected }),
        ...(agentId !== undefined && world.roleId !== undefined ? { roleId: world.roleId } : {}),
      });
    const listAll = async (query: Parameters<PsaPort['listTickets']>[0]): Promise<Ticket[]> => {
      const all: Ticket[] = [];
      let cursor: string | undefined;
      do {
        const page = await psa.listTickets({ ...query, ...(cursor === undefined ? {} : { cursor }) });
        all.push(...page.items);
        cursor = page.next;
      } while (cursor !== undefined);
      return all;
    };

    it('says who it acts as and what it can do', async () => {
      const { actingAs, capabilities } = await psa.connect();
      expect(actingAs.name).not.toBe('');
      expect(capabilities.history).toBeTypeOf('boolean');
    });

    it('tells an open status from a closed one, and ranks priorities from 1', async () => {
      const reference = await psa.reference();
      expect(reference.queues.length).toBeGreaterThan(0);
      expect(new Set(reference.statuses.map((status) => status.closed))).toEqual(new Set([true, false]));
      expect(Math.min(...reference.priorities.map((priority) => priority.rank))).toBe(1);
    });

    describe('reading tickets', () => {
      it('shows a new ticket as open and nobody’s', async () => {
        const id = world.newTicket('Printer jams');
        const found = await ticket(id);
        expect(found).toMatchObject({ id, title: 'Printer jams', open: true, client: { id: world.clientId } });
        expect(found.assignee).toBeUndefined();
        expect(found.description).toBe('Every page');
        expect(found.createdAt).toBe(world.now());
      });

      it('is certain that an unknown ticket does not exist', async () => {
        expect(await psa.getTicket('987654321')).toBeUndefined();
      });

      it('lists every open ticket once, over as many pages as it takes', async () => {
        const ids = Array.from({ length: 230 }, (_, n) => world.newTicket(`Ticket ${n}`));
        const listed = await listAll({ openOnly: true });
        expect(listed.map((one) => one.id).sort()).toEqual([...ids].sort());
      });

      it('lists what changed since an instant, closed tickets included', async () => {
        const [old, changed, closed] = ['old', 'changed', 'closed'].map((title) => world.newTicket(title));
        await world.moment();
        const since = world.now();
        world.people.rename(changed!, 'changed more');
        world.people.close(closed!);
        const ids = (await listAll({ openOnly: false, updatedSince: since })).map((one) => one.id);
        expect(ids.sort()).toEqual([changed!, closed!].sort());
        expect(ids).not.toContain(old);
      });

      it('finds what is unassigned, and what belongs to somebody', async () => {
        const [free, taken] = [world.newTicket('free'), world.newTicket('taken')];
        world.people.assign(taken, world.ana);
        const ids = async (query: object) => (await listAll({ openOnly: true, ...query })).map((one) => one.id);
        expect(await ids({ unassigned: true })).toEqual([free]);
        expect(await ids({ agentId: world.ana })).toEqual([taken]);
        expect(await ids({ queueIds: [(await ticket(free)).queue.id] })).toEqual([free, taken]);
      });

      it('shows the same ticket in the list and by itself', async () => {
        const id = world.newTicket('Printer jams');
        world.people.assign(id, world.ana);
        const [listed] = await listAll({ openOnly: true });
        const single = await ticket(id);
        expect(listed?.version).toBe(single.version);
        expect(listed).toMatchObject({
          title: single.title,
          description: single.description,
          assignee: { id: world.ana },
        });
      });

      it.each([
        ['closed', (id: string) => world.people.close(id), { open: false }],
        ['merged', (id: string) => world.people.merge(id, world.newTicket('the other')), { open: false }],
        ['deleted', (id: string) => world.people.remove(id), { open: false, deleted: true }],
      ])('shows a ticket that was %s by hand as such, with another version', async (_what, act, seen) => {
        const id = world.newTicket('Printer jams');
        const before = await ticket(id);
        act(id);
        const after = await ticket(id);
        expect(after).toMatchObject(seen);
        expect(after.version).not.toBe(before.version);
        expect((await listAll({ openOnly: true })).map((one) => one.id)).not.toContain(id);
      });

      it('keeps the version when only a note was added', async () => {
        const id = world.newTicket('Printer jams');
        const before = await ticket(id);
        world.people.note(id, 'Any news?');
        expect((await ticket(id)).version).toBe(before.version);
      });
    });

    describe('assigning', () => {
      it('gives a ticket to somebody and takes it back', async () => {
        const id = world.newTicket('Printer jams');
        const given = await assignTo(id, world.ana, (await ticket(id)).version);
        expect(given).toMatchObject({ applied: true, current: { assignee: { id: world.ana } } });
        const back = await assignTo(id, undefined, given.current?.version);
        expect(back.applied).toBe(true);
        expect((await ticket(id)).assignee).toBeUndefined();
      });

      it('loses against a human who was faster, and says who has it now', async () => {
        const id = world.newTicket('Printer jams');
        const { version } = await ticket(id);
        world.people.assign(id, world.ben);
        const result = await assignTo(id, world.ana, version);
        expect(result).toMatchObject({ applied: false, why: 'changed', current: { assignee: { id: world.ben } } });
        expect((await ticket(id)).assignee?.id).toBe(world.ben);
      });

      it('is done when it is done already: a repeat changes nothing', async () => {
        const id = world.newTicket('Printer jams');
        const { version } = await ticket(id);
        const first = await assignTo(id, world.ana, version);
        const again = await assignTo(id, world.ana, version);
        expect(again.applied).toBe(true);
        expect(again.current?.version).toBe(first.current?.version);
        expect((await psa.history(id)).filter((entry) => entry.field === 'assignee')).toHaveLength(1);
      });

      it.each([
        ['deleted', (id: string) => world.people.remove(id)],
        ['merged away', (id: string) => world.people.merge(id, world.newTicket('the other'))],
      ])('finds a ticket that was %s gone', async (_what, act) => {
        const id = world.newTicket('Printer jams');
        act(id);
        expect(await assignTo(id, world.ana)).toMatchObject({ applied: false, why: 'gone' });
      });

      it('finds a ticket that never was gone', async () => {
        expect(await assignTo('987654321', world.ana)).toMatchObject({ applied: false, why: 'gone' });
      });

      it('refuses somebody who does not exist, for good', async () => {
        const id = world.newTicket('Printer jams');
        await expect(assignTo(id, '98765')).rejects.toMatchObject({ code: 'PSA_REFUSED', done: 'no', retry: 'never' });
      });

      it('needs a role where the PSA does', async () => {
        const { capabilities } = await psa.connect();
        const id = world.newTicket('Printer jams');
        const plain = psa.assign({ ticketId: id, agentId: world.ana, opId: 'op-1' });
        if (capabilities.roleNeeded) await expect(plain).rejects.toBeInstanceOf(CallboardError);
        else expect((await plain).applied).toBe(true);
      });
    });

    it('moves a ticket to another queue, with a status that is valid there', async () => {
      const id = world.newTicket('Printer jams');
      const { queues, statuses } = await psa.reference();
      const other = queues.find((queue) => queue.id !== queues[0]?.id)!;
      const moved = await psa.assignQueue({ ticketId: id, queueId: other.id, opId: 'op-1' });
      expect(moved).toMatchObject({ applied: true, current: { queue: { id: other.id }, open: true } });
      const status = statuses.find((one) => one.id === moved.current?.status.id);
      expect([undefined, other.id]).toContain(status?.queueId);
    });

    it('sets status, priority and category together, and each is read back', async () => {
      const id = world.newTicket('Printer jams');
      const { queue } = await ticket(id);
      const { statuses, categories } = await psa.reference();
      const status = statuses.find((one) => one.name === 'In Progress' && (one.queueId ?? queue.id) === queue.id)!;
      const category = categories.find((one) => one.level === 1)!;
      const wish = {
        ticketId: id,
        statusId: status.id,
        priority: 1 as const,
        categoryIds: [category.id],
        opId: 'op-1',
      };
      const result = await psa.update(wish);
      expect(result.applied).toBe(true);
      const after = await ticket(id);
      expect(after).toMatchObject({ status: { id: status.id }, priority: { rank: 1 } });
      expect(after.category).toEqual([{ id: category.id, name: category.name }]);
    });

    it('makes a ticket once, however often it is asked under the same key', async () => {
      const { queues } = await psa.reference();
      const wish = {
        opId: 'create-1',
        title: 'Replace the switch',
        description: 'Port 3 < 100 Mbit',
        clientId: world.clientId,
        queueId: queues[1]!.id,
        priority: 2 as const,
      };
      const made = await psa.createTicket(wish);
      expect(made).toMatchObject({ title: wish.title, priority: { rank: 2 }, queue: { id: queues[1]!.id } });
      expect(made.description).toContain('Port 3 < 100 Mbit');
      expect((await psa.createTicket(wish)).id).toBe(made.id);
      expect(await listAll({ openOnly: true })).toHaveLength(1);
    });

    describe('notes', () => {
      it('leaves an internal note that can be found again by its key', async () => {
        const id = world.newTicket('Printer jams');
        expect(await psa.hasNote(id, 'note-1')).toBe(false);
        await psa.addNote({
          ticketId: id,
          opId: 'note-1',
          text: 'Why Ana: <b>knows</b> it\nsecond line',
          visibility: 'internal',
        });
        expect(await psa.hasNote(id, 'note-1')).toBe(true);
        expect(await psa.hasNote(id, 'note-2')).toBe(false);
        const [note] = await psa.listNotes(id);
        expect(note).toMatchObject({ visibility: 'internal', kind: 'note' });
        expect(note?.text).toContain('Why Ana: <b>knows</b> it\nsecond line');
      });

      it('finds its note among hundreds of others', async () => {
        const id = world.newTicket('Printer jams');
        await psa.addNote({ ticketId: id, opId: 'note-1', text: 'first', visibility: 'internal' });
        for (let n = 0; n < 450; n += 1) world.people.note(id, `chatter ${n}`);
        expect(await psa.hasNote(id, 'note-1')).toBe(true);
        expect(await psa.listNotes(id)).toHaveLength(451);
      });

      it('lists what the client wrote, as seen by the client', async () => {
        const id = world.newTicket('Printer jams');
        world.people.note(id, 'Any news?');
        expect(await psa.listNotes(id)).toMatchObject([{ text: 'Any news?', visibility: 'client', at: world.now() }]);
      });
    });

    it('tells who gave what to whom, and when', async () => {
      const id = world.newTicket('Printer jams');
      await world.moment();
      world.people.assign(id, world.ana);
      await world.moment();
      world.people.assign(id, undefined);
      const changes = (await psa.history(id)).filter((entry) => entry.field === 'assignee');
      expect(changes).toMatchObject([{ to: { id: world.ana } }, { from: { id: world.ana } }]);
      expect(changes[1]?.to).toBeUndefined();
      expect(changes[0]!.at).toBeLessThan(changes[1]!.at);
    });

    it('knows the client, and which agreements end soon', async () => {
      const client = await psa.getClient(world.clientId);
      expect(client).toMatchObject({ ref: { id: world.clientId }, active: true });
      const [agreement] = client!.agreements;
      expect(agreement).toMatchObject({ active: true, tier: 'silver' });
      const soon = await psa.listAgreements({ endsBefore: agreement!.ends! + 1 });
      expect(soon).toMatchObject([{ clientId: world.clientId, ref: agreement!.ref }]);
      expect(await psa.listAgreements({ endsBefore: agreement!.ends! })).toEqual([]);
      expect(await psa.getClient('987654')).toBeUndefined();
    });

    it('knows the technicians, and nobody who is none', async () => {
      const names = (await psa.listTechnicians()).map((one) => one.name);
      expect(names).toEqual(expect.arrayContaining(['Ana Moreau', 'Ben Okafor']));
      expect(names.join()).not.toMatch(/unassigned|api/i);
    });

    it('blocks somebody’s time once, shows it as busy, and frees it again', async () => {
      const id = world.newTicket('Printer jams');
      const start = world.now() + 3_600_000;
      const block = {
        ticketId: id,
        agentId: world.ana,
        start,
        end: start + 1_800_000,
        subject: 'Visit',
        opId: 'visit-1',
      };
      const made = await psa.schedule(block);
      expect(await psa.schedule(block)).toEqual(made);
      const busy = await psa.busy([world.ana, world.ben], start - 1, start + 86_400_000);
      expect(busy.get(world.ana)).toEqual([{ start, end: start + 1_800_000, kind: 'dispatch', ticketId: id }]);
      expect(busy.get(world.ben)).toEqual([]);
      await psa.unschedule(made.id);
      await psa.unschedule(made.id);
      expect((await psa.busy([world.ana], start - 1, start + 86_400_000)).get(world.ana)).toEqual([]);
    });

    it('never takes somebody without a known schedule for free', async () => {
      const hours = await psa.workingHours([world.ben], world.now(), world.now() + 7 * 86_400_000);
      expect(hours.has(world.ben)).toBe(false);
    });

    describe('pushes', () => {
      it('names the tickets a push is about', () => {
        const id = world.newTicket('Printer jams');
        const { headers, raw } = world.hook([id], false);
        expect(psa.readHook(headers, raw)).toEqual({ ok: true, ticketIds: [id] });
      });

      it('believes nobody without the secret, and survives anything', () => {
        const { headers, raw } = world.hook([world.newTicket('Printer jams')], true);
        expect(psa.readHook(headers, raw)).toEqual({ ok: false, ticketIds: [] });
        for (const junk of ['', '[', '{"ticket":{"id":"../../etc"}}', '\u0000\u00ff', '[[[[]]]]', 'null', '1e999']) {
          expect(psa.readHook({}, new TextEncoder().encode(junk))).toEqual({ ok: false, ticketIds: [] });
          const right = world.hook([], false).headers;
          expect(psa.readHook(right, new TextEncoder().encode(junk)).ticketIds).toEqual([]);
        }
      });

      it('registers one address once', async () => {
        const first = await psa.subscribe('https://callboard.example/hooks/psa/f3a9');
        expect(await psa.subscribe('https://callboard.example/hooks/psa/f3a9')).toEqual(first);
      });
    });
  });
}
