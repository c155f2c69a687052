import type { Ref } from '../../model/ticket.ts';
import type { MemoryTicket, MemoryWorld } from './world.ts';

/** Simulates manual changes by people in this PSA, and mails from clients. */
export function peopleInMemory(world: MemoryWorld) {
  const ticketOf = (id: string): MemoryTicket => {
    const ticket = world.tickets.get(id);
    if (!ticket) throw new Error(`the PSA in memory has no ticket ${id}`);
    return ticket;
  };
  const human: Ref = { id: 'member-0', name: 'Somebody' };
  const change = (id: string, apply: (ticket: MemoryTicket) => void) => world.change(ticketOf(id), human, apply);

  return {
    assign: (id: string, agentId: string | undefined) =>
      change(id, (ticket) => {
        const agent = agentId === undefined ? undefined : world.agentRef(agentId);
        if (agent) ticket.assignee = agent;
        else delete ticket.assignee;
      }),
    close: (id: string) =>
      change(id, (ticket) => {
        ticket.status = world.statusIn(ticket.queue.id, true);
      }),
    merge: (id: string, into: string) =>
      change(id, (ticket) => {
        ticket.mergedInto = into;
      }),
    remove: (id: string) =>
      change(id, (ticket) => {
        ticket.deleted = true;
      }),
    rename: (id: string, title: string) =>
      change(id, (ticket) => {
        ticket.title = title;
      }),
    rewrite: (id: string, description: string) =>
      change(id, (ticket) => {
        ticket.description = description;
      }),
    note(id: string, text: string): void {
      const list = world.notes.get(ticketOf(id).id) ?? [];
      list.push({
        id: world.nextId('note'),
        at: world.clock.now(),
        by: human,
        text,
        visibility: 'client',
        kind: 'note',
      });
      world.notes.set(id, list);
    },
  };
}
