import type { Interval } from '../../model/technician.ts';
import type { BookingPolicy, BusinessRow, DayHours, QuestionRow, ServiceRow, StaffRow } from './bookings/rows.ts';
import { humansIn } from './humans.ts';
import {
  DAYS,
  type EventRow,
  type FreeBusy,
  type GroupRow,
  type ShiftRow,
  type UserRow,
  type WorkingHours,
} from './rows.ts';
import type { GraphState } from './state.ts';

const WEEKDAYS = DAYS.slice(0, 5);
const OFFICE: WorkingHours = { days: WEEKDAYS, start: '09:00', end: '17:30' };
export const DEFAULT_POLICY: BookingPolicy = {
  slotMinutes: 30,
  leastNoticeMinutes: 60,
  farthestMinutes: 90 * 24 * 60,
  allowStaffSelection: true,
};

/** The same hours from Monday to Friday. */
export const weekdays = (from: string, to: string): readonly DayHours[] =>
  WEEKDAYS.map((day) => ({ day, slots: [{ from, to }] }));

/** Sets up the tenant as an administrator would. Each function returns the new row with its id. Times in ms. */
export function seeding(state: GraphState) {
  const humans = humansIn(state);
  return {
    /** `timeZone`: a Windows name, or `Customized Time Zone`. `id` sets the Entra object id. */
    user(
      o: Pick<UserRow, 'displayName' | 'mail'> &
        Partial<Omit<UserRow, 'displayName' | 'mail' | 'workingHours'>> & {
          readonly workingHours?: WorkingHours | null;
        },
    ): UserRow {
      const { workingHours, ...rest } = o;
      const row: UserRow = {
        accountEnabled: true,
        mailbox: true,
        timeZone: 'GMT Standard Time',
        automaticReplies: { status: 'disabled' },
        presence: { availability: 'Available', activity: 'Available' },
        sharesDetails: false,
        ...rest,
        workingHours: workingHours === null ? undefined : (workingHours ?? OFFICE),
        id: (o.id ?? state.nextGuid(1)).toLowerCase(),
      };
      state.users.set(row.id, row);
      return row;
    },
    /** A group, which can also be a team. Members and owners are ids. */
    group(o: {
      readonly displayName: string;
      readonly members?: Iterable<string>;
      readonly owners?: Iterable<string>;
      readonly id?: string;
    }): GroupRow {
      const row: GroupRow = {
        id: (o.id ?? state.nextGuid(2)).toLowerCase(),
        displayName: o.displayName,
        members: new Set(o.members),
        owners: new Set(o.owners),
      };
      state.groups.set(row.id, row);
      return row;
    },
    event(who: string, o: Interval & { readonly subject?: string; readonly showAs?: FreeBusy }): EventRow {
      return humans.addEvent(who, o);
    },
    /** `draft`: not shared with the team yet. */
    shift(o: Interval & { readonly team: string; readonly userId: string; readonly draft?: boolean }): ShiftRow {
      const item = { start: o.start, end: o.end, theme: 'blue', displayName: 'Shift' };
      const row: ShiftRow = {
        id: `SHFT_${state.nextGuid(3)}`,
        team: o.team,
        userId: o.userId,
        shared: o.draft === true ? undefined : item,
        draft: o.draft === true ? item : undefined,
      };
      state.shifts.set(row.id, row);
      return row;
    },
    timeOff(o: Interval & { readonly team: string; readonly userId: string; readonly draft?: boolean }): ShiftRow {
      const item = { start: o.start, end: o.end, theme: 'gray' };
      const row: ShiftRow = {
        id: `TOFF_${state.nextGuid(4)}`,
        team: o.team,
        userId: o.userId,
        shared: o.draft === true ? undefined : item,
        draft: o.draft === true ? item : undefined,
        timeOffReasonId: 'TOR_vacation',
      };
      state.timesOff.set(row.id, row);
      return row;
    },
    /** Also creates its mailbox, which is listed as an unlicensed user (bookings-faq.yml). `timeZone`: a Windows name. */
    business(o: {
      readonly id: string;
      readonly displayName: string;
      readonly phone?: string;
      readonly timeZone?: string;
      readonly hours?: readonly DayHours[];
      readonly policy?: Partial<BookingPolicy>;
    }): BusinessRow {
      const timeZone = o.timeZone ?? 'GMT Standard Time';
      if (!state.userOf(o.id)) this.user({ displayName: o.displayName, mail: o.id, timeZone });
      const row: BusinessRow = {
        id: o.id,
        displayName: o.displayName,
        phone: o.phone ?? '',
        email: o.id,
        timeZone,
        hours: o.hours ?? weekdays('08:00', '18:00'),
        policy: { ...DEFAULT_POLICY, ...o.policy },
        isPublished: true,
        services: new Map(),
        staff: new Map(),
        customers: new Map(),
        questions: new Map(),
        appointments: new Map(),
      };
      state.businesses.set(row.id, row);
      return row;
    },
    service(
      business: BusinessRow,
      o: Pick<ServiceRow, 'displayName' | 'minutes'> &
        Partial<Omit<ServiceRow, 'id' | 'displayName' | 'minutes' | 'policy'>> & {
          readonly policy?: Partial<BookingPolicy>;
        },
    ): ServiceRow {
      const row: ServiceRow = {
        description: '',
        preBufferMinutes: 0,
        postBufferMinutes: 0,
        online: false,
        hidden: false,
        mayManage: false,
        staffIds: [...business.staff.keys()],
        maximumAttendees: 1,
        questions: [],
        ...o,
        policy: o.policy ? { ...business.policy, ...o.policy } : undefined,
        id: state.nextGuid(6),
      };
      business.services.set(row.id, row);
      return row;
    },
    staff(
      business: BusinessRow,
      o: Pick<StaffRow, 'displayName' | 'mail'> & Partial<Omit<StaffRow, 'id' | 'displayName' | 'mail'>>,
    ): StaffRow {
      const row: StaffRow = {
        role: 'teamMember',
        status: 'active',
        followsCalendar: true,
        hours: undefined,
        ...o,
        id: state.nextGuid(6),
      };
      business.staff.set(row.id, row);
      return row;
    },
    question(business: BusinessRow, o: Pick<QuestionRow, 'displayName'> & Partial<QuestionRow>): QuestionRow {
      const row: QuestionRow = { type: 'text', options: [], ...o, id: state.nextGuid(6) };
      business.questions.set(row.id, row);
      return row;
    },
  };
}
export type Seeding = ReturnType<typeof seeding>;
