import type { PsaPort, TicketWrite, WriteResult } from '../../desk/ports/psa.ts';
import type { Clock } from '../../model/clock.ts';
import { OutsideError } from '../../model/errors.ts';
import type { Priority, Ticket } from '../../model/ticket.ts';
import { DEADLINE, type HaloHttp } from './http.ts';
import type { HaloPriority, ReferenceData, ReferenceSource } from './reference-data.ts';
import { rowsOf, ticketRow, type TicketRow } from './rows.ts';
import { asHtml, marker } from './text.ts';
import type { TicketReader } from './tickets.ts';

/** A field to change: the value to send, how to read it from the ticket, and the value expected there. */
interface Wish {
  readonly send: Readonly<Record<string, unknown>>;
  readonly seen: (ticket: Ticket) => string | undefined;
  readonly want: string | undefined;
}

/**
 * Changes tickets. Each write reads the ticket, compares it, posts the differences, and reads the ticket back
 * (docs/platform/halopsa.md, “No write has an idempotency key or a version”; docs/platform/halopsa.md, “A workflow may
 * accept a write and not apply it”).
 */
export function createWrites(
  http: HaloHttp,
  tickets: TicketReader,
  reference: ReferenceSource,
  clock: Clock,
): Pick<PsaPort, 'assign' | 'assignQueue' | 'update' | 'createTicket'> {
  async function write(
    { ticketId, expect }: TicketWrite,
    wishesOf: (row: TicketRow, data: ReferenceData) => readonly Wish[],
  ): Promise<WriteResult> {
    const until = clock.now() + DEADLINE;
    const before = await tickets.read(ticketId);
    const gone = (current?: Ticket): WriteResult => ({
      applied: false,
      why: 'gone',
      ...(current ? { current } : {}),
      warnings: [],
    });
    if (!before || before.ticket.deleted === true || before.ticket.mergedInto !== undefined)
      return gone(before?.ticket);
    const wishes = wishesOf(before.row, await reference.get());
    const open = wishes.filter((wish) => wish.seen(before.ticket) !== wish.want);
    // Already applied, by an earlier attempt whose answer was lost or by somebody else.
    if (open.length === 0) return { applied: true, current: before.ticket, warnings: [] };
    if (expect !== undefined && expect !== before.ticket.version) {
      return { applied: false, why: 'changed', current: before.ticket, warnings: [] };
    }
    const row = Object.assign({ id: before.row.id }, ...open.map((wish) => wish.send)) as Record<string, unknown>;
    const answer = await http.post('/Tickets', row, ticketRow, until).catch((thrown: unknown) => {
      if (thrown instanceof OutsideError && thrown.status === 404) return undefined;
      throw thrown;
    });
    if (!answer) return gone();
    const after = await readBack(tickets, ticketId);
    const warnings = answer._warning === undefined ? [] : [answer._warning];
    if (!after || after.deleted === true) return gone(after);
    const missed = open.filter((wish) => wish.seen(after) !== wish.want);
    if (missed.length === 0) return { applied: true, current: after, warnings };
    // An unchanged field means that a workflow discarded the write; a different value means that a person changed it at
    // the same time.
    const swallowed = missed.some((wish) => wish.seen(after) === wish.seen(before.ticket));
    return { applied: false, why: swallowed ? 'not-applied' : 'changed', current: after, warnings };
  }

  return {
    assign: ({ agentId, ...rest }) =>
      write(rest, (_row, data) => [
        {
          send: { agent_id: agentId === undefined ? data.unassignedId : Number(agentId) },
          seen: (ticket) => ticket.assignee?.id,
          want: agentId,
        },
      ]),

    assignQueue: ({ queueId, ...rest }) =>
      write(rest, (_row, data) => [
        // docs/platform/halopsa.md, “A ticket carries its team by name”.
        { send: { team: teamName(data, queueId) }, seen: (ticket) => ticket.queue.id, want: queueId },
      ]),

    update: ({ statusId, priority, categoryIds = [], ...rest }) =>
      write(rest, (row, data) => [
        ...(statusId === undefined
          ? []
          : [{ send: { status_id: Number(statusId) }, seen: (ticket: Ticket) => ticket.status.id, want: statusId }]),
        ...(priority === undefined ? [] : [priorityWish(policyOf(data, row.sla_id, priority))]),
        ...categoryIds.map((id, index) => {
          const name = categoryName(data, id);
          return {
            send: { [`category_${index + 1}`]: name },
            seen: (ticket: Ticket) => ticket.category[index]?.name,
            want: name,
          };
        }),
      ]),

    async createTicket({ opId, title, description, clientId, contactId, queueId, priority }) {
      const until = clock.now() + DEADLINE;
      const mark = marker(opId);
      const data = await reference.get();
      const team = queueId === undefined ? undefined : teamName(data, queueId);
      const row =
        (await findMarked(http, mark)) ??
        (await http.post(
          '/Tickets',
          {
            summary: title,
            details_html: `${asHtml(description)}<br>${mark}`,
            client_id: Number(clientId),
            ...(contactId === undefined ? {} : { user_id: Number(contactId) }),
            ...(team === undefined ? {} : { team }),
          },
          ticketRow,
          until,
        ));
      const made = await readBack(tickets, String(row.id));
      if (!made) {
        const how = { done: 'unknown', retry: 'later' } as const;
        throw new OutsideError('PSA_NOT_APPLIED', `HaloPSA made ticket ${row.id} and does not show it`, how);
      }
      if (priority === undefined || made.priority?.rank === priority) return made;
      // The available priorities depend on the SLA, which Halo chooses when it creates the ticket.
      const policy = policyOf(data, row.sla_id, priority);
      const change = { id: row.id, priority_id: Number(policy.id) };
      await http.post('/Tickets', change, ticketRow, clock.now() + DEADLINE);
      return (await readBack(tickets, made.id)) ?? made;
    },
  };
}

