import { created, flag, list, missing, numberOf, parameter, posted, refused, textOf, whole } from './answer.ts';
import type { Answer, Call, Handler } from './answer.ts';
import { addAction, changeTicket } from './changes.ts';
import type { HaloState } from './state.ts';
import { actionJson, readTime } from './wire.ts';

/** `/Actions`: notes, mails and time entries. */
export function actionResource(state: HaloState, apiAgent: number): Readonly<Record<'list' | 'post', Handler>> {
  return {
    list(call: Call): Answer {
      const ticketId = whole(call, 'ticket_id');
      const from = readTime(parameter(call, 'startdate') ?? '') ?? -Infinity;
      const to = readTime(parameter(call, 'enddate') ?? '') ?? Infinity;
      const rows = (ticketId === undefined ? [...state.actions.values()].flat() : (state.actions.get(ticketId) ?? []))
        .filter((row) => !flag(call, 'excludesys') || row.who_type !== 2)
        .filter((row) => !flag(call, 'timeentriesonly') || row.timetaken > 0)
        .filter((row) => row.datetime >= from && row.datetime <= to)
        .sort((a, b) => b.id - a.id);
      const html = flag(call, 'includehtmlnote');
      return list(call, 'actions', rows, (row) => actionJson(row, html));
    },
    post: (call: Call): Answer =>
      posted(call, (row) => {
        const ticket = state.tickets.get(numberOf(row.ticket_id) ?? -1);
        if (!ticket || ticket.deleted) return missing;
        const outcome =
          state.outcomes.get(numberOf(row.outcome_id) ?? -1) ??
          [...state.outcomes.values()].find((one) => one.outcome === row.outcome);
        // docs/platform/halopsa.md, “A note needs an outcome”.
        if (!outcome) return refused('An action must have an outcome');
        const rule = state.workflowRules.get(ticket.tickettype_id);
        const patch = {
          ...opt('agent_id', numberOf(row.new_agent)),
          ...opt('team', textOf(row.new_team)),
          ...opt('status_id', numberOf(row.new_status)),
        };
        if (Object.keys(patch).length > 0) changeTicket(state, ticket, patch, apiAgent);
        const note = textOf(row.note_html) ?? textOf(row.note) ?? '';
        // The outcome decides, not the flags (docs/platform/halopsa.md, “The outcome decides who sees a note”).
        const action = addAction(state, {
          ticket_id: ticket.id,
          outcome: outcome.outcome,
          outcome_id: outcome.id,
          note_html: rule?.swallows.includes('note') ? '' : note,
          hiddenfromuser: outcome.hidefromuser || row.hiddenfromuser === true,
          who_type: 1,
          who: state.agents.get(apiAgent)?.name ?? 'API',
          who_agentid: apiAgent,
          timetaken: numberOf(row.timetaken) ?? 0,
          actisbillable: (numberOf(row.timetaken) ?? 0) > 0,
          emailed: outcome.sendemail,
        });
        return created(actionJson(action, true));
      }),
  };
}

function opt<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}
