import type { Person, Role } from '../../model/person.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import type { PresencePort } from '../ports/presence.ts';
import type { Store } from '../ports/store.ts';
import { keepMeta } from '../records/index.ts';

/** Entra group id to the roles that its members have beside those which the settings give them. */
export type RoleGroups = Readonly<Record<string, readonly Role[]>>;
/** Roles by Entra object id. */
export type GroupRoles = ReadonlyMap<string, readonly Role[]>;

/**
 * Reads who is in each group, also in groups within it, and keeps the answer. A group that cannot be read (Graph does not
 * answer, or GroupMember.Read.All is missing) stands as it last was: nobody may lose or gain a role by an outage. One that
 * was never read gives nobody anything, and the settings alone count.
 */
export async function readRoleGroups(
  { store, log }: Pick<DeskDeps, 'store' | 'log'>,
  groups: RoleGroups,
  port: Pick<PresencePort, 'members'> | undefined,
): Promise<GroupRoles> {
  if (!port || Object.keys(groups).length === 0) {
    // What groups made of people before the settings named none any more holds for nobody who comes later.
    if (await store.get('meta', 'role-groups')) await store.commit([{ op: 'remove', c: 'meta', id: 'role-groups' }]);
    return new Map();
  }
  const before = await knownMembers(store);
  const members: Record<string, readonly string[]> = {};
  for (const groupId of Object.keys(groups)) {
    const read = await port.members(groupId).catch((error: unknown) => {
      log.warn('roles.group-unreadable', { groupId, code: asCoded(error).code, known: groupId in before });
      return undefined;
    });
    const known = read ?? before[groupId];
    if (known) members[groupId] = known;
  }
  const data = { is: 'role-groups', roles: Object.fromEntries(rolesBy(groups, members)), members } as const;
  await keepMeta(store, data);
  return new Map(Object.entries(data.roles));
}

/** As they were last read; for somebody whose Entra id has just become known. */
export async function knownGroupRoles(store: Store): Promise<GroupRoles> {
  const doc = await store.get('meta', 'role-groups');
  return new Map(Object.entries(doc?.data.is === 'role-groups' ? doc.data.roles : {}));
}

/** What somebody is by the settings, and by their groups. */
export function withGroupRoles<P extends Pick<Person, 'roles' | 'entraId'>>(person: P, byGroup: GroupRoles): P {
  const more = person.entraId === undefined ? [] : (byGroup.get(person.entraId.toLowerCase()) ?? []);
  return more.length === 0 ? person : { ...person, roles: [...new Set([...person.roles, ...more])] };
}

async function knownMembers(store: Store): Promise<Readonly<Record<string, readonly string[]>>> {
  const doc = await store.get('meta', 'role-groups');
  return doc?.data.is === 'role-groups' ? doc.data.members : {};
}

function rolesBy(groups: RoleGroups, members: Readonly<Record<string, readonly string[]>>): GroupRoles {
  const found = new Map<string, readonly Role[]>();
  for (const [groupId, roles] of Object.entries(groups)) {
    for (const member of members[groupId] ?? []) {
      const id = member.toLowerCase();
      found.set(id, [...new Set([...(found.get(id) ?? []), ...roles])]);
    }
  }
  return found;
}
