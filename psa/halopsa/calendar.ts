import { DateTime } from 'luxon';
import { z } from 'zod';
import type { PsaPort } from '../../desk/ports/psa.ts';
import type { Clock } from '../../model/clock.ts';
import type { Busy, Interval } from '../../model/technician.ts';
import { DEADLINE, type HaloHttp } from './http.ts';
import type { ReferenceSource } from './reference-data.ts';
import { rowsOf } from './rows.ts';
import { markedBy, marker } from './text.ts';
import { ianaZone } from './time-zones.ts';
import { looseNumber, optionalFlag, optionalNumber, optionalText, optionalTime, toHaloTime } from './wire.ts';
import { hoursBetween, workdayRow } from './working-hours.ts';

const appointmentRow = z.object({
  id: looseNumber,
  agent_id: optionalNumber,
  ticket_id: optionalNumber,
  start_date: optionalTime,
  end_date: optionalTime,
  allday: optionalFlag,
  note: optionalText,
});
const appointmentList = rowsOf(appointmentRow, 'appointments');
const holidayRow = z.object({
  agent_id: optionalNumber,
  workday_id: optionalNumber,
  date: optionalTime,
  end_date: optionalTime,
  allday: optionalFlag,
});
const holidayList = rowsOf(holidayRow, 'holidays');

interface Span {
  readonly start: number;
  readonly end: number;
  readonly allDay: boolean;
}

/** Reads agents' working hours, time off and appointments, and writes dispatch blocks. */
export function createCalendar(
  http: HaloHttp,
  reference: ReferenceSource,
  clock: Clock,
): Pick<PsaPort, 'workingHours' | 'busy' | 'schedule' | 'unschedule' | 'scheduled'> {
  const appointments = async (agents: readonly string[], from: number, to: number) => {
    const query = { agents: agents.join(','), start_date: toHaloTime(from), end_date: toHaloTime(to) };
    return (await http.get('/Appointment', query, appointmentList)).rows;
  };

  return {
    async workingHours(agentIds, from, to) {
      const data = await reference.get();
      const workdays = (await http.get('/Workday', {}, rowsOf(workdayRow, 'workdays'))).rows;
      const hours = new Map<string, readonly Interval[]>();
      for (const id of agentIds) {
        const agent = data.agents.find((row) => String(row.id) === id);
        const workday = workdays.find((row) => row.id === agent?.workday_id);
        const known = workday && hoursBetween(workday, from, to);
        if (known) hours.set(id, known);
      }
      return hours;
    },

    async busy(agentIds, from, to) {
      if (agentIds.length === 0) return new Map();
      const data = await reference.get();
      const zoneOf = (id: string) =>
        ianaZone(data.agents.find((row) => String(row.id) === id)?.workday_timezone) ?? 'Etc/UTC';
      // Query one more day on each side: a day off begins at midnight in the agent's own zone.
      const [wideFrom, wideTo] = [from - 86_400_000, to + 86_400_000];
      const taken = await appointments(agentIds, wideFrom, wideTo);
      const off = await http.get(
        '/Holiday',
        { start_date: toHaloTime(wideFrom), end_date: toHaloTime(wideTo), approved_only: true },
        holidayList,
      );
      const busy = new Map<string, Busy[]>(agentIds.map((id) => [id, []]));
      const add = (id: string, span: Span | undefined, what: Pick<Busy, 'kind' | 'ticketId'>) => {
        const at = span && instants(span, zoneOf(id));
        if (at && at.end > from && at.start < to) busy.get(id)?.push({ ...at, ...what });
      };
      for (const row of taken) {
        const ticketId = (row.ticket_id ?? 0) > 0 ? { ticketId: String(row.ticket_id) } : {};
        const span = spanOf(row.start_date, row.end_date, row.allday);
        add(String(row.agent_id), span, { kind: 'ticketId' in ticketId ? 'dispatch' : 'appointment', ...ticketId });
      }
      for (const row of off.rows) {
        const span = spanOf(row.date, row.end_date ?? row.date, row.allday);
        if ((row.agent_id ?? 0) > 0) {
          add(String(row.agent_id), span, { kind: 'timeOff' });
          continue;
        }
        // A bank holiday, for the people of one workday or for everybody.
        for (const id of agentIds) {
          const workday = data.agents.find((agent) => String(agent.id) === id)?.workday_id;
          if ((row.workday_id ?? 0) <= 0 || row.workday_id === workday) add(id, span, { kind: 'holiday' });
        }
      }
      for (const list of busy.values()) list.sort((a, b) => a.start - b.start || a.end - b.end);
      return busy;
    },

    async schedule({ ticketId, agentId, start, end, subject, opId }) {
      const until = clock.now() + DEADLINE;
      const same = (await appointments([agentId], start, end)).find((row) => row.note?.includes(marker(opId)) === true);
      if (same) return { id: String(same.id) };
      const row = await http.post(
        '/Appointment',
        {
          subject,
          note: marker(opId),
          start_date: toHaloTime(start),
          end_date: toHaloTime(end),
          agent_id: Number(agentId),
          ticket_id: Number(ticketId),
          is_private: false,
        },
        appointmentRow,
        until,
      );
      return { id: String(row.id) };
    },

    async scheduled(ticketId, from, to) {
      const query = { ticket_id: ticketId, start_date: toHaloTime(from), end_date: toHaloTime(to) };
      const { rows } = await http.get('/Appointment', query, appointmentList);
      return rows.flatMap((row) => {
        const opId = markedBy(row.note ?? '');
        // The answer may include other tickets' entries (docs/platform/halopsa.md, “Unknown query names are ignored”).
        return opId === undefined || String(row.ticket_id) !== ticketId ? [] : [{ id: String(row.id), opId }];
      });
    },

    async unschedule(id) {
      await http.remove(`/Appointment/${encodeURIComponent(id)}`, clock.now() + DEADLINE);
    },
  };
}

function spanOf(start: number | undefined, end: number | undefined, allDay: boolean | undefined): Span | undefined {
  if (start === undefined || end === undefined) return undefined;
  return { start, end, allDay: allDay ?? false };
}

/** An all-day entry covers days in the person's own zone; its times only say which days. */
function instants(span: Span, zone: string): Interval {
  if (!span.allDay) return { start: span.start, end: span.end };
  const day = (instant: number) =>
    DateTime.fromMillis(instant, { zone: 'utc' }).startOf('day').setZone(zone, { keepLocalTime: true });
  // An end at midnight closes the previous day; any other end lies within the last day.
  const last = DateTime.fromMillis(Math.max(span.start, span.end - 1), { zone: 'utc' });
  return { start: day(span.start).toMillis(), end: day(last.toMillis()).plus({ days: 1 }).toMillis() };
}
