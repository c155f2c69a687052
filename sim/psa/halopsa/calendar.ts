import { created, list, missing, numberOf, numbers, ok, parameter, posted, refused, textOf, whole } from './answer.ts';
import type { Answer, Call, Handler } from './answer.ts';
import type { AppointmentRow } from './rows.ts';
import type { HaloState } from './state.ts';
import { appointmentJson, readTime } from './wire.ts';

/** `/Appointment`: entries in the agents' calendars. */
export function calendarResource(state: HaloState): Readonly<Record<'list' | 'post' | 'remove', Handler>> {
  return {
    list(call: Call): Answer {
      const agents = numbers(call, 'agents');
      const ticketId = whole(call, 'ticket_id');
      const from = readTime(parameter(call, 'start_date') ?? '') ?? -Infinity;
      const to = readTime(parameter(call, 'end_date') ?? '') ?? Infinity;
      const rows = [...state.appointments.values()]
        .filter((row) => agents?.has(row.agent_id) ?? true)
        .filter((row) => ticketId === undefined || row.ticket_id === ticketId)
        .filter((row) => row.end_date > from && row.start_date < to);
      const json = (row: AppointmentRow) => appointmentJson(state, row);
      // Without paging, the list is complete (docs/platform/halopsa.md, “Appointments have pages and no count”).
      return parameter(call, 'pageinate') === undefined
        ? ok({ record_count: rows.length, appointments: rows.map(json) })
        : list(call, 'appointments', rows, json);
    },
    post: (call: Call): Answer =>
      posted(call, (row) => {
        const start = readTime(textOf(row.start_date) ?? '');
        const end = readTime(textOf(row.end_date) ?? '');
        const agent = numberOf(row.agent_id);
        if (start === undefined || end === undefined || end <= start) return refused('Invalid dates');
        if (agent === undefined || !state.agents.has(agent)) return refused('Agent does not exist');
        const ticketId = numberOf(row.ticket_id);
        const note = textOf(row.note);
        const made: AppointmentRow = {
          id: state.nextId('appointment'),
          subject: textOf(row.subject) ?? '',
          agent_id: agent,
          start_date: start,
          end_date: end,
          ...(ticketId === undefined ? {} : { ticket_id: ticketId }),
          ...(note === undefined ? {} : { note }),
        };
        state.appointments.set(made.id, made);
        return created(appointmentJson(state, made));
      }),
    remove: (call: Call): Answer => (state.appointments.delete(Number(call.params.id)) ? ok({}) : missing),
  };
}
