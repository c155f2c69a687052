/** A HaloPSA tenant's tables as plain data. Instants are ms since 1970 UTC; wire.ts converts them to Halo's JSON. */

export interface TicketRow {
  id: number;
  summary: string;
  details: string;
  tickettype_id: number;
  status_id: number;
  sla_id: number;
  priority_id: number;
  client_id: number;
  client_name: string;
  site_id?: number;
  site_name?: string;
  user_id?: number;
  user_name?: string;
  user_email?: string;
  is_vip: boolean;
  team: string;
  agent_id: number;
  category_1?: string;
  category_2?: string;
  category_3?: string;
  impact?: number;
  urgency?: number;
  contract_id?: number;
  parent_id?: number;
  merged_into_id?: number;
  deleted: boolean;
  onhold: boolean;
  dateoccurred: number;
  last_update: number;
  lastactiondate: number;
  dateassigned?: number;
  dateclosed?: number;
  respondbydate?: number;
  responsedate?: number;
  fixbydate?: number;
}

export interface ActionRow {
  id: number;
  ticket_id: number;
  outcome: string;
  outcome_id?: number;
  note_html: string;
  hiddenfromuser: boolean;
  /** 0 end user, 1 agent, 2 system. */
  who_type: 0 | 1 | 2;
  who: string;
  who_agentid?: number;
  datetime: number;
  /** Hours. */
  timetaken: number;
  actisbillable: boolean;
  emailed: boolean;
}

export interface AuditRow {
  id: number;
  ticket_id: number;
  date: number;
  /** The field that changed. */
  value: string;
  from: string;
  to: string;
  agent_id: number;
  username: string;
}

export interface AgentRow {
  id: number;
  name: string;
  email?: string;
  isdisabled: boolean;
  isapiagent: boolean;
  /** Team names; the first is the main team. */
  teams: string[];
  qualifications: { id: number; date?: number }[];
  workday_id?: number;
}

export interface TeamRow {
  id: number;
  name: string;
  inactive: boolean;
}
export interface StatusRow {
  id: number;
  name: string;
  closed: boolean;
  hold: boolean;
}
export interface PriorityRow {
  id: string;
  slaid: number;
  priorityid: number;
  name: string;
  /** Hours; 0 means no target. */
  responsetime: number;
  fixtime: number;
}
export interface SlaRow {
  id: number;
  name: string;
  workday_id?: number;
}
export interface TicketTypeRow {
  id: number;
  name: string;
  /** Statuses that tickets of this type may have; absent means all. */
  allowed_status?: number[];
}
export interface CategoryRow {
  id: number;
  value: string;
  /** 1 to 4: the ticket's category field that it belongs to. */
  type_id: number;
}
export interface OutcomeRow {
  id: number;
  outcome: string;
  hidefromuser: boolean;
  sendemail: boolean;
}
export interface ClientRow {
  id: number;
  name: string;
  inactive: boolean;
  notes?: string;
  callhandlingnotes?: string;
  popup_notes: string[];
  pritech?: number;
  sectech?: number;
  sla_id?: number;
}
export interface SiteRow {
  id: number;
  name: string;
  client_id: number;
  timezone?: string;
  address?: string;
  phonenumber?: string;
  /** Degrees. Halo keeps them in the address; they are 0 and 0 if Halo never looked them up. */
  lat?: number;
  long?: number;
}
export interface UserRow {
  id: number;
  name: string;
  client_id: number;
  site_id?: number;
  emailaddress?: string;
  isimportantcontact: boolean;
  inactive: boolean;
}
export interface ContractRow {
  id: number;
  client_id: number;
  ref: string;
  start_date: number;
  end_date?: number;
  active: boolean;
  sla_id?: number;
}
export interface QualificationRow {
  id: number;
  name: string;
}
/** Wall-clock hours per day (`09:00`), Monday to Sunday. Absent days are free. */
export interface WorkdayRow {
  id: number;
  name: string;
  timezone: string;
  days: (readonly [start: string, end: string] | undefined)[];
}
export interface HolidayRow {
  id: string;
  name: string;
  /** 0: applies to everybody. */
  agent_id: number;
  workday_id?: number;
  date: number;
  end_date: number;
  allday: boolean;
  approved: boolean;
}
export interface AppointmentRow {
  id: number;
  subject: string;
  note?: string;
  agent_id: number;
  ticket_id?: number;
  start_date: number;
  end_date: number;
}
export interface FeedbackRow {
  id: number;
  ticket_id: number;
  score: number;
  date: number;
}
export interface WebhookRow {
  id: string;
  name: string;
  url: string;
  active: boolean;
  basic_username?: string;
  basic_password?: string;
}
export interface NotificationRow {
  id: number;
  name: string;
  webhook_id: string;
  eventno: number;
}
