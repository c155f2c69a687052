import { addBusinessMinutes } from '../../../model/business-time.ts';
import { type BusinessCalendar, type OpenSpan } from '../../../model/business-day.ts';
import type { ActionRow, TicketRow, WorkdayRow } from './rows.ts';
import { UNASSIGNED, type HaloEvent, type HaloState } from './state.ts';

const HOUR = 3_600_000;
const AUDITED = ['agent_id', 'status_id', 'team', 'priority_id'] as const;

/**
 * Fields that can be set; the others are derived
 * (docs/platform/halopsa.md, “A write is an array, and what it leaves out stays”).
 */
export type TicketPatch = Partial<
  Pick<
    TicketRow,
    | 'summary'
    | 'details'
    | 'tickettype_id'
    | 'status_id'
    | 'sla_id'
    | 'priority_id'
    | 'team'
    | 'agent_id'
    | 'category_1'
    | 'category_2'
    | 'category_3'
    | 'impact'
    | 'urgency'
    | 'contract_id'
    | 'parent_id'
    | 'merged_into_id'
    | 'deleted'
  >
>;

/**
 * Sets a ticket's deadlines, for a new ticket and when its priority or SLA changes. Targets count hours of the SLA's
 * workday, or all hours if the SLA has none.
 */
export function setDeadlines(state: HaloState, ticket: TicketRow): void {
  const policy = state.priorityOf(ticket.sla_id, ticket.priority_id);
  delete ticket.respondbydate;
  delete ticket.fixbydate;
  if (!policy) return;
  const workday = state.workdays.get(state.slas.get(ticket.sla_id)?.workday_id ?? 0);
  const calendar = workday && calendarOf(workday);
  const due = (hours: number) =>
    (calendar && addBusinessMinutes(calendar, ticket.dateoccurred, hours * 60)) ?? ticket.dateoccurred + hours * HOUR;
  if (policy.responsetime > 0) ticket.respondbydate = due(policy.responsetime);
  if (policy.fixtime > 0) ticket.fixbydate = due(policy.fixtime);
}

function calendarOf({ timezone, days }: WorkdayRow): BusinessCalendar {
  const hours: Record<number, readonly OpenSpan[]> = {};
  days.forEach((span, i) => {
    if (span) hours[i + 1] = [{ from: span[0], to: span[1] }];
  });
  return { timeZone: timezone, hours, holidays: [] };
}

/** Applies a change to a ticket with its consequences: audit trail, derived fields, events. */
export function changeTicket(state: HaloState, ticket: TicketRow, patch: TicketPatch, byAgent: number): void {
  const now = state.clock.now();
  const before = { ...ticket };
  Object.assign(ticket, patch);
  ticket.last_update = now;

  const status = state.statuses.get(ticket.status_id);
  ticket.onhold = status?.hold ?? false;
  if (status?.closed === true) ticket.dateclosed ??= now;
  else delete ticket.dateclosed;
  if (ticket.agent_id !== before.agent_id) {
    if (ticket.agent_id === UNASSIGNED) delete ticket.dateassigned;
    else ticket.dateassigned = now;
  }
  if (ticket.sla_id !== before.sla_id || ticket.priority_id !== before.priority_id) setDeadlines(state, ticket);

  for (const field of AUDITED) {
    if (ticket[field] !== before[field]) {
      const trail = state.audits.get(ticket.id) ?? [];
      trail.push({
        id: state.nextId('audit'),
        ticket_id: ticket.id,
        date: now,
        value: field,
        from: named(state, ticket.sla_id, field, before[field]),
        to: named(state, ticket.sla_id, field, ticket[field]),
        agent_id: byAgent,
        username: state.agents.get(byAgent)?.name ?? 'System',
      });
      state.audits.set(ticket.id, trail);
    }
  }
  state.tickets.touch(ticket);
  for (const event of eventsOf(before, ticket)) state.onEvent(event, ticket);
}

/** Adds an action to a ticket's history. */
export function addAction(state: HaloState, row: Omit<ActionRow, 'id' | 'datetime'>): ActionRow {
  const action = { ...row, id: state.nextId('action'), datetime: state.clock.now() };
  const list = state.actions.get(row.ticket_id) ?? [];
  list.push(action);
  state.actions.set(row.ticket_id, list);
  const ticket = state.tickets.get(row.ticket_id);
  if (ticket) {
    ticket.lastactiondate = action.datetime;
    ticket.last_update = action.datetime;
    // The first answer that a client can see stops the response clock.
    if (action.who_type === 1 && !action.hiddenfromuser) ticket.responsedate ??= action.datetime;
    state.tickets.touch(ticket);
    state.onEvent('updated', ticket);
  }
  return action;
}

function eventsOf(before: TicketRow, after: TicketRow): HaloEvent[] {
  if (after.deleted && !before.deleted) return ['deleted'];
  const events: HaloEvent[] = ['updated'];
  if (after.status_id !== before.status_id) events.push('statusChanged');
  if (after.dateclosed !== undefined && before.dateclosed === undefined) events.push('closed');
  return events;
}

/** The audit trail shows names instead of ids. */
function named(state: HaloState, slaId: number, field: (typeof AUDITED)[number], value: number | string): string {
  if (typeof value === 'string') return value;
  if (field === 'agent_id') return state.agents.get(value)?.name ?? String(value);
  if (field === 'status_id') return state.statuses.get(value)?.name ?? String(value);
  return state.priorityOf(slaId, value)?.name ?? String(value);
}
