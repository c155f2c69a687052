import { z } from 'zod';
import type { PermissionFinding } from '../desk/ports/presence.ts';
import { GraphFailure, parseJson } from './failure.ts';
import { path, withQuery, type GraphPath } from './path.ts';
import { PERMISSION_NAMES, PERMISSIONS, type Permission } from './permissions.ts';
import type { Transport } from './transport.ts';
import { prefer, zulu } from './wire.ts';

/** What the probe can read: the dispatch mailbox, and whichever of the others are configured. */
export interface ProbeWith {
  readonly mailbox: string;
  readonly businessId?: string;
  readonly shiftTeamId?: string;
  readonly shiftsActAs?: string;
  readonly groupId?: string;
  /** A user's Entra object id. */
  readonly entraId?: string;
}

/**
 * Reports which permissions are granted and what each missing one costs. Each probe is a small read that the permission
 * allows; nothing is written. A permission in our token's roles is granted, and one that is missing from them may be
 * granted all the same (docs/platform/graph.md, “Exchange grants permissions of its own, for some mailboxes”). Never
 * throws: an inconclusive probe is `unknown`.
 */
export async function probePermissions(
  transport: Transport,
  token: () => Promise<string>,
  o: ProbeWith,
): Promise<readonly PermissionFinding[]> {
  const named = await token().then(rolesOf, (): readonly string[] => []);
  const findings: PermissionFinding[] = [];
  for (const permission of PERMISSION_NAMES) {
    const at = named.includes(permission) ? undefined : READS[permission](o, transport.clock.now());
    const granted = named.includes(permission) ? 'yes' : at ? await opened(transport, at, o) : 'unknown';
    const { needed, without } = PERMISSIONS[permission];
    findings.push({ permission, needed, granted, costs: without });
  }
  return findings;
}

/** A harmless read that each permission allows. Writes cannot be probed, and no read needs the permission to send. */
const READS: Readonly<Record<Permission, (o: ProbeWith, now: number) => GraphPath | undefined>> = {
  'Calendars.ReadWrite': ({ mailbox }, now) =>
    withQuery(path`/users/${mailbox}/calendarView`, {
      startDateTime: zulu(now),
      endDateTime: zulu(now + 60_000),
      $select: 'id',
      $top: 1,
    }),
  'MailboxSettings.Read': ({ mailbox }) => withQuery(path`/users/${mailbox}/mailboxSettings`, { $select: 'timeZone' }),
  'Mail.Send': () => undefined,
  'Mail.Read': ({ mailbox }) => withQuery(path`/users/${mailbox}/messages`, { $select: 'id', $top: 1 }),
  'BookingsAppointment.ReadWrite.All': ({ businessId }) =>
    businessId === undefined ? undefined : path`/solutions/bookingBusinesses/${businessId}/services`,
  'Bookings.ReadWrite.All': ({ businessId }) =>
    businessId === undefined ? undefined : path`/solutions/bookingBusinesses/${businessId}/customQuestions`,
  'Presence.Read.All': ({ entraId }) => (entraId === undefined ? undefined : path`/users/${entraId}/presence`),
  'Schedule.Read.All': ({ shiftTeamId }) =>
    shiftTeamId === undefined ? undefined : withQuery(path`/teams/${shiftTeamId}/schedule/shifts`, { $top: 1 }),
  'GroupMember.Read.All': ({ groupId }) =>
    groupId === undefined
      ? undefined
      : withQuery(path`/groups/${groupId}/transitiveMembers`, { $select: 'id', $top: 1 }),
};

async function opened(transport: Transport, at: GraphPath, o: ProbeWith): Promise<PermissionFinding['granted']> {
  const actsAs = at.shape.startsWith('/teams/') && o.shiftsActAs !== undefined;
  const headers = { ...prefer(), ...(actsAs ? { 'MS-APP-ACTS-AS': o.shiftsActAs } : {}) };
  try {
    await transport.send({ method: 'GET', at, headers });
    return 'yes';
  } catch (thrown) {
    return thrown instanceof GraphFailure && thrown.status === 403 ? 'no' : 'unknown';
  }
}

const claims = z.object({ roles: z.array(z.string()).catch([]) });

/** The `roles` of our own token. Only a hint: a token's content is meant for Graph alone. */
function rolesOf(token: string): readonly string[] {
  const body = parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  return claims.safeParse(body).data?.roles ?? [];
}
