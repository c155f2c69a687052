import { addAction, changeTicket, setDeadlines, type TicketPatch } from './changes.ts';
import type { ActionRow, AuditRow, TicketRow } from './rows.ts';
import { UNASSIGNED, type HaloState } from './state.ts';

export interface NewTicket {
  readonly summary: string;
  readonly details: string;
  readonly client_id: number;
  readonly user_id?: number;
  readonly site_id?: number;
  readonly tickettype_id?: number;
  readonly sla_id?: number;
  readonly priority_id?: number;
  readonly team?: string;
  readonly agent_id?: number;
  readonly category_1?: string;
  readonly category_2?: string;
  readonly impact?: number;
  readonly urgency?: number;
  readonly contract_id?: number;
  readonly parent_id?: number;
  /** ms; now by default. Set it for past tickets. */
  readonly dateoccurred?: number;
}

/** Actions of people in Halo's own UI, and tickets that arrive by mail or monitoring. */
export function peopleInHalo(state: HaloState) {
  const ticketOf = (id: number): TicketRow => {
    const ticket = state.tickets.get(id);
    if (!ticket) throw new Error(`the simulated tenant has no ticket ${id}`);
    return ticket;
  };
  const change = (id: number, patch: TicketPatch, by: number) => changeTicket(state, ticketOf(id), patch, by);

  return {
    newTicket(o: NewTicket): TicketRow {
      const client = state.clients.get(o.client_id);
      if (!client) throw new Error(`the simulated tenant has no client ${o.client_id}`);
      const user = o.user_id === undefined ? undefined : state.users.get(o.user_id);
      const site = state.sites.get(o.site_id ?? user?.site_id ?? -1);
      const slaId = o.sla_id ?? client.sla_id ?? [...state.slas.keys()][0] ?? 0;
      const at = o.dateoccurred ?? state.clock.now();
      const ticket: TicketRow = {
        id: state.nextId('ticket', 1_001),
        summary: o.summary,
        details: o.details,
        tickettype_id: o.tickettype_id ?? 1,
        status_id: 1,
        sla_id: slaId,
        priority_id: o.priority_id ?? 3,
        client_id: client.id,
        client_name: client.name,
        ...(site ? { site_id: site.id, site_name: site.name } : {}),
        ...(user ? { user_id: user.id, user_name: user.name } : {}),
        ...(user?.emailaddress === undefined ? {} : { user_email: user.emailaddress }),
        is_vip: user?.isimportantcontact ?? false,
        team: o.team ?? [...state.teams.values()][0]?.name ?? '',
        agent_id: o.agent_id ?? UNASSIGNED,
        deleted: false,
        onhold: false,
        dateoccurred: at,
        last_update: at,
        lastactiondate: at,
      };
      for (const field of ['category_1', 'category_2', 'impact', 'urgency', 'contract_id', 'parent_id'] as const) {
        if (o[field] !== undefined) Object.assign(ticket, { [field]: o[field] });
      }
      setDeadlines(state, ticket);
      state.tickets.touch(ticket);
      state.onEvent('created', ticket);
      return ticket;
    },
    /** A past ticket: its agent, when it was closed, and the hours booked on it. */
    pastTicket(o: NewTicket & { agent_id: number; dateoccurred: number; closedAt: number; hours: number }): TicketRow {
      const ticket = this.newTicket(o);
      const at = o.closedAt;
      const assigned = Math.min(at, o.dateoccurred + 600_000);
      const agent = state.agents.get(o.agent_id)?.name ?? '';
      Object.assign(ticket, { status_id: 9, dateclosed: at, dateassigned: assigned, last_update: at });
      ticket.lastactiondate = at;
      state.audits.set(ticket.id, [
        audit(state, ticket.id, assigned, 'agent_id', ['Unassigned', agent], [o.agent_id, agent]),
        audit(state, ticket.id, at, 'status_id', ['New', 'Closed'], [o.agent_id, agent]),
      ]);
      state.actions.set(ticket.id, [
        {
          id: state.nextId('action'),
          ticket_id: ticket.id,
          outcome: 'Private Note',
          note_html: 'Done.',
          hiddenfromuser: true,
          who_type: 1,
          who: agent,
          who_agentid: o.agent_id,
          datetime: at,
          timetaken: o.hours,
          actisbillable: true,
          emailed: false,
        },
      ]);
      state.tickets.touch(ticket);
      return ticket;
    },
    assign: (id: number, agentId: number | undefined, by: number = agentId ?? UNASSIGNED) =>
      change(id, { agent_id: agentId ?? UNASSIGNED }, by),
    moveToTeam: (id: number, team: string, by: number = UNASSIGNED) => change(id, { team }, by),
    setStatus: (id: number, statusId: number, by: number = UNASSIGNED) => change(id, { status_id: statusId }, by),
    setPriority: (id: number, priorityId: number, by: number = UNASSIGNED) =>
      change(id, { priority_id: priorityId }, by),
    rename: (id: number, summary: string, by: number = UNASSIGNED) => change(id, { summary }, by),
    rewrite: (id: number, details: string, by: number = UNASSIGNED) => change(id, { details }, by),
    close: (id: number, by: number = ticketOf(id).agent_id) => change(id, { status_id: 9 }, by),
    reopen: (id: number, by: number = UNASSIGNED) => change(id, { status_id: 2 }, by),
    merge: (id: number, into: number, by: number = UNASSIGNED) =>
      change(id, { merged_into_id: ticketOf(into).id, status_id: 9 }, by),
    remove: (id: number, by: number = UNASSIGNED) => change(id, { deleted: true }, by),
    /** Removes a ticket completely: reading it returns 404 from now on. */
    purge: (id: number) => state.tickets.purge(id),
    /** Adds an agent's note, or a client's reply if `by` is 0. `hours` makes it a time entry. */
    note(
      id: number,
      text: string,
      o: { by?: number; hidden?: boolean; hours?: number; billable?: boolean; at?: number } = {},
    ): ActionRow {
      const by = o.by ?? 0;
      const action = addAction(state, {
        ticket_id: ticketOf(id).id,
        outcome: by === 0 ? 'Email Received' : o.hidden === true ? 'Private Note' : 'Email User',
        note_html: text,
        hiddenfromuser: o.hidden ?? false,
        who_type: by === 0 ? 0 : 1,
        who: state.agents.get(by)?.name ?? ticketOf(id).user_name ?? 'Client',
        ...(by === 0 ? {} : { who_agentid: by }),
        timetaken: o.hours ?? 0,
        actisbillable: o.billable ?? (o.hours ?? 0) > 0,
        emailed: o.hidden !== true,
      });
      if (o.at !== undefined) action.datetime = o.at;
      return action;
    },
    /** From now on, the workflow of this ticket type accepts these fields but does not apply them. */
    swallow(ticketTypeId: number, swallows: readonly (keyof TicketRow | 'note')[], warning?: string): void {
      state.workflowRules.set(ticketTypeId, { swallows, ...(warning === undefined ? {} : { warning }) });
    },
  };
}

function audit(
  state: HaloState,
  ticketId: number,
  date: number,
  value: string,
  [from, to]: readonly [string, string],
  [agentId, username]: readonly [number, string],
): AuditRow {
  return { id: state.nextId('audit'), ticket_id: ticketId, date, value, from, to, agent_id: agentId, username };
}
