import { Refusal, type Call } from './answer.ts';
import type { Token } from './answer.ts';

/** The service behind Graph that answers. Each has its own error messages and limits. */
export type Area = 'outlook' | 'mail' | 'directory' | 'presence' | 'shifts' | 'bookings' | 'subscriptions';

/**
 * Application permissions, any one of which allows an operation (devx-content permissions.json, as in
 * ../shared/graph-conformance).
 */
export const MAY = {
  readCalendars: ['Calendars.ReadBasic', 'Calendars.ReadBasic.All', 'Calendars.Read', 'Calendars.ReadWrite'],
  /** Reading one entry by id. The table does not list Calendars.ReadWrite here. */
  readOneEvent: ['Calendars.ReadBasic', 'Calendars.ReadBasic.All', 'Calendars.Read'],
  watchCalendars: ['Calendars.Read', 'Calendars.ReadWrite'],
  writeCalendars: ['Calendars.ReadWrite'],
  readMail: ['Mail.ReadBasic.All', 'Mail.Read', 'Mail.ReadWrite'],
  readOneMail: ['Mail.ReadBasic.All', 'Mail.Read'],
  writeMail: ['Mail.ReadWrite'],
  sendMail: ['Mail.Send'],
  readSettings: ['MailboxSettings.Read', 'MailboxSettings.ReadWrite'],
  readUsers: ['User.ReadBasic.All', 'User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'],
  readMembers: [
    'GroupMember.ReadBasic.All',
    'GroupMember.Read.All',
    'Group.ReadBasic.All',
    'Group.Read.All',
    'Directory.Read.All',
  ],
  readTeam: ['Team.ReadBasic.All', 'TeamSettings.Read.All', 'Group.Read.All', 'Directory.Read.All'],
  readPresence: ['Presence.Read.All', 'Presence.ReadWrite.All'],
  readShifts: ['Schedule.Read.All', 'Schedule.ReadWrite.All'],
  listBookings: ['Bookings.Read.All', 'Bookings.ReadWrite.All', 'Bookings.Manage.All'],
  readBookings: [
    'BookingsAppointment.ReadWrite.All',
    'Bookings.Read.All',
    'Bookings.ReadWrite.All',
    'Bookings.Manage.All',
  ],
  writeAppointments: [
    'BookingsAppointment.ReadWrite.All',
    'Bookings.Read.All',
    'Bookings.ReadWrite.All',
    'Bookings.Manage.All',
  ],
  writeBookings: ['Bookings.ReadWrite.All', 'Bookings.Manage.All'],
  staffAvailability: [
    'Bookings.Read.All',
    'Bookings.ReadWrite.All',
    'Bookings.Manage.All',
    'Calendars.Read',
    'Calendars.ReadWrite',
  ],
} as const satisfies Record<string, readonly string[]>;

/** docs/platform/graph.md, “Exchange grants permissions of its own, for some mailboxes”. */
export interface ExchangeAccess {
  /** RBAC for Applications: a permission for some or all mailboxes, in addition to Entra's grants. */
  readonly roles: { readonly permission: string; readonly mailboxes: ReadonlySet<string> | 'all' }[];
  /** The older application access policy: it limits Entra's permissions to these addresses. */
  policy: ReadonlySet<string> | undefined;
}

/** Permissions under the access policy; Calendars.ReadBasic.All, Bookings, presence and shifts are not. */
const UNDER_POLICY = /^(Mail|MailboxSettings|Contacts)\.|^Calendars\.(Read|ReadWrite)$/;

/** Throws Refusal unless the token, or Exchange's grants for that mailbox, allow the call. */
export function insistOnPermission(
  token: Token,
  needs: readonly string[],
  area: Area,
  mailbox: string | undefined,
  exchange: ExchangeAccess,
): void {
  const held = needs.filter((permission) => token.roles.has(permission));
  if (area === 'outlook' || area === 'mail') {
    const address = mailbox?.toLowerCase() ?? '';
    const byExchange = exchange.roles.some(
      ({ permission, mailboxes }) => needs.includes(permission) && (mailboxes === 'all' || mailboxes.has(address)),
    );
    if (byExchange) return;
    const open = held.filter((permission) => !UNDER_POLICY.test(permission));
    if (held.length > 0 && open.length === 0 && exchange.policy && !exchange.policy.has(address))
      throw new Refusal(
        403,
        'ErrorAccessDenied',
        'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
      );
  }
  if (held.length > 0) return;
  throw denied(area, needs, token);
}

function denied(area: Area, needs: readonly string[], token: Token): Refusal {
  switch (area) {
    case 'directory':
      return new Refusal(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
    case 'presence':
    case 'shifts':
      return new Refusal(
        403,
        'Forbidden',
        `Missing role permissions on the request. API requires one of '${needs.join(', ')}'. Roles on the request '${[...token.roles].join(', ')}'.`,
      );
    case 'subscriptions':
      return new Refusal(
        403,
        'ExtensionError',
        'Operation: Create; Exception: [Status Code: Forbidden; Reason: Access is denied. Check credentials and try again.]',
      );
    default:
      return new Refusal(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  }
}

/** The mailbox in a call's path. */
export const mailboxOf = (call: Pick<Call, 'params'>): string | undefined => call.params['user'];
