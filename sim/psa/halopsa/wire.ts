import type { ActionRow, AgentRow, AppointmentRow, HolidayRow, TicketRow, WorkdayRow } from './rows.ts';
import type { HaloState } from './state.ts';

/** docs/platform/halopsa.md, “Times are UTC and carry no offset”. */
export function haloTime(instant: number): string {
  return new Date(instant).toISOString().replace(/\.000Z$|Z$/, '');
}

/** Parses a query date. It has `Z`, an offset, or neither, which means UTC. */
export function readTime(text: string): number | undefined {
  const zoned = /(Z|[+-]\d\d:?\d\d)$/.test(text) || !text.includes('T') ? text : `${text}Z`;
  const instant = Date.parse(zoned);
  return Number.isNaN(instant) ? undefined : instant;
}

const timeOrNull = (instant: number | undefined) => (instant === undefined ? null : haloTime(instant));

/** A ticket in a list; a single ticket has more fields (`ticketDetail`). */
export function ticketJson(ticket: TicketRow): Record<string, unknown> {
  const { user_email: _notInLists, ...row } = ticket;
  return {
    ...row,
    dateoccurred: haloTime(ticket.dateoccurred),
    last_update: haloTime(ticket.last_update),
    lastactiondate: haloTime(ticket.lastactiondate),
    dateassigned: timeOrNull(ticket.dateassigned),
    dateclosed: timeOrNull(ticket.dateclosed),
    respondbydate: timeOrNull(ticket.respondbydate),
    responsedate: timeOrNull(ticket.responsedate),
    fixbydate: timeOrNull(ticket.fixbydate),
  };
}

/**
 * `GET /Tickets/{id}`: adds HTML, the contact and, on request, the audit trail
 * (docs/platform/halopsa.md, “The audit trail must be asked for”).
 */
export function ticketDetail(state: HaloState, ticket: TicketRow, auditing: boolean): Record<string, unknown> {
  const trail = auditing
    ? { audit_log: (state.audits.get(ticket.id) ?? []).map((row) => ({ ...row, date: haloTime(row.date) })) }
    : {};
  return {
    ...ticketJson(ticket),
    details_html: ticket.details,
    user_email: ticket.user_email ?? null,
    agent_name: state.agents.get(ticket.agent_id)?.name ?? null,
    status_name: state.statuses.get(ticket.status_id)?.name ?? null,
    ...trail,
  };
}

export function actionJson(action: ActionRow, html: boolean): Record<string, unknown> {
  const { emailed: _hidden, note_html: note, ...row } = action;
  return {
    ...row,
    datetime: haloTime(action.datetime),
    note: note.replace(/<br\s*\/?>/gi, '\n').replace(/<[^>]*>/g, ''),
    ...(html ? { note_html: note } : {}),
  };
}

export function agentJson(state: HaloState, agent: AgentRow, counts: boolean): Record<string, unknown> {
  const workday = agent.workday_id === undefined ? undefined : state.workdays.get(agent.workday_id);
  const { teams, qualifications, workday_id: _w, ...row } = agent;
  return {
    ...row,
    email: agent.email ?? null,
    team: teams[0] ?? null,
    teams: teams.flatMap((name) => {
      const team = [...state.teams.values()].find((one) => one.name === name);
      return team
        ? [{ id: team.id, team_id: team.id, team_name: team.name, agent_id: agent.id, in_section: true }]
        : [];
    }),
    qualifications: qualifications.map((held, index) => ({
      id: index + 1,
      agent_id: agent.id,
      qualification_id: held.id,
      qualification_name: state.qualifications.get(held.id)?.name ?? '',
      date: timeOrNull(held.date),
    })),
    workday_id: workday?.id ?? 0,
    workday_name: workday?.name ?? null,
    workday_timezone: workday?.timezone ?? null,
    ...(counts ? { ticket_count: [...state.tickets.open()].filter((one) => one.agent_id === agent.id).length } : {}),
  };
}

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** docs/platform/halopsa.md, “A workday names its days and their wall-clock times”. */
export function workdayJson(workday: WorkdayRow): Record<string, unknown> {
  const wall = (time: string) => `1900-01-01T${time}:00`;
  const same = new Set(workday.days.flatMap((day) => (day ? [day.join()] : [])));
  const first = workday.days.find((day) => day !== undefined) ?? ['09:00', '17:00'];
  return {
    id: workday.id,
    name: workday.name,
    timezone: workday.timezone,
    alldayssame: same.size <= 1,
    start: wall(first[0]),
    end: wall(first[1]),
    ...Object.fromEntries<unknown>(
      DAYS.flatMap((day, index): [string, unknown][] => {
        const hours = workday.days[index];
        return [
          [`inc${day}`, hours !== undefined],
          [`start${day}`, wall((hours ?? first)[0])],
          [`end${day}`, wall((hours ?? first)[1])],
        ];
      }),
    ),
  };
}

export function holidayJson(state: HaloState, holiday: HolidayRow): Record<string, unknown> {
  return {
    id: holiday.id,
    name: holiday.name,
    agent_id: holiday.agent_id,
    agent_name: holiday.agent_id === 0 ? null : (state.agents.get(holiday.agent_id)?.name ?? null),
    workday_id: holiday.workday_id ?? 0,
    date: haloTime(holiday.date),
    end_date: haloTime(holiday.end_date),
    allday: holiday.allday,
  };
}

export function appointmentJson(state: HaloState, row: AppointmentRow): Record<string, unknown> {
  return {
    id: row.id,
    subject: row.subject,
    note: row.note ?? null,
    agent_id: row.agent_id,
    agent_name: state.agents.get(row.agent_id)?.name ?? null,
    ticket_id: row.ticket_id ?? 0,
    start_date: haloTime(row.start_date),
    end_date: haloTime(row.end_date),
    allday: false,
  };
}
