import type { PsaReference } from '../../desk/ports/psa.ts';
import type { Client, Site } from '../../model/client.ts';
import type { Clock } from '../../model/clock.ts';
import type { Busy, Technician, TechnicianRole } from '../../model/technician.ts';
import type { Priority, Ref, Ticket, TicketChangeEntry, TicketNote } from '../../model/ticket.ts';

const DAY = 86_400_000;

/** Deadlines by priority, in minutes to respond and to resolve, because this PSA has no deadlines of its own. */
const TARGETS: Readonly<Record<Priority, readonly [respond: number, resolve: number]>> = {
  1: [30, 240],
  2: [60, 480],
  3: [240, 1_440],
  4: [480, 4_320],
};

/** Two boards whose statuses have equal names but different ids. */
const QUEUES = [
  { id: 'board-1', name: 'Help Desk' },
  { id: 'board-2', name: 'Projects' },
] as const;
const STATUSES = QUEUES.flatMap((queue) =>
  [
    { name: 'New', closed: false },
    { name: 'In Progress', closed: false },
    { name: 'Closed', closed: true },
  ].map(({ name, closed }) => ({ id: `${queue.id}:${name.toLowerCase()}`, name, closed, queueId: queue.id })),
);
const PRIORITIES = ([1, 2, 3, 4] as const).map((rank) => ({ id: `p${rank}`, name: `Priority ${rank}`, rank }));

export type MemoryAgent = Technician & { readonly roles: readonly TechnicianRole[] };

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type MemoryTicket = Mutable<Omit<Ticket, 'version' | 'open' | 'sla'>> & {
  changes: number;
  /** The role in which the assignee has it. */
  assigneeRole?: string;
};

/** The state of a PSA without a network: its records, its rules, and manual changes. */
export class MemoryWorld {
  readonly clock: Clock;
  readonly tickets = new Map<string, MemoryTicket>();
  readonly notes = new Map<string, (TicketNote & { readonly opId?: string })[]>();
  readonly trail = new Map<string, TicketChangeEntry[]>();
  readonly clients = new Map<string, Client>();
  readonly sites = new Map<string, Site>();
  readonly agents = new Map<string, MemoryAgent>();
  readonly appointments = new Map<string, Busy & { readonly agentId: string; readonly opId: string }>();
  readonly hooks = new Set<string>();
  readonly reference: PsaReference = {
    queues: QUEUES,
    statuses: STATUSES,
    priorities: PRIORITIES,
    categories: [
      { id: 'type-1', name: 'Hardware', level: 1, queueId: 'board-1' },
      { id: 'type-2', name: 'Software', level: 1, queueId: 'board-1' },
    ],
    skills: [],
  };
  #count = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  nextId(kind: string): string {
    this.#count += 1;
    return `${kind}-${this.#count}`;
  }

  addClient(name: string): Client {
    const client: Client = {
      ref: { id: this.nextId('company'), name },
      active: true,
      notes: [],
      preferredTechnicians: [],
      agreements: [
        {
          ref: { id: this.nextId('agreement'), name: 'Support' },
          active: true,
          ends: this.clock.now() + 30 * DAY,
          tier: 'silver',
        },
      ],
    };
    this.clients.set(client.ref.id, client);
    return client;
  }

  addSite(site: Omit<Site, 'ref'> & { readonly name: string }): Site {
    const { name, ...rest } = site;
    const made: Site = { ref: { id: this.nextId('site'), name }, ...rest };
    this.sites.set(made.ref.id, made);
    return made;
  }

  addAgent(name: string, roles: readonly TechnicianRole[], more: Partial<Technician> = {}): MemoryAgent {
    const agent = { ...more, id: this.nextId('member'), name, active: true, teams: [], skills: [], roles };
    this.agents.set(agent.id, agent);
    return agent;
  }

  addTicket(o: {
    title: string;
    description: string;
    client: Ref;
    contact?: Ref;
    queueId?: string;
    priority?: Priority;
  }) {
    const queue = QUEUES.find((one) => one.id === o.queueId) ?? QUEUES[0];
    const status = this.statusIn(queue.id, false);
    const priority = PRIORITIES.find((one) => one.rank === (o.priority ?? 3));
    const id = this.nextId('ticket');
    const now = this.clock.now();
    const ticket: MemoryTicket = {
      id,
      number: id.toUpperCase(),
      url: `memory:${id}`,
      title: o.title,
      description: o.description,
      queue: { id: queue.id, name: queue.name },
      status,
      ...(priority ? { priority } : {}),
      category: [],
      client: o.client,
      ...(o.contact ? { contact: o.contact } : {}),
      alsoAssigned: [],
      createdAt: now,
      updatedAt: now,
      changes: 1,
    };
    this.tickets.set(id, ticket);
    return ticket;
  }

  /** Converts a stored ticket to the port's ticket. */
  show(ticket: MemoryTicket): Ticket {
    const { changes, assigneeRole: _role, ...rest } = ticket;
    const status = STATUSES.find((one) => one.id === ticket.status.id);
    const [respond, resolve] = TARGETS[ticket.priority?.rank ?? 4];
    return {
      ...rest,
      status: { id: ticket.status.id, name: ticket.status.name },
      open: status?.closed !== true && ticket.mergedInto === undefined && ticket.deleted !== true,
      version: String(changes),
      sla: {
        respondBy: ticket.createdAt + respond * 60_000,
        resolveBy: ticket.createdAt + resolve * 60_000,
        source: 'computed',
      },
    };
  }

  /** Applies a change and records the history of status, assignee and queue. */
  change(ticket: MemoryTicket, by: Ref | undefined, apply: (ticket: MemoryTicket) => void): void {
    const before = { ...ticket };
    apply(ticket);
    ticket.changes += 1;
    ticket.updatedAt = this.clock.now();
    const trail = this.trail.get(ticket.id) ?? [];
    for (const [field, from, to] of [
      ['status', before.status, ticket.status],
      ['assignee', before.assignee, ticket.assignee],
      ['team', before.queue, ticket.queue],
    ] as const) {
      if (from?.id === to?.id) continue;
      const sides = { ...(from ? { from } : {}), ...(to ? { to } : {}) };
      trail.push({ at: ticket.updatedAt, field, ...sides, ...(by ? { by } : {}) });
    }
    this.trail.set(ticket.id, trail);
  }

  /** The first closed or first open status of a queue. */
  statusIn(queueId: string, closed: boolean): Ref {
    const status = STATUSES.find((one) => one.queueId === queueId && one.closed === closed);
    return { id: status?.id ?? '', name: status?.name ?? '' };
  }

  agentRef(id: string): Ref | undefined {
    const agent = this.agents.get(id);
    return agent && { id: agent.id, name: agent.name };
  }
}
