import { roleIn } from '../../desk/psa-writes/assign-role.ts';
import type { PsaPort, TicketQuery, WriteResult } from '../../desk/ports/psa.ts';
import type { Ticket } from '../../model/ticket.ts';

/** A PSA with one client, two technicians and two queues, and the actions of people in it. */
export interface PsaUnderTest {
  readonly psa: PsaPort;
  readonly clientId: string;
  readonly siteId: string;
  readonly ana: string;
  readonly ben: string;
  /** Whether the PSA has Ana's working hours. */
  readonly knowsHours: boolean;
  newTicket(title: string): string;
  /** Changes that people make in the PSA itself. */
  readonly people: {
    assign(ticketId: string, agentId: string | undefined): void;
    close(ticketId: string): void;
    merge(ticketId: string, into: string): void;
    remove(ticketId: string): void;
    rename(ticketId: string, title: string): void;
    rewrite(ticketId: string, description: string): void;
    note(ticketId: string, text: string): void;
    /** Books billable minutes. Does nothing if the PSA has no time entries. */
    book(ticketId: string, agentId: string, minutes: number): void;
    /** The client rates the work, 5 is best. Does nothing if the PSA has no ratings. */
    score(ticketId: string, score: number): void;
  };
  /** A push about these tickets; `forged` uses a wrong secret. */
  hook(ticketIds: readonly string[], forged: boolean): { headers: Record<string, string>; raw: Uint8Array };
  /** Advances the clock, so that changes have different instants. */
  moment(): Promise<void>;
  now(): number;
  stop(): Promise<void>;
}

/** Returns the PSA of the running test; each test gets a new one. */
export type World = () => PsaUnderTest;

/** Reads a ticket that must exist. */
export async function ticketIn(world: PsaUnderTest, id: string): Promise<Ticket> {
  const found = await world.psa.getTicket(id);
  if (!found) throw new Error(`no ticket ${id}`);
  return found;
}

/** Assigns a ticket, with a role if the PSA requires one. */
export async function assignIn(
  world: PsaUnderTest,
  ticketId: string,
  agentId: string | undefined,
  expected?: string,
): Promise<WriteResult> {
  const technician = (await world.psa.listTechnicians()).find((one) => one.id === agentId);
  const role = roleIn(technician, (await world.psa.getTicket(ticketId))?.queue.id);
  return world.psa.assign({
    ticketId,
    agentId,
    opId: 'op-1',
    ...(expected === undefined ? {} : { expect: expected }),
    ...(role === undefined ? {} : { roleId: role.id }),
  });
}

/** Reads all pages of a list. */
export async function listAllIn(world: PsaUnderTest, query: TicketQuery): Promise<Ticket[]> {
  const all: Ticket[] = [];
  let cursor: string | undefined;
  do {
    const page = await world.psa.listTickets({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    all.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return all;
}
