import { createHash } from 'node:crypto';
import type { Ref, Ticket, TicketSla } from '../../model/ticket.ts';
import type { ReferenceData } from './reference-data.ts';
import type { TicketRow } from './rows.ts';
import { plainText } from './text.ts';

/** Maps a Halo ticket to the model. `webUrl` is the address of Halo's web pages. */
export function toTicket(row: TicketRow, data: ReferenceData, webUrl: string): Ticket {
  const id = String(row.id);
  const status = data.statuses.find((one) => one.id === String(row.status_id)) ?? {
    id: String(row.status_id ?? 0),
    name: String(row.status_id ?? ''),
    closed: false,
  };
  const merged = present(row.merged_into_id);
  const priority = data.priorities.find((one) => one.id === String(row.priority_id) && one.slaId === row.sla_id);
  const queue = data.teams.find((team) => team.name === row.team);
  const agent = row.agent_id === data.unassignedId ? undefined : present(row.agent_id);
  const contact = present(row.user_id);
  const kind = data.ticketTypes.find((one) => one.id === String(row.tickettype_id));
  const impact = level(row.impact);
  const urgency = level(row.urgency);
  const contract = present(row.contract_id);
  const ticket: Omit<Ticket, 'version'> = {
    id,
    number: id,
    url: `${webUrl}/tickets?id=${id}`,
    title: row.summary ?? '',
    description: plainText(row.details ?? row.details_html ?? ''),
    // A team that was renamed or retired keeps its name here.
    queue: { id: queue?.id ?? row.team ?? '', name: row.team ?? '' },
    status: { id: status.id, name: status.name },
    open: !status.closed && row.dateclosed === undefined && merged === undefined && row.deleted !== true,
    ...(priority ? { priority: { id: priority.id, name: priority.name, rank: priority.rank } } : {}),
    category: categories(row, data),
    ...(kind ? { kind } : {}),
    client: { id: String(row.client_id ?? 0), name: row.client_name ?? '' },
    ...(present(row.site_id) === undefined ? {} : { site: { id: String(row.site_id), name: row.site_name ?? '' } }),
    ...(contact === undefined
      ? {}
      : {
          contact: {
            id: String(contact),
            name: row.user_name ?? '',
            ...(row.user_email === undefined ? {} : { email: row.user_email }),
            ...(row.is_vip === undefined ? {} : { vip: row.is_vip }),
          },
        }),
    ...(contract === undefined ? {} : { contract: { id: String(contract), name: row.contract_ref ?? '' } }),
    ...(agent === undefined ? {} : { assignee: agentRef(agent, data) }),
    alsoAssigned: (row.additional_agents ?? []).flatMap((one) =>
      one.id === undefined || one.id === row.agent_id ? [] : [{ id: String(one.id), name: one.name ?? '' }],
    ),
    ...(impact === undefined ? {} : { impact }),
    ...(urgency === undefined ? {} : { urgency }),
    createdAt: row.dateoccurred ?? 0,
    updatedAt: row.last_update ?? row.dateoccurred ?? 0,
    ...slaOf(row),
    ...(present(row.parent_id) === undefined ? {} : { parentId: String(row.parent_id) }),
    ...(merged === undefined ? {} : { mergedInto: String(merged) }),
    ...(row.deleted === true ? { deleted: true } : {}),
  };
  return { ...ticket, version: versionOf(ticket) };
}

/** Whether the reference data contains everything that the row refers to. If not, the configuration has changed. */
export function isKnown(row: TicketRow, data: ReferenceData): boolean {
  return (
    data.agents.some((agent) => agent.id === row.agent_id) &&
    data.statuses.some((status) => status.id === String(row.status_id)) &&
    (row.team === undefined || data.teams.some((team) => team.name === row.team))
  );
}

export function agentRef(id: number, data: ReferenceData): Ref {
  return { id: String(id), name: data.agents.find((agent) => agent.id === id)?.name ?? String(id) };
}

/**
 * Halo has no version. `last_update` changes with every note, our own included, and would make every decision stale. So
 * the version is a digest of the fields that decisions depend on. Undoing a change restores the earlier version.
 */
function versionOf(ticket: Omit<Ticket, 'version'>): string {
  const basis = [
    ticket.title,
    ticket.description,
    ticket.queue.name,
    ticket.status.id,
    ticket.open,
    ticket.priority?.id,
    ticket.category.map((one) => one.name),
    ticket.kind?.id,
    ticket.client.id,
    ticket.contact?.id,
    ticket.contract?.id,
    ticket.assignee?.id,
    ticket.impact,
    ticket.urgency,
    ticket.sla?.respondBy,
    ticket.sla?.resolveBy,
    ticket.sla?.paused,
    ticket.parentId,
    ticket.mergedInto,
    ticket.deleted,
  ];
  return createHash('sha256').update(JSON.stringify(basis)).digest('hex').slice(0, 16);
}

function categories(row: TicketRow, data: ReferenceData): Ref[] {
  return [row.category_1, row.category_2, row.category_3, row.category_4].flatMap((name, index) => {
    if (name === undefined) return [];
    const known = data.categories.find((one) => one.level === index + 1 && one.name === name);
    return [{ id: known?.id ?? name, name }];
  });
}

function slaOf(row: TicketRow): { sla?: TicketSla } {
  if (row.excludefromsla === true) return {};
  if (row.respondbydate === undefined && row.fixbydate === undefined) return {};
  return {
    sla: {
      ...(row.respondbydate === undefined ? {} : { respondBy: row.respondbydate }),
      ...(row.responsedate === undefined ? {} : { respondedAt: row.responsedate }),
      ...(row.fixbydate === undefined ? {} : { resolveBy: row.fixbydate }),
      ...(row.dateclosed === undefined ? {} : { resolvedAt: row.dateclosed }),
      ...(row.onhold === undefined ? {} : { paused: row.onhold }),
      source: 'native',
    },
  };
}

/** Halo uses 0 or a negative id for "none". */
const present = (id: number | undefined) => (id === undefined || id <= 0 ? undefined : id);
const level = (value: number | undefined) => (value === 1 || value === 2 || value === 3 ? value : undefined);
