import { flag, list, missing, numbers, ok, parameter, whole, type Answer, type Call, type Handler } from './answer.ts';
import { UNASSIGNED, type HaloState } from './state.ts';
import { agentJson, haloTime, holidayJson, readTime, workdayJson } from './wire.ts';

/** Setup data: agents, teams, statuses, SLAs, clients and more. All of it is read-only over the simulated API. */
export function directoryResources(state: HaloState, apiAgent: number): Readonly<Record<string, Handler>> {
  const byId =
    <T>(table: ReadonlyMap<number, T>, json: (row: T) => Record<string, unknown>): Handler =>
    (call) => {
      const row = table.get(Number(call.params.id));
      return row ? ok(json(row)) : missing;
    };

  return {
    '/Agent/me': () => {
      const agent = state.agents.get(apiAgent);
      return agent ? ok(agentJson(state, agent, false)) : missing;
    },
    // A bare array. The pseudo-agent, disabled agents and API agents are included only on request
    // (docs/platform/halopsa.md, “Nobody is an agent called Unassigned”).
    '/Agent': (call) =>
      ok(
        [...state.agents.values()]
          .filter((row) => row.id !== UNASSIGNED || flag(call, 'includeunassigned'))
          .filter((row) => !row.isdisabled || flag(call, 'includedisabled'))
          .filter((row) => !row.isapiagent || flag(call, 'includeapiagents'))
          .map((row) => agentJson(state, row, flag(call, 'showcounts'))),
      ),
    '/Agent/:id': byId(state.agents, (row) => agentJson(state, row, false)),
    '/Team': () => ok([...state.teams.values()]),
    '/Status': (call) =>
      ok(
        [...state.statuses.values()]
          .filter((row) => !row.closed || !flag(call, 'excludeclosed'))
          .map(({ id, name, hold }) => ({ id, name, slaaction: hold ? 'H' : '' })),
      ),
    '/SLA': (call) =>
      ok(
        [...state.slas.values()].map((row) => ({
          id: row.id,
          name: row.name,
          ...(flag(call, 'showpriorities') ? { priorities: priorities(state, row.id) } : {}),
        })),
      ),
    '/Priority': (call) => ok(priorities(state, whole(call, 'slaid'))),
    '/TicketType': () => ok([...state.ticketTypes.values()].map(({ id, name }) => ({ id, name }))),
    '/TicketType/:id': byId(state.ticketTypes, (row) => ({
      id: row.id,
      name: row.name,
      allowall_status: row.allowed_status === undefined,
      allowed_status: (row.allowed_status ?? []).map((id) => ({ status_id: id })),
    })),
    '/Category': (call) => {
      const level = whole(call, 'type_id');
      return ok(
        [...state.categories.values()]
          .filter((row) => level === undefined || row.type_id === level)
          .map((row) => ({ id: row.id, value: row.value, category_name: row.value, type_id: row.type_id })),
      );
    },
    '/Outcome': () =>
      ok(
        [...state.outcomes.values()].map((row) => ({
          id: row.id,
          outcome: row.outcome,
          hidefromuser: row.hidefromuser,
          sendemail: row.sendemail ? 1 : 0,
        })),
      ),
    '/Qualification': () => ok([...state.qualifications.values()]),
    '/Client': (call) =>
      list(call, 'clients', [...state.clients.values()], ({ id, name, inactive }) => ({ id, name, inactive })),
    '/Client/:id': byId(state.clients, (row) => ({
      id: row.id,
      name: row.name,
      inactive: row.inactive,
      notes: row.notes ?? null,
      callhandlingnotes: row.callhandlingnotes ?? null,
      popup_notes: row.popup_notes.map((note, index) => ({ id: index + 1, client_id: row.id, note })),
      pritech: row.pritech ?? 0,
      pritech_name: state.agents.get(row.pritech ?? 0)?.name ?? null,
      sectech: row.sectech ?? 0,
      sectech_name: state.agents.get(row.sectech ?? 0)?.name ?? null,
      main_site_id: [...state.sites.values()].find((site) => site.client_id === row.id)?.id ?? 0,
    })),
    '/Site/:id': byId(state.sites, (row) => ({
      id: row.id,
      name: row.name,
      client_id: row.client_id,
      timezone: row.timezone ?? null,
      phonenumber: row.phonenumber ?? null,
      delivery_address_line1: row.address ?? null,
      // AddressStore in the 2024-09 swagger has coordinates; they are 0 and 0 if Halo never looked them up.
      delivery_address: { line1: row.address ?? null, lat: row.lat ?? 0, long: row.long ?? 0 },
    })),
    '/Users/:id': byId(state.users, (row) => ({
      ...row,
      site_id: row.site_id ?? 0,
      emailaddress: row.emailaddress ?? null,
    })),
    '/ClientContract': (call) => contracts(state, call),
    '/Workday': () => ok([...state.workdays.values()].map(workdayJson)),
    '/Holiday': (call) => holidays(state, call),
    '/Feedback': () =>
      ok(
        state.feedback.map((row) => ({
          id: row.id,
          ticket_id: row.ticket_id,
          score: row.score,
          date: haloTime(row.date),
        })),
      ),
    '/TimesheetEvent': (call) => timesheetEvents(state, call),
    '/Timesheet': () => ok([]),
  };
}

