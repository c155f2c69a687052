import { z } from 'zod';
import type { PsaPage, TicketQuery } from '../../desk/ports/psa.ts';
import type { Ref, Ticket, TicketChangeEntry } from '../../model/ticket.ts';
import type { HaloHttp } from './http.ts';
import type { ReferenceData, ReferenceSource } from './reference-data.ts';
import { auditRow, rowsOf, ticketRow, type TicketRow } from './rows.ts';
import { isKnown, toTicket } from './ticket-mapping.ts';
import { toHaloTime } from './wire.ts';

/** Rows per page (docs/platform/halopsa.md, “Lists are cut without a sign”). */
const PAGE = 100;

const ticketPage = rowsOf(ticketRow, 'tickets');
const auditedTicket = z.object({ audit_log: z.array(auditRow).nullish() });

export interface TicketReader {
  list(query: TicketQuery): Promise<PsaPage<Ticket>>;
  get(id: string): Promise<Ticket | undefined>;
  /** The ticket with Halo's own row, for writes that need ids missing from the model. */
  read(id: string): Promise<{ ticket: Ticket; row: TicketRow } | undefined>;
  history(id: string): Promise<TicketChangeEntry[]>;
  fromRow(row: TicketRow): Promise<Ticket>;
}

export function createTicketReader(http: HaloHttp, reference: ReferenceSource, webUrl: string): TicketReader {
  const fromRow = async (row: TicketRow) => toTicket(row, await reference.with((data) => isKnown(row, data)), webUrl);

  async function read(id: string) {
    if (!/^\d{1,15}$/.test(id)) return undefined;
    const row = await http.find(`/Tickets/${id}`, { includedetails: true }, ticketRow);
    return row ? { ticket: await fromRow(row), row } : undefined;
  }

  return {
    read,
    fromRow,
    get: async (id) => (await read(id))?.ticket,

    async list(query) {
      const data = await reference.get();
      const at = cursorOf(query.cursor);
      const page = await http.get(
        '/Tickets',
        {
          pageinate: true,
          page_no: at.page,
          page_size: PAGE,
          order: 'id',
          orderdesc: false,
          open_only: query.openOnly ? true : undefined,
          lastupdatefromdate: query.updatedSince === undefined ? undefined : toHaloTime(query.updatedSince),
          agent_id: query.unassigned === true ? data.unassignedId : query.agentId,
          team: query.queueIds?.join(','),
        },
        ticketPage,
      );
      const known = await reference.with((set) => page.rows.every((row) => isKnown(row, set)));
      const items = page.rows.map((row) => toTicket(row, known, webUrl)).filter((one) => matches(one, query));
      const next = after(at, page.rows.length, page.count);
      return next === undefined ? { items } : { items, next };
    },

    async history(id) {
      const path = `/Tickets/${encodeURIComponent(id)}`;
      const found = await http.find(path, { includedetails: true, include_auditing: true }, auditedTicket);
      const data = await reference.get();
      return (found?.audit_log ?? []).flatMap((row) => changeOf(row, data)).sort((a, b) => a.at - b.at);
    },
  };
}

interface Cursor {
  readonly page: number;
  readonly count: number | undefined;
}

function cursorOf(cursor: string | undefined): Cursor {
  const match = /^(\d+)(?:\/(\d+))?$/.exec(cursor ?? '1');
  return { page: Number(match?.[1] ?? 1), count: match?.[2] === undefined ? undefined : Number(match[2]) };
}

/**
 * The cursor of the next page. Pages are numbered, so tickets that leave the list (closed, assigned) shift later ones
 * onto pages already read. When the count shrinks, the cursor moves back accordingly. A ticket may then appear twice,
 * but none is lost.
 */
function after(at: Cursor, rows: number, count: number | undefined): string | undefined {
  const shrunk = at.count !== undefined && count !== undefined ? Math.max(0, at.count - count) : 0;
  if (shrunk > 0 && at.page > 1) return `${Math.max(1, at.page - Math.ceil(shrunk / PAGE))}/${count ?? 0}`;
  const more = count === undefined ? rows >= PAGE : at.page * PAGE < count;
  // Stop at an empty page: nothing follows it, and reading on would never end.
  return more && rows > 0 ? `${at.page + 1}${count === undefined ? '' : `/${count}`}` : undefined;
}

/** Whether a ticket really matches the query (docs/platform/halopsa.md, “Unknown query names are ignored”). */
function matches(ticket: Ticket, query: TicketQuery): boolean {
  if (query.openOnly && !ticket.open) return false;
  if (query.unassigned === true && ticket.assignee) return false;
  if (query.agentId !== undefined && ticket.assignee?.id !== query.agentId) return false;
  return query.queueIds === undefined || query.queueIds.includes(ticket.queue.id);
}

/** Maps an audit row. The audit trail uses the display names of Halo's pages for fields and values. */
function changeOf(row: z.output<typeof auditRow>, data: ReferenceData): TicketChangeEntry[] {
  const field = /status/i.test(row.value ?? '')
    ? 'status'
    : /agent|assigned/i.test(row.value ?? '')
      ? 'assignee'
      : /team|section/i.test(row.value ?? '')
        ? 'team'
        : undefined;
  if (!field || row.date === undefined) return [];
  const agents = data.agents.map((agent) => ({ id: String(agent.id), name: agent.name ?? '' }));
  const among = { status: data.statuses, assignee: agents, team: data.teams }[field];
  const side = (shown: string | undefined): Ref | undefined => {
    if (shown === undefined) return undefined;
    const hit = among.find((one) => one.name === shown) ?? among.find((one) => one.id === shown);
    if (field === 'assignee' && hit?.id === String(data.unassignedId)) return undefined;
    return hit ? { id: hit.id, name: hit.name } : { id: shown, name: shown };
  };
  const from = side(row.from);
  const to = side(row.to);
  const by = row.agent_id === undefined ? undefined : { id: String(row.agent_id), name: row.username ?? '' };
  return [{ at: row.date, field, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(by ? { by } : {}) }];
}