/** Reads a ticket back after a write. If the read fails, it is unknown whether the write was applied. */
async function readBack(tickets: TicketReader, id: string): Promise<Ticket | undefined> {
  try {
    return await tickets.get(id);
  } catch (thrown) {
    if (!(thrown instanceof OutsideError)) throw thrown;
    throw new OutsideError(thrown.code, `written, but not read back: ${thrown.message}`, {
      done: 'unknown',
      retry: 'later',
      ...(thrown.retryAfterMs === undefined ? {} : { retryAfterMs: thrown.retryAfterMs }),
      ...(thrown.status === undefined ? {} : { status: thrown.status }),
      cause: thrown,
    });
  }
}

/**
 * Finds the ticket that an earlier attempt created. Halo may ignore the search, so each result is checked for the
 * marker.
 */
async function findMarked(http: HaloHttp, mark: string): Promise<TicketRow | undefined> {
  const query = { search_details: mark, order: 'id', orderdesc: true, pageinate: true, page_no: 1, page_size: 100 };
  const found = await http.get('/Tickets', query, rowsOf(ticketRow, 'tickets'));
  return found.rows.find((row) => (row.details ?? '').includes(mark));
}

function priorityWish(policy: HaloPriority): Wish {
  return {
    send: { priority_id: Number(policy.id) },
    seen: (ticket) => ticket.priority?.id,
    want: policy.id,
  };
}

function teamName(data: ReferenceData, id: string): string {
  const team = data.teams.find((one) => one.id === id);
  if (!team) throw refuse(`HaloPSA has no team with the id ${id}`);
  return team.name;
}

function policyOf(data: ReferenceData, slaId: number | undefined, rank: Priority) {
  const policy = data.priorities.find((one) => one.slaId === slaId && one.rank === rank);
  if (!policy) throw refuse(`the SLA of this ticket (${slaId ?? 'none'}) has no priority ${rank}`);
  return policy;
}

function categoryName(data: ReferenceData, id: string): string {
  const category = data.categories.find((one) => one.id === id);
  if (!category) throw refuse(`HaloPSA has no category with the id ${id}`);
  return category.name;
}

function refuse(why: string): OutsideError {
  return new OutsideError('PSA_REFUSED', why, { done: 'no', retry: 'never' });
}
