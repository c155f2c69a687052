import {
  created,
  flag,
  list,
  missing,
  numberOf,
  numbers,
  ok,
  parameter,
  posted,
  refused,
  textOf,
  whole,
  type Answer,
  type Call,
  type Handler,
} from './answer.ts';
import { changeTicket, type TicketPatch } from './changes.ts';
import type { TicketRow } from './rows.ts';
import { UNASSIGNED, type HaloState } from './state.ts';
import type { peopleInHalo } from './people.ts';
import { readTime, ticketDetail, ticketJson } from './wire.ts';

/** `/Tickets`. `apiAgent`: the agent that the API application acts as. */
export function ticketResource(
  state: HaloState,
  people: ReturnType<typeof peopleInHalo>,
  apiAgent: number,
): Readonly<Record<'list' | 'get' | 'remove' | 'post', Handler>> {
  function select(call: Call): TicketRow[] {
    const since = readTime(parameter(call, 'lastupdatefromdate') ?? '');
    const until = readTime(parameter(call, 'lastupdatetodate') ?? '');
    const openOnly = flag(call, 'open_only');
    const deleted = flag(call, 'deleted');
    const agents = numbers(call, 'agent_id') ?? numbers(call, 'agent');
    const statuses = numbers(call, 'status_id') ?? numbers(call, 'status');
    const teamIds = numbers(call, 'team');
    const teams = teamIds && new Set([...teamIds].map((id) => state.teams.get(id)?.name));
    const client = whole(call, 'client_id');
    const inDetails = parameter(call, 'search_details');
    const source =
      since !== undefined
        ? state.tickets.changedSince(since)
        : openOnly && !deleted
          ? state.tickets.open()
          : state.tickets.all();
    const rows: TicketRow[] = [];
    for (const row of source) {
      if (row.deleted !== deleted) continue;
      if (openOnly && row.dateclosed !== undefined) continue;
      if (until !== undefined && row.last_update > until) continue;
      if (agents && !agents.has(row.agent_id)) continue;
      if (statuses && !statuses.has(row.status_id)) continue;
      if (teams && !teams.has(row.team)) continue;
      if (client !== undefined && row.client_id !== client) continue;
      if (inDetails !== undefined && !row.details.includes(inDetails)) continue;
      rows.push(row);
    }
    const order = parameter(call, 'order') === 'last_update' ? 'last_update' : 'id';
    // Newest first, unless the query names an order.
    const sign = flag(call, 'orderdesc') || parameter(call, 'order') === undefined ? -1 : 1;
    return rows.sort((a, b) => sign * (a[order] - b[order] || a.id - b.id));
  }

  function update(ticket: TicketRow, row: Record<string, unknown>): Answer {
    const patch = patchOf(row);
    if (patch.agent_id !== undefined && !state.agents.has(patch.agent_id)) return refused('Agent does not exist');
    if (patch.status_id !== undefined) {
      const type = state.ticketTypes.get(ticket.tickettype_id);
      const allowed = state.statuses.has(patch.status_id) && (type?.allowed_status?.includes(patch.status_id) ?? true);
      if (!allowed) return refused('Status is not allowed for this ticket type');
    }
    const sla = patch.sla_id ?? ticket.sla_id;
    if (patch.priority_id !== undefined && !state.priorityOf(sla, patch.priority_id)) {
      return refused('Priority is not valid for the SLA');
    }
    const rule = state.workflowRules.get(ticket.tickettype_id);
    const applied = Object.fromEntries(
      Object.entries(patch).filter(([field]) => !rule?.swallows.some((name) => name === field)),
    ) as TicketPatch;
    changeTicket(state, ticket, applied, apiAgent);
    // Reports success regardless (docs/platform/halopsa.md, “A workflow may accept a write and not apply it”).
    return created({ ...ticketDetail(state, ticket, false), ...(rule?.warning ? { _warning: rule.warning } : {}) });
  }

  return {
    list: (call: Call): Answer => list(call, 'tickets', select(call), ticketJson),
    get(call: Call): Answer {
      const ticket = state.tickets.get(Number(call.params.id));
      return ticket ? ok(ticketDetail(state, ticket, flag(call, 'include_auditing'))) : missing;
    },
    remove(call: Call): Answer {
      const ticket = state.tickets.get(Number(call.params.id));
      if (!ticket) return missing;
      changeTicket(state, ticket, { deleted: true }, apiAgent);
      return ok({});
    },
    post: (call: Call): Answer =>
      posted(call, (row) => {
        const id = numberOf(row.id);
        if (id !== undefined && id > 0) {
          const ticket = state.tickets.get(id);
          return ticket && !ticket.deleted ? update(ticket, row) : missing;
        }
        const clientId = numberOf(row.client_id);
        const summary = textOf(row.summary);
        if (summary === undefined || summary === '') return refused('Summary is mandatory');
        if (clientId === undefined || !state.clients.has(clientId)) return refused('Client does not exist');
        const patch = patchOf(row);
        const user = numberOf(row.user_id);
        const ticket = people.newTicket({
          summary,
          details: textOf(row.details_html) ?? textOf(row.details) ?? '',
          client_id: clientId,
          ...(user === undefined ? {} : { user_id: user }),
          tickettype_id: patch.tickettype_id ?? 1,
          agent_id: patch.agent_id ?? UNASSIGNED,
          ...(patch.priority_id === undefined ? {} : { priority_id: patch.priority_id }),
          ...(patch.team === undefined ? {} : { team: patch.team }),
        });
        return created(ticketDetail(state, ticket, false));
      }),
  };
}

function patchOf(row: Record<string, unknown>): TicketPatch {
  const patch: Record<string, unknown> = {};
  for (const field of ['agent_id', 'status_id', 'priority_id', 'sla_id', 'tickettype_id', 'impact', 'urgency']) {
    const value = numberOf(row[field]);
    if (value !== undefined) patch[field] = value;
  }
  for (const field of ['summary', 'team', 'category_1', 'category_2', 'category_3']) {
    const value = textOf(row[field]);
    if (value !== undefined) patch[field] = value;
  }
  return patch;
}
