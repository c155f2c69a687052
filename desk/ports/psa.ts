import type { Agreement, Client, Site } from '../../model/client.ts';
import type { Busy, Interval, Technician } from '../../model/technician.ts';
import type { Priority, Ref, Ticket, TicketChangeEntry, TicketNote } from '../../model/ticket.ts';

/** What this PSA supports. Callers emulate what it lacks, or leave it out and say so. */
export interface PsaCapabilities {
  readonly slaDeadlines: 'native' | 'computed' | 'none';
  readonly skills: 'levelled' | 'named' | 'none';
  readonly timeOff: 'native' | 'emulated' | 'none';
  readonly schedule: 'native' | 'multi-step' | 'none';
  /**
   * Technicians can only be assigned in a role. Each one lists their roles (`Technician.roles`), even when they have
   * none.
   */
  readonly roleNeeded: boolean;
  /** Each status is valid for one queue (board) only. */
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
  /** Absent on the last page. A page that fails throws; it never looks empty. */
  readonly next?: string;
}

/**
 * The result of a write, always from reading the ticket back. `applied: false` means that the PSA answered yes but did
 * not apply the write (a workflow rule), or that a human changed the ticket meanwhile (`changed`).
 */
export interface WriteResult {
  readonly applied: boolean;
  readonly why?: 'changed' | 'not-applied' | 'gone';
  readonly current?: Ticket;
  readonly warnings: readonly string[];
}

/**
 * `expect` is the Ticket.version on which the decision was based. If the ticket has changed since, the write is refused
 * (`changed`).
 */
export interface TicketWrite {
  readonly ticketId: string;
  readonly expect?: string;
  /** The effect's idempotency key, stored as a marker where the PSA has room for it. */
  readonly opId: string;
}

/**
 * A ticket system. Every method throws OutsideError when it could not find out; `undefined` means "certainly gone".
 * Writes have no idempotency key (docs/platform/halopsa.md, “No write has an idempotency key or a version”), so the
 * caller checks before it repeats one: with `hasNote` for notes, by value for all others.
 */
export interface PsaPort {
  /** The product's name, shown on cards. */
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
  /** One of a client's sites, the destination of a visit. */
  getSite(id: string): Promise<Site | undefined>;
  listAgreements(query: {
    clientId?: string;
    endsBefore?: number;
  }): Promise<readonly (Agreement & { clientId: string })[]>;
  listTechnicians(): Promise<readonly Technician[]>;
  /**
   * Keyed by technician id. A technician without a known schedule is absent from the map, which means unknown, not
   * free.
   */
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
  /** `agentId: undefined` unassigns the ticket. `roleId`: one of the technician's roles, where `roleNeeded`. */
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
  /** Whether a note with this marker exists. Checks for an earlier attempt before repeating. */
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
  /**
   * Our schedule entries for this ticket in the window, each with the `opId` it was created with, including entries
   * whose creation was never acknowledged.
   */
  scheduled(ticketId: string, from: number, to: number): Promise<readonly { id: string; opId: string }[]>;

  // Hints
  /** Registers our address for pushes. Idempotent. Pushes are only hints; polling is authoritative. */
  subscribe(url: string): Promise<{ ids: readonly string[] }>;
  /** Returns the tickets that a push is about. Never throws on hostile input; returns `ok: false` instead. */
  readHook(
    headers: Readonly<Record<string, string | undefined>>,
    raw: Uint8Array,
  ): { ok: boolean; ticketIds: readonly string[] };
}