/** docs/platform/halopsa.md, “Priorities belong to an SLA”. */
function priorities(state: HaloState, slaId: number | undefined) {
  return state.priorities
    .filter((row) => slaId === undefined || row.slaid === slaId)
    .map((row) => ({
      id: row.id,
      slaid: row.slaid,
      priorityid: row.priorityid,
      name: row.name,
      responsetime: row.responsetime,
      responseunits: 'H',
      fixtime: row.fixtime,
      fixunits: 'H',
      ishidden: false,
    }));
}

function contracts(state: HaloState, call: Call): Answer {
  const client = whole(call, 'client_id');
  const now = state.clock.now();
  const rows = [...state.contracts.values()]
    .filter((row) => client === undefined || row.client_id === client)
    .filter((row) => row.active || flag(call, 'includeinactive'));
  return list(call, 'contracts', rows, (row) => ({
    id: row.id,
    client_id: row.client_id,
    client_name: state.clients.get(row.client_id)?.name ?? null,
    ref: row.ref,
    start_date: haloTime(row.start_date),
    end_date: row.end_date === undefined ? null : haloTime(row.end_date),
    active: row.active,
    expired: row.end_date !== undefined && row.end_date < now,
    sla_id: row.sla_id ?? 0,
    sla_name: state.slas.get(row.sla_id ?? 0)?.name ?? null,
  }));
}

function holidays(state: HaloState, call: Call): Answer {
  const agent = whole(call, 'agent_id');
  const from = readTime(parameter(call, 'start_date') ?? '') ?? -Infinity;
  const to = readTime(parameter(call, 'end_date') ?? '') ?? Infinity;
  return ok(
    [...state.holidays.values()]
      .filter((row) => agent === undefined || row.agent_id === agent || row.agent_id === 0)
      .filter((row) => row.approved || !flag(call, 'approved_only'))
      .filter((row) => row.end_date > from && row.date < to)
      .map((row) => holidayJson(state, row)),
  );
}

function timesheetEvents(state: HaloState, call: Call): Answer {
  const agents = numbers(call, 'agents') ?? numbers(call, 'agent_id');
  const from = readTime(parameter(call, 'start_date') ?? '') ?? -Infinity;
  const to = readTime(parameter(call, 'end_date') ?? '') ?? Infinity;
  return ok(
    [...state.actions.values()]
      .flat()
      .filter((row) => row.timetaken > 0 && row.who_agentid !== undefined && (agents?.has(row.who_agentid) ?? true))
      .filter((row) => row.datetime >= from && row.datetime < to)
      .map((row) => ({
        id: row.id,
        subject: row.outcome,
        agent_id: row.who_agentid,
        ticket_id: row.ticket_id,
        timetaken: row.timetaken,
        start_date: haloTime(row.datetime - row.timetaken * 3_600_000),
        end_date: haloTime(row.datetime),
      })),
  );
}
