import { roleIn } from '../../desk/psa-writes/assign-role.ts';
import type { PsaPort, TicketQuery, WriteResult } from '../../desk/ports/psa.ts';
import type { Ticket } from '../../model/ticket.ts';

/** A PSA with one client, two technicians and two queues, and the hands of the people who work in it. */
export interface PsaUnderTest {
  readonly psa: PsaPort;
  readonly clientId: string;
  readonly siteId: string;
  readonly ana: string;
  readonly ben: string;
  /** Ana's working hours are in it. */
  readonly knowsHours: boolean;
  newTicket(title: string): string;
  /** What people do in the PSA itself. */
  readonly people: {
    assign(ticketId: string, agentId: string | undefined): void;
    close(ticketId: string): void;
    merge(ticketId: string, into: string): void;
    remove(ticketId: string): void;
    rename(ticketId: string, title: string): void;
    rewrite(ticketId: string, description: string): void;
    note(ticketId: string, text: string): void;
    /** Books billable minutes; does nothing where nobody can. */
    book(ticketId: string, agentId: string, minutes: number): void;
    /** The client says how it was, five is best; does nothing where nobody can. */
    score(ticketId: string, score: number): void;
  };
  /** A push of the PSA about these tickets, and the same with a wrong secret. */
  hook(ticketIds: readonly string[], forged: boolean): { headers: Record<string, string>; raw: Uint8Array };
  /** Lets a moment pass, so that changes have different instants. */
  moment(): Promise<void>;
  now(): number;
  stop(): Promise<void>;
}

/** The PSA of the running test: a new one for each. */
export type World = () => PsaUnderTest;

/** A ticket that must be there. */
export async function ticketIn(world: PsaUnderTest, id: string): Promise<Ticket> {
  const found = await world.psa.getTicket(id);
  if (!found) throw new Error(`no ticket ${id}`);
  return found;
}

/** Assigns as the desk does: in the role that the technician has for the ticket's queue, if the PSA knows any. */
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

/** Every page of a list. */
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
