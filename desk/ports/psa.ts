import type { Agreement, Client, Site } from '../../model/client.ts';
import type { Busy, Interval, Technician } from '../../model/technician.ts';
import type { Priority, Ref, Ticket, TicketChangeEntry, TicketNote } from '../../model/ticket.ts';

/** What this vendor can do by itself; what it cannot, callers emulate or leave out, and say so. */
export interface PsaCapabilities {
  readonly slaDeadlines: 'native' | 'computed' | 'none';
  readonly skills: 'levelled' | 'named' | 'none';
  readonly timeOff: 'native' | 'emulated' | 'none';
  readonly schedule: 'native' | 'multi-step' | 'none';
  /** A technician can only be assigned in a role: each one lists theirs (`Technician.roles`), also when it has none. */
  readonly roleNeeded: boolean;
  /** Statuses are valid for one queue (board) only. */
  readonly statusesPerQueue: boolean;
  readonly hookSigned: 'hmac' | 'fetch-key' | 'basic' | 'none';
  readonly history: boolean;
  readonly satisfaction: boolean;
  readonly timeEntries: boolean;
}

export interface PsaReference {
  readonly queues: readonly Ref[];
  readonly statuses: readonly (Ref & { readonly queueId?: string; readonly closed: boolean })[];
  readonly priorities: readonly (Ref & { readonly rank: Priority; readonly slaId?: string })[];
  readonly categories: readonly (Ref & {
    readonly queueId?: string;
    readonly parentId?: string;
    readonly level: number;
  })[];
  readonly skills: readonly Ref[];
}

export interface TicketQuery {
  readonly updatedSince?: number;
  readonly openOnly: boolean;
  readonly unassigned?: boolean;
  readonly agentId?: string;
  readonly queueIds?: readonly string[];
  readonly cursor?: string;
}

export interface PsaPage<T> {
  readonly items: readonly T[];
  /** Absent: this was the last page. A failed page throws; it never looks like an empty one. */
  readonly next?: string;
}

/**
 * What came of a write, always from a read-back: `applied: false` means that the PSA answered yes and did not
 * do it (a workflow rule), or that a human changed the ticket meanwhile (`changed`).
 */
export interface WriteResult {
  readonly applied: boolean;
  readonly why?: 'changed' | 'not-applied' | 'gone';
  readonly current?: Ticket;
  readonly warnings: readonly string[];
}

/** `expect` is the Ticket.version the decision was made on; a later one makes the write lose (`changed`). */
export interface TicketWrite {
  readonly ticketId: string;
  readonly expect?: string;
  /** The effect's idempotency key, left as a marker where the PSA has room for one. */
  readonly opId: string;
}

/**
 * A ticket system. Every method throws OutsideError when it could not find out; `undefined` means "certainly gone". No
 * write has an idempotency key (docs/platform/halopsa.md, “No write has an idempotency key or a version”), so the
 * caller looks before it repeats: with `hasNote` for notes, by value for the rest.
 */
export interface PsaPort {
  /** What people call it, for cards. */
  readonly name: string;
  connect(): Promise<{ capabilities: PsaCapabilities; actingAs: Ref }>;
  reference(): Promise<PsaReference>;

  // Reading tickets
  listTickets(query: TicketQuery): Promise<PsaPage<Ticket>>;
  getTicket(id: string): Promise<Ticket | undefined>;
  listNotes(ticketId: string): Promise<readonly TicketNote[]>;
  history(ticketId: string): Promise<readonly TicketChangeEntry[]>;

  // Reading people
  getClient(id: string): Promise<Client | undefined>;
  /** One of a client's sites: where a visit goes. */
  getSite(id: string): Promise<Site | undefined>;
  listAgreements(query: {
    clientId?: string;
    endsBefore?: number;
  }): Promise<readonly (Agreement & { clientId: string })[]>;
  listTechnicians(): Promise<readonly Technician[]>;
  /** Keyed by technician id. A technician without a known schedule is absent from the map: unknown, not free. */
  workingHours(
    agentIds: readonly string[],
    from: number,
    to: number,
  ): Promise<ReadonlyMap<string, readonly Interval[]>>;
  busy(agentIds: readonly string[], from: number, to: number): Promise<ReadonlyMap<string, readonly Busy[]>>;
  timeEntries(query: {
    agentIds: readonly string[];
    from: number;
    to: number;
  }): Promise<readonly { agentId: string; ticketId?: string; minutes: number; billable: boolean; at: number }[]>;
  satisfaction(query: {
    since: number;
  }): Promise<readonly { ticketId: string; agentId?: string; score: number; max: number; at: number }[]>;

  // Writing
  createTicket(ticket: {
    opId: string;
    title: string;
    description: string;
    clientId: string;
    contactId?: string;
    queueId?: string;
    priority?: Priority;
  }): Promise<Ticket>;
  /** `agentId: undefined` takes the ticket back from everybody. `roleId`: one of the technician's, where `roleNeeded`. */
  assign(write: TicketWrite & { agentId: string | undefined; roleId?: string }): Promise<WriteResult>;
  assignQueue(write: TicketWrite & { queueId: string }): Promise<WriteResult>;
  update(
    write: TicketWrite & { statusId?: string; priority?: Priority; categoryIds?: readonly string[] },
  ): Promise<WriteResult>;
  addNote(note: {
    ticketId: string;
    opId: string;
    text: string;
    visibility: 'internal' | 'client';
    notify?: boolean;
  }): Promise<{ id: string }>;
  /** Is there a note with this marker already? The look before a repeat. */
  hasNote(ticketId: string, opId: string): Promise<boolean>;
  schedule(block: {
    ticketId: string;
    agentId: string;
    start: number;
    end: number;
    subject: string;
    opId: string;
  }): Promise<{ id: string }>;
  unschedule(id: string): Promise<void>;
  /** Entries of ours for this ticket that lie in the window, each by the `opId` it was made with: also those whose making nobody heard of. */
  scheduled(ticketId: string, from: number, to: number): Promise<readonly { id: string; opId: string }[]>;

  // Hints
  /** Registers our address for pushes, idempotently. Pushes are hints; polling is the truth. */
  subscribe(url: string): Promise<{ ids: readonly string[] }>;
  /** Which tickets a push is about. Never throws on hostile input: `ok: false`. */
  readHook(
    headers: Readonly<Record<string, string | undefined>>,
    raw: Uint8Array,
  ): { ok: boolean; ticketIds: readonly string[] };
}
