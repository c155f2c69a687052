import type {
  AgentRow,
  AppointmentRow,
  CategoryRow,
  ClientRow,
  ContractRow,
  FeedbackRow,
  HolidayRow,
  QualificationRow,
  SiteRow,
  SlaRow,
  TeamRow,
  UserRow,
  WorkdayRow,
} from './rows.ts';
import type { HaloState } from './state.ts';

type New<T, Optional extends keyof T> = Omit<T, 'id' | Optional> & Partial<Pick<T, Optional>>;

/** Sets up the tenant as an administrator would. Each function returns the new row with its id. */
export function seeding(state: HaloState) {
  return {
    team(name: string): TeamRow {
      const row = { id: state.nextId('team'), name, inactive: false };
      state.teams.set(row.id, row);
      return row;
    },
    /** Monday to Friday with the same hours, unless `days` is given. `timezone`: a Windows or IANA name. */
    workday(o: {
      name: string;
      timezone: string;
      start?: string;
      end?: string;
      days?: WorkdayRow['days'];
    }): WorkdayRow {
      const hours = [o.start ?? '09:00', o.end ?? '17:30'] as const;
      const days = o.days ?? [hours, hours, hours, hours, hours, undefined, undefined];
      const row = { id: state.nextId('workday'), name: o.name, timezone: o.timezone, days };
      state.workdays.set(row.id, row);
      return row;
    },
    qualification(name: string): QualificationRow {
      const known = [...state.qualifications.values()].find((row) => row.name === name);
      if (known) return known;
      const row = { id: state.nextId('qualification'), name };
      state.qualifications.set(row.id, row);
      return row;
    },
    agent(o: New<AgentRow, 'isdisabled' | 'isapiagent' | 'teams' | 'qualifications'>): AgentRow {
      const row = {
        isdisabled: false,
        isapiagent: false,
        teams: [],
        qualifications: [],
        ...o,
        id: state.nextId('agent', 2),
      };
      state.agents.set(row.id, row);
      return row;
    },
    /**
     * An SLA with its priorities, most urgent first. Targets are in hours, 0 for none; they count hours of the workday
     * (in an IANA zone) if there is one, otherwise all hours.
     */
    sla(
      name: string,
      priorities: readonly { name: string; respond: number; fix: number }[],
      workday?: WorkdayRow,
    ): SlaRow {
      const row = { id: state.nextId('sla'), name, ...(workday ? { workday_id: workday.id } : {}) };
      state.slas.set(row.id, row);
      priorities.forEach((priority, index) => {
        state.priorities.push({
          id: state.nextGuid(1),
          slaid: row.id,
          priorityid: index + 1,
          name: priority.name,
          responsetime: priority.respond,
          fixtime: priority.fix,
        });
      });
      return row;
    },
    category(value: string, level = 1): CategoryRow {
      const row = { id: state.nextId('category'), value, type_id: level };
      state.categories.set(row.id, row);
      return row;
    },
    client(o: New<ClientRow, 'inactive' | 'popup_notes'>): ClientRow {
      const row = { inactive: false, popup_notes: [], ...o, id: state.nextId('client', 12) };
      state.clients.set(row.id, row);
      return row;
    },
    site(o: New<SiteRow, never>): SiteRow {
      const row = { ...o, id: state.nextId('site') };
      state.sites.set(row.id, row);
      return row;
    },
    user(o: New<UserRow, 'isimportantcontact' | 'inactive'>): UserRow {
      const row = { isimportantcontact: false, inactive: false, ...o, id: state.nextId('user') };
      state.users.set(row.id, row);
      return row;
    },
    contract(o: New<ContractRow, 'active'>): ContractRow {
      const row = { active: true, ...o, id: state.nextId('contract') };
      state.contracts.set(row.id, row);
      return row;
    },
    holiday(o: New<HolidayRow, 'agent_id' | 'allday' | 'approved'>): HolidayRow {
      const row = { agent_id: 0, allday: true, approved: true, ...o, id: state.nextGuid(2) };
      state.holidays.set(row.id, row);
      return row;
    },
    appointment(o: New<AppointmentRow, never>): AppointmentRow {
      const row = { ...o, id: state.nextId('appointment') };
      state.appointments.set(row.id, row);
      return row;
    },
    feedback(o: New<FeedbackRow, never>): FeedbackRow {
      const row = { ...o, id: state.nextId('feedback') };
      state.feedback.push(row);
      return row;
    },
  };
}
