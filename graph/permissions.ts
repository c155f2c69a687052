/**
 * The application permissions that Callboard asks for in Entra. docs/guides/install.md shows this table, the start-up
 * probe tests it, and the conformance test allows nothing else. `needed`: visits require it; each of the others
 * enables one feature.
 */
export const PERMISSIONS = {
  'Calendars.ReadWrite': {
    needed: true,
    scoped: true,
    for: 'Free and busy times of technicians; holds and visits in their calendars; notices of changes.',
    without: 'No calendar can be read, and an unknown calendar is never free: no visit can be offered.',
  },
  'MailboxSettings.Read': {
    needed: false,
    scoped: true,
    for: 'Working hours, time zones and automatic replies of technicians.',
    without: 'Working hours come from the PSA alone, and automatic replies do not keep anybody from being asked.',
  },
  'Mail.Send': {
    needed: true,
    scoped: true,
    for: 'The mails to clients: links, confirmations, moves.',
    without: 'No client gets a link by mail: a dispatcher must send it from the ticket.',
  },
  'Mail.Read': {
    needed: false,
    scoped: true,
    for: 'Looking in Sent Items whether a mail left, after a send without an answer. Scope it to the dispatch mailbox.',
    without: 'After a send without an answer a client may get the same mail twice.',
  },
  'BookingsAppointment.ReadWrite.All': {
    needed: false,
    scoped: false,
    for: 'Appointments in Microsoft Bookings.',
    without: 'No Bookings: visits are plain meetings from the dispatch mailbox (BOOKINGS_MODE=exchange).',
  },
  'Bookings.ReadWrite.All': {
    needed: false,
    scoped: false,
    for: 'Cancelling with a message to the client, and the questions that a service asks.',
    without:
      'Appointments are cancelled by deleting them, which may tell the client nothing, and services ask nothing.',
  },
  'Presence.Read.All': {
    needed: false,
    scoped: false,
    for: 'Who is available, in a meeting or away right now.',
    without: 'Suggestions go by calendars alone: somebody on an unplanned call may be asked.',
  },
  'Schedule.Read.All': {
    needed: false,
    scoped: false,
    for: 'Shifts and time off in Teams Shifts.',
    without: 'Shifts and leave come from the PSA and the calendars alone.',
  },
  'GroupMember.Read.All': {
    needed: false,
    scoped: false,
    for: 'Roles from Entra groups.',
    without: 'Roles come from DESK_ROLES alone.',
  },
} as const satisfies Record<string, PermissionInfo>;

export interface PermissionInfo {
  readonly needed: boolean;
  /**
   * Exchange can limit it to some mailboxes
   * (docs/platform/graph.md, “Exchange grants permissions of its own, for some mailboxes”). All other permissions apply
   * to the whole tenant.
   */
  readonly scoped: boolean;
  readonly for: string;
  readonly without: string;
}

export type Permission = keyof typeof PERMISSIONS;
export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];
