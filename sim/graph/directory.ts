import { badRequest, ok, Refusal, type Call, type Handler } from './answer.ts';
import { context, entityAnswer, list, type ListingRules, type Row } from './listing.ts';
import { CUSTOM_ZONE } from './schedules.ts';
import type { GroupRow, UserRow } from './rows.ts';
import type { GraphState } from './state.ts';
import { graphTime, zoneOf } from './times.ts';

const USER_RULES: ListingRules = {
  type: 'user',
  page: 100,
  most: 999,
  filterable: ['mail', 'userPrincipalName', 'displayName', 'id', 'accountEnabled'],
  orderable: ['displayName', 'userPrincipalName'],
  selectable: ['mailboxSettings', 'givenName', 'surname', 'department', 'proxyAddresses'],
  onDemand: ['accountEnabled'],
};
/** Lists of members have pages of 100. */
const MEMBER_RULES: ListingRules = { ...USER_RULES, type: 'directoryObject' };
const TEAM_RULES: ListingRules = { type: 'team', page: 100, most: 999, filterable: [], orderable: [] };

const notThere = (id: string) =>
  new Refusal(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

/** `/users`, `/groups/{group}/members`, teams and mailbox settings. */
export function directoryResource(
  state: GraphState,
): Readonly<
  Record<'users' | 'user' | 'members' | 'transitiveMembers' | 'mailboxSettings' | 'timeZones' | 'team', Handler>
> {
  const group = (call: Call): GroupRow => {
    const id = call.params['group'] ?? call.params['team'] ?? '';
    const row = state.groups.get(id.toLowerCase());
    if (!row) throw notThere(id);
    return row;
  };
  const membersOf = (row: GroupRow): (UserRow | GroupRow)[] =>
    [...row.members].flatMap((id) => state.users.get(id) ?? state.groups.get(id) ?? []);

  return {
    users: (call) => list(call, USER_RULES, [...state.users.values()].map(userRow)),
    user: (call) => {
      const id = call.params['user'] ?? '';
      const user = state.userOf(id);
      if (!user) throw notThere(id);
      return entityAnswer(call, USER_RULES, userRow(user));
    },
    members: (call) => list(call, MEMBER_RULES, membersOf(group(call)).map(memberRow)),
    transitiveMembers: (call) => {
      const seen = new Set<UserRow | GroupRow>();
      const walk = (row: GroupRow) => {
        for (const member of membersOf(row)) {
          if (seen.has(member)) continue;
          seen.add(member);
          if ('members' in member) walk(member);
        }
      };
      walk(group(call));
      return list(call, MEMBER_RULES, [...seen].map(memberRow));
    },
    mailboxSettings: (call) => {
      const user = state.mailboxOf(call.params['user'] ?? '');
      const select = call.query.get('$select')?.split(',');
      const all = mailboxSettings(user);
      const wrong = select?.find((name) => !(name in all));
      if (wrong !== undefined)
        throw badRequest(`Could not find a property named '${wrong}' on type 'microsoft.graph.mailboxSettings'.`);
      const shown = Object.entries(all).filter(([name]) => select?.includes(name) ?? true);
      return ok({ '@odata.context': context(call), ...Object.fromEntries(shown) });
    },
    timeZones: (call) => {
      state.mailboxOf(call.params['user'] ?? '');
      const names = ['UTC', 'GMT Standard Time', 'W. Europe Standard Time', 'Eastern Standard Time'];
      return ok({
        '@odata.context': context(call),
        value: names.map((name) => {
          const alias = (call.params['timeZone'] ?? '').includes('Iana') ? (zoneOf(name) ?? name) : name;
          return { alias, displayName: name };
        }),
      });
    },
    team: (call) => {
      const row = group(call);
      return entityAnswer(call, TEAM_RULES, { json: { id: row.id, displayName: row.displayName } });
    },
  };
}

function userRow(user: UserRow): Row {
  return {
    json: {
      id: user.id,
      businessPhones: [],
      displayName: user.displayName,
      givenName: user.displayName.split(' ')[0] ?? null,
      jobTitle: user.jobTitle ?? null,
      mail: user.mail,
      mobilePhone: null,
      officeLocation: null,
      preferredLanguage: null,
      surname: user.displayName.split(' ').slice(1).join(' ') || null,
      userPrincipalName: user.mail,
      accountEnabled: user.accountEnabled,
    },
  };
}

function memberRow(member: UserRow | GroupRow): Row {
  return 'members' in member
    ? { json: { '@odata.type': '#microsoft.graph.group', id: member.id, displayName: member.displayName } }
    : { json: { '@odata.type': '#microsoft.graph.user', ...userRow(member).json } };
}

/**
 * A mailbox's settings. They use the Windows name of the zone
 * (docs/platform/graph.md, “Time zones have Windows names, and some have none”).
 */
function mailboxSettings(user: UserRow): Record<string, unknown> {
  const replies = user.automaticReplies;
  const day = { start: 0, end: 86_400_000 };
  const { start, end } = replies.status === 'scheduled' ? replies : day;
  return {
    timeZone: user.timeZone,
    dateFormat: 'dd/MM/yyyy',
    timeFormat: 'HH:mm',
    delegateMeetingMessageDeliveryOptions: 'sendToDelegateOnly',
    automaticRepliesSetting: {
      status: replies.status,
      externalAudience: 'all',
      internalReplyMessage: '',
      externalReplyMessage: '',
      // Present even when the status makes them meaningless.
      scheduledStartDateTime: graphTime(start),
      scheduledEndDateTime: graphTime(end),
    },
    language: { locale: 'en-GB', displayName: 'English (United Kingdom)' },
    workingHours: user.workingHours
      ? {
          daysOfWeek: user.workingHours.days,
          startTime: `${user.workingHours.start}:00.0000000`,
          endTime: `${user.workingHours.end}:00.0000000`,
          timeZone:
            user.timeZone === CUSTOM_ZONE
              ? { '@odata.type': '#microsoft.graph.customTimeZone', name: CUSTOM_ZONE, bias: -60 }
              : { name: user.timeZone },
        }
      : null,
    userPurpose: 'user',
  };
}
