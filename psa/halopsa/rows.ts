import { z } from 'zod';
import { looseNumber, optionalFlag, optionalNumber, optionalText, optionalTime } from './wire.ts';

/** The fields of Halo's rows that Callboard reads. Unknown fields are ignored; only ids are required. */
export const ticketRow = z.object({
  id: looseNumber,
  summary: optionalText,
  details: optionalText,
  details_html: optionalText,
  tickettype_id: optionalNumber,
  tickettype_name: optionalText,
  status_id: optionalNumber,
  priority_id: optionalNumber,
  sla_id: optionalNumber,
  client_id: optionalNumber,
  client_name: optionalText,
  site_id: optionalNumber,
  site_name: optionalText,
  user_id: optionalNumber,
  user_name: optionalText,
  user_email: optionalText,
  is_vip: optionalFlag,
  team: optionalText,
  agent_id: optionalNumber,
  category_1: optionalText,
  category_2: optionalText,
  category_3: optionalText,
  category_4: optionalText,
  impact: optionalNumber,
  urgency: optionalNumber,
  contract_id: optionalNumber,
  contract_ref: optionalText,
  dateoccurred: optionalTime,
  last_update: optionalTime,
  dateclosed: optionalTime,
  respondbydate: optionalTime,
  responsedate: optionalTime,
  fixbydate: optionalTime,
  onhold: optionalFlag,
  excludefromsla: optionalFlag,
  parent_id: optionalNumber,
  merged_into_id: optionalNumber,
  deleted: optionalFlag,
  additional_agents: z
    .array(z.object({ id: optionalNumber, name: optionalText }))
    .nullish()
    .catch(undefined),
  _warning: optionalText,
});
export type TicketRow = z.output<typeof ticketRow>;

export const auditRow = z.object({
  date: optionalTime,
  value: optionalText,
  from: optionalText,
  to: optionalText,
  agent_id: optionalNumber,
  username: optionalText,
});

export const actionRow = z.object({
  id: looseNumber,
  ticket_id: optionalNumber,
  outcome: optionalText,
  note: optionalText,
  note_html: optionalText,
  hiddenfromuser: optionalFlag,
  who: optionalText,
  who_type: optionalNumber,
  who_agentid: optionalNumber,
  datetime: optionalTime,
  actiondatecreated: optionalTime,
  timetaken: optionalNumber,
  actisbillable: optionalFlag,
});
export type ActionRow = z.output<typeof actionRow>;

export const agentRow = z.object({
  id: looseNumber,
  name: optionalText,
  email: optionalText,
  isdisabled: optionalFlag,
  isapiagent: optionalFlag,
  teams: z
    .array(z.object({ team_id: optionalNumber, team_name: optionalText }))
    .nullish()
    .catch(undefined),
  qualifications: z
    .array(z.object({ qualification_id: optionalNumber, qualification_name: optionalText, date: optionalTime }))
    .nullish()
    .catch(undefined),
  workday_id: optionalNumber,
  workday_timezone: optionalText,
});
export type AgentRow = z.output<typeof agentRow>;

/** Parses a list in either shape (docs/platform/halopsa.md, “Small lists are bare arrays, larger ones have a key”). */
export function rowsOf<T extends z.ZodType>(row: T, key: string) {
  return z.union([
    z.array(row).transform((rows) => ({ rows, count: rows.length })),
    z.object({ [key]: z.array(row), record_count: optionalNumber }).transform((answer) => ({
      rows: answer[key] as z.output<T>[],
      count: typeof answer.record_count === 'number' ? answer.record_count : undefined,
    })),
  ]);
}
