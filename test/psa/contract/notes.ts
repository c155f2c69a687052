import { describe, expect, it } from 'vitest';
import type { World } from '../psa-under-test.ts';

/** Notes and what a ticket has been through. */
export function notesAndHistory(world: World): void {
  describe('notes', () => {
    it('leaves an internal note that can be found again by its key', async () => {
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

    it('finds its note among hundreds of others', async () => {
      const id = world().newTicket('Printer jams');
      await world().psa.addNote({ ticketId: id, opId: 'note-1', text: 'first', visibility: 'internal' });
      for (let n = 0; n < 450; n += 1) world().people.note(id, `chatter ${n}`);
      expect(await world().psa.hasNote(id, 'note-1')).toBe(true);
      expect(await world().psa.listNotes(id)).toHaveLength(451);
    });

    it('lists what the client wrote, as seen by the client', async () => {
      const id = world().newTicket('Printer jams');
      world().people.note(id, 'Any news?');
      expect(await world().psa.listNotes(id)).toMatchObject([
        { text: 'Any news?', visibility: 'client', at: world().now() },
      ]);
    });
  });

  it('tells who gave what to whom, and when', async () => {
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
