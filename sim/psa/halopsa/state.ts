import type { Clock } from '../../../model/clock.ts';
import type {
  ActionRow,
  AgentRow,
  AppointmentRow,
  AuditRow,
  CategoryRow,
  ClientRow,
  ContractRow,
  FeedbackRow,
  HolidayRow,
  NotificationRow,
  OutcomeRow,
  PriorityRow,
  QualificationRow,
  SiteRow,
  SlaRow,
  StatusRow,
  TeamRow,
  TicketRow,
  TicketTypeRow,
  UserRow,
  WebhookRow,
  WorkdayRow,
} from './rows.ts';
import { TicketIndex } from './ticket-index.ts';

/** docs/platform/halopsa.md, “Nobody is an agent called Unassigned”. */
export const UNASSIGNED = 1;

/** docs/platform/halopsa.md, “Webhook events have numbers”. */
export const EVENTS = { created: 3, updated: 19, closed: 39, statusChanged: 76, deleted: 1072 } as const;
export type HaloEvent = keyof typeof EVENTS;

/** docs/platform/halopsa.md, “A workflow may accept a write and not apply it”. */
export interface WorkflowRule {
  readonly swallows: readonly (keyof TicketRow | 'note')[];
  readonly warning?: string;
}

/** The tables of one Halo tenant, with the defaults of a new tenant. */
export class HaloState {
  readonly clock: Clock;
  readonly tickets = new TicketIndex();
  readonly actions = new Map<number, ActionRow[]>();
  readonly audits = new Map<number, AuditRow[]>();
  readonly agents = new Map<number, AgentRow>();
  readonly teams = new Map<number, TeamRow>();
  readonly statuses = new Map<number, StatusRow>();
  readonly slas = new Map<number, SlaRow>();
  readonly priorities: PriorityRow[] = [];
  readonly ticketTypes = new Map<number, TicketTypeRow>();
  readonly categories = new Map<number, CategoryRow>();
  readonly outcomes = new Map<number, OutcomeRow>();
  readonly clients = new Map<number, ClientRow>();
  readonly sites = new Map<number, SiteRow>();
  readonly users = new Map<number, UserRow>();
  readonly contracts = new Map<number, ContractRow>();
  readonly qualifications = new Map<number, QualificationRow>();
  readonly workdays = new Map<number, WorkdayRow>();
  readonly holidays = new Map<string, HolidayRow>();
  readonly appointments = new Map<number, AppointmentRow>();
  readonly feedback: FeedbackRow[] = [];
  readonly webhooks = new Map<string, WebhookRow>();
  readonly notifications = new Map<number, NotificationRow>();
  /** By ticket type id. */
  readonly workflowRules = new Map<number, WorkflowRule>();
  /** Called with every event; the webhooks listen here. */
  onEvent: (event: HaloEvent, ticket: TicketRow) => void = () => {};
  /** The last id of each table. */
  readonly counts = new Map<string, number>();

  constructor(clock: Clock) {
    this.clock = clock;
    this.agents.set(UNASSIGNED, {
      id: UNASSIGNED,
      name: 'Unassigned',
      isdisabled: false,
      isapiagent: false,
      teams: [],
      qualifications: [],
    });
    for (const [id, name, hold, closed] of [
      [1, 'New', false, false],
      [2, 'In Progress', false, false],
      [4, 'With User', true, false],
      [9, 'Closed', false, true],
    ] as const) {
      this.statuses.set(id, { id, name, hold, closed });
    }
    for (const [id, name] of [
      [1, 'Incident'],
      [3, 'Service Request'],
      [21, 'Alert'],
    ] as const) {
      this.ticketTypes.set(id, { id, name });
    }
    this.outcomes.set(7, { id: 7, outcome: 'Private Note', hidefromuser: true, sendemail: false });
    this.outcomes.set(8, { id: 8, outcome: 'Email User', hidefromuser: false, sendemail: true });
  }

  /** Returns a table's next id; ids are never reused. */
  nextId(table: string, first = 1): number {
    const id = (this.counts.get(table) ?? first - 1) + 1;
    this.counts.set(table, id);
    return id;
  }

  /** A GUID with a counter, so that runs are repeatable. */
  nextGuid(table: number): string {
    const n = this.nextId(`guid ${table}`).toString(16).padStart(12, '0');
    return `${table.toString(16).padStart(8, '0')}-0000-4000-8000-${n}`;
  }

  /** docs/platform/halopsa.md, “Priorities belong to an SLA”. */
  priorityOf(slaId: number, priorityId: number): PriorityRow | undefined {
    return this.priorities.find((row) => row.slaid === slaId && row.priorityid === priorityId);
  }
}
