import { createHmac, timingSafeEqual } from 'node:crypto';
import type { PsaPort, TicketWrite, WriteResult } from '../../desk/ports/psa.ts';
import { OutsideError } from '../../model/errors.ts';
import type { Busy } from '../../model/technician.ts';
import type { MemoryTicket, MemoryWorld } from './world.ts';

const PAGE = 25;
const ME = { id: 'member-api', name: 'Callboard' };

/**
 * An in-memory PSA with the capabilities that the default PSA lacks: assignments need a role, statuses belong to one queue,
 * there are no skills, and deadlines are computed. Code that works with both depends on the port alone.
 */
export function createMemoryPsa(world: MemoryWorld, hookSecret: string): PsaPort {
  function write(
    { ticketId, expect }: TicketWrite,
    apply: (ticket: MemoryTicket) => void,
    holds: (ticket: MemoryTicket) => boolean,
  ): WriteResult {
    const ticket = world.tickets.get(ticketId);
    if (!ticket) return { applied: false, why: 'gone', warnings: [] };
    const now = () => ({ current: world.show(ticket), warnings: [] });
    if (ticket.deleted === true || ticket.mergedInto !== undefined) return { applied: false, why: 'gone', ...now() };
    if (holds(ticket)) return { applied: true, ...now() };
    if (expect !== undefined && expect !== String(ticket.changes)) return { applied: false, why: 'changed', ...now() };
    world.change(ticket, ME, apply);
    return { applied: true, ...now() };
  }

  return {
    name: 'Memory PSA',
    connect: async () => ({
      capabilities: {
        slaDeadlines: 'computed',
        skills: 'none',
        timeOff: 'none',
        schedule: 'multi-step',
        roleNeeded: true,
        statusesPerQueue: true,
        hookSigned: 'hmac',
        history: true,
        satisfaction: false,
        timeEntries: false,
      },
      actingAs: ME,
    }),
    reference: async () => world.reference,

    async listTickets(query) {
      const from = Number(query.cursor ?? 0);
      const found = [...world.tickets.values()]
        .map((ticket) => world.show(ticket))
        .filter((ticket) => ticket.deleted !== true)
        .filter((ticket) => !query.openOnly || ticket.open)
        .filter((ticket) => query.updatedSince === undefined || ticket.updatedAt >= query.updatedSince)
        .filter((ticket) => query.unassigned !== true || !ticket.assignee)
        .filter((ticket) => query.agentId === undefined || ticket.assignee?.id === query.agentId)
        .filter((ticket) => query.queueIds?.includes(ticket.queue.id) ?? true);
      // The cursor is the number of the last ticket returned, so tickets that leave the list shift no others.
      const rest = found.filter((ticket) => Number(ticket.id.split('-')[1]) > from);
      const items = rest.slice(0, PAGE);
      const last = items.at(-1)?.id.split('-')[1];
      return rest.length > PAGE && last !== undefined ? { items, next: last } : { items };
    },
    async getTicket(id) {
      const ticket = world.tickets.get(id);
      return ticket && world.show(ticket);
    },
    listNotes: async (ticketId) => (world.notes.get(ticketId) ?? []).map(({ opId: _opId, ...note }) => note),
    history: async (ticketId) => world.trail.get(ticketId) ?? [],

    getClient: async (id) => world.clients.get(id),
    getSite: async (id) => world.sites.get(id),
    listAgreements: async ({ clientId, endsBefore }) =>
      [...world.clients.values()]
        .filter((client) => clientId === undefined || client.ref.id === clientId)
        .flatMap((client) => client.agreements.map((agreement) => ({ ...agreement, clientId: client.ref.id })))
        .filter((one) => endsBefore === undefined || (one.ends !== undefined && one.ends < endsBefore)),
    listTechnicians: async () => [...world.agents.values()],
    // Hours are unknown here, which does not mean that nobody works.
    workingHours: async () => new Map(),
    busy: async (agentIds, from, to) =>
      new Map(
        agentIds.map((id): [string, Busy[]] => [
          id,
          [...world.appointments.values()]
            .filter((one) => one.agentId === id && one.end > from && one.start < to)
            .map(({ agentId: _agentId, opId: _opId, ...busy }) => busy),
        ]),
      ),
    timeEntries: async () => [],
    satisfaction: async () => [],

    async createTicket({ opId, clientId, contactId, title, description, queueId, priority }) {
      const known = [...world.notes].find(([, notes]) => notes.some((note) => note.opId === opId))?.[0];
      const earlier = known === undefined ? undefined : world.tickets.get(known);
      if (earlier) return world.show(earlier);
      const client = world.clients.get(clientId);
      if (!client) throw refuse(`there is no client ${clientId}`);
      const ticket = world.addTicket({
        title,
        description,
        client: client.ref,
        ...(contactId === undefined ? {} : { contact: { id: contactId, name: contactId } }),
        ...(queueId === undefined ? {} : { queueId }),
        ...(priority === undefined ? {} : { priority }),
      });
      addNote(world, { ticketId: ticket.id, opId, text: 'Made by Callboard.', visibility: 'internal', kind: 'system' });
      return world.show(ticket);
    },

    async assign({ agentId, roleId, ...rest }) {
      const agent = agentId === undefined ? undefined : world.agents.get(agentId);
      if (agentId !== undefined && !agent) throw refuse(`there is no member ${agentId}`);
      const queue = world.tickets.get(rest.ticketId)?.queue;
      const role = agent?.roles.find((one) => one.id === roleId && (one.queueId ?? queue?.id) === queue?.id);
      if (agent && queue && !role) throw refuse(`${agent.id} needs a role that holds for ${queue.name}`);
      return write(
        rest,
        (ticket) => {
          delete ticket.assignee;
          delete ticket.assigneeRole;
          if (agent) ticket.assignee = { id: agent.id, name: agent.name };
          if (role) ticket.assigneeRole = role.id;
        },
        (ticket) => ticket.assignee?.id === agentId,
      );
    },

    async assignQueue({ queueId, ...rest }) {
      const queue = world.reference.queues.find((one) => one.id === queueId);
      if (!queue) throw refuse(`there is no queue ${queueId}`);
      return write(
        rest,
        (ticket) => {
          // A status of the old queue is invalid in the new one.
          const { closed = false } = world.reference.statuses.find((one) => one.id === ticket.status.id) ?? {};
          ticket.queue = queue;
          ticket.status = world.statusIn(queue.id, closed);
        },
        (ticket) => ticket.queue.id === queueId,
      );
    },

    async update({ statusId, priority, categoryIds, ...rest }) {
      const queueId = world.tickets.get(rest.ticketId)?.queue.id;
      const status = world.reference.statuses.find((one) => one.id === statusId && one.queueId === queueId);
      if (statusId !== undefined && queueId !== undefined && !status) {
        throw refuse(`status ${statusId} is not one of queue ${queueId}`);
      }
      const policy = world.reference.priorities.find((one) => one.rank === priority);
      const categories = categoryIds?.map((id) => {
        const category = world.reference.categories.find((one) => one.id === id);
        if (!category) throw refuse(`there is no category ${id}`);
        return { id: category.id, name: category.name };
      });
      return write(
        rest,
        (ticket) => {
          if (status) ticket.status = { id: status.id, name: status.name };
          if (policy) ticket.priority = policy;
          if (categories) ticket.category = categories;
        },
        (ticket) =>
          (!status || ticket.status.id === status.id) &&
          (!policy || ticket.priority?.id === policy.id) &&
          (categories?.every((one, index) => ticket.category[index]?.id === one.id) ?? true),
      );
    },

    async addNote({ ticketId, opId, text, visibility }) {
      if (!world.tickets.has(ticketId)) throw refuse(`there is no ticket ${ticketId}`);
      return { id: addNote(world, { ticketId, opId, text, visibility, kind: 'note' }) };
    },
    hasNote: async (ticketId, opId) => (world.notes.get(ticketId) ?? []).some((note) => note.opId === opId),

    async schedule({ ticketId, agentId, start, end, opId }) {
      const known = [...world.appointments].find(([, one]) => one.opId === opId)?.[0];
      const id = known ?? world.nextId('entry');
      world.appointments.set(id, { start, end, kind: 'dispatch', ticketId, agentId, opId });
      return { id };
    },
    async scheduled(ticketId, from, to) {
      return [...world.appointments].flatMap(([id, one]) =>
        one.ticketId === ticketId && one.start < to && one.end > from ? [{ id, opId: one.opId }] : [],
      );
    },
    async unschedule(id) {
      world.appointments.delete(id);
    },

    async subscribe(url) {
      world.hooks.add(url);
      return { ids: [url] };
    },
    readHook(headers, raw) {
      const expected = createHmac('sha256', hookSecret).update(raw).digest();
      const sent = Buffer.from(headers['x-signature'] ?? '', 'hex');
      if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return { ok: false, ticketIds: [] };
      const id = /"ticketId"\s*:\s*"(ticket-\d{1,15})"/.exec(Buffer.from(raw).toString('utf8'))?.[1];
      return { ok: true, ticketIds: id === undefined ? [] : [id] };
    },
  };
}

interface NewNote {
  readonly ticketId: string;
  readonly opId: string;
  readonly text: string;
  readonly visibility: 'internal' | 'client';
  readonly kind: 'note' | 'system';
}

function addNote(world: MemoryWorld, { ticketId, ...note }: NewNote): string {
  const list = world.notes.get(ticketId) ?? [];
  const made = { ...note, id: world.nextId('note'), at: world.clock.now(), by: ME };
  world.notes.set(ticketId, [...list, made]);
  return made.id;
}

function refuse(why: string): OutsideError {
  return new OutsideError('PSA_REFUSED', why, { done: 'no', retry: 'never' });
}
