import { describe, expect, it } from 'vitest';
import type { World } from '../psa-under-test.ts';

/** Notes and a ticket's history. */
export function notesAndHistory(world: World): void {
  describe('notes', () => {
    it('adds an internal note that can be found by its key', async () => {
      const id = world().newTicket('Printer jams');
      expect(await world().psa.hasNote(id, 'note-1')).toBe(false);
      await world().psa.addNote({
        ticketId: id,
        opId: 'note-1',
        text: 'Why Ana: <b>knows</b> it\nsecond line',
        visibility: 'internal',
      });
      expect(await world().psa.hasNote(id, 'note-1')).toBe(true);
      expect(await world().psa.hasNote(id, 'note-2')).toBe(false);
      const [note] = await world().psa.listNotes(id);
      expect(note).toMatchObject({ visibility: 'internal', kind: 'note' });
      expect(note?.text).toContain('Why Ana: <b>knows</b> it\nsecond line');
    });

    it('finds a note by its key among hundreds of others', async () => {
      const id = world().newTicket('Printer jams');
      await world().psa.addNote({ ticketId: id, opId: 'note-1', text: 'first', visibility: 'internal' });
      for (let n = 0; n < 450; n += 1) world().people.note(id, `chatter ${n}`);
      expect(await world().psa.hasNote(id, 'note-1')).toBe(true);
      expect(await world().psa.listNotes(id)).toHaveLength(451);
    });

    it('makes a note visible to the client only when asked to', async () => {
      const id = world().newTicket('Printer jams');
      await world().psa.addNote({ ticketId: id, opId: 'note-1', text: 'We are on it.', visibility: 'client' });
      expect(await world().psa.listNotes(id)).toMatchObject([{ visibility: 'client', kind: 'note' }]);
    });

    it('lists the client’s messages as visible to the client', async () => {
      const id = world().newTicket('Printer jams');
      world().people.note(id, 'Any news?');
      expect(await world().psa.listNotes(id)).toMatchObject([
        { text: 'Any news?', visibility: 'client', at: world().now() },
      ]);
    });
  });

  it('returns a ticket’s changes of status and queue, and who made them', async () => {
    const id = world().newTicket('Printer jams');
    const before = await world().psa.getTicket(id);
    const { queues, statuses } = await world().psa.reference();
    const queue = queues.find((one) => one.id !== before?.queue.id)!;
    await world().moment();
    await world().psa.assignQueue({ ticketId: id, queueId: queue.id, opId: 'op-1' });
    const status = statuses.find((one) => one.name === 'In Progress' && (one.queueId ?? queue.id) === queue.id)!;
    await world().moment();
    await world().psa.update({ ticketId: id, statusId: status.id, opId: 'op-2' });
    const changes = await world().psa.history(id);
    const me = (await world().psa.connect()).actingAs;
    expect(changes.filter((entry) => entry.field === 'team')).toMatchObject([
      { from: { id: before?.queue.id }, to: { id: queue.id, name: queue.name }, by: { id: me.id } },
    ]);
    expect(changes.filter((entry) => entry.field === 'status').at(-1)).toMatchObject({
      to: { id: status.id, name: 'In Progress' },
      by: { id: me.id },
    });
  });

  it('returns a ticket’s changes of assignee, and when they happened', async () => {
    const id = world().newTicket('Printer jams');
    await world().moment();
    world().people.assign(id, world().ana);
    await world().moment();
    world().people.assign(id, undefined);
    const changes = (await world().psa.history(id)).filter((entry) => entry.field === 'assignee');
    expect(changes).toMatchObject([{ to: { id: world().ana } }, { from: { id: world().ana } }]);
    expect(changes[1]?.to).toBeUndefined();
    expect(changes[0]!.at).toBeLessThan(changes[1]!.at);
  });
}
