import type { Person, Role } from '../../model/person.ts';
import { asCoded } from '../../model/errors.ts';
import type { DeskDeps } from '../deps.ts';
import type { PresencePort } from '../ports/presence.ts';
import type { Store } from '../ports/store.ts';
import { keepMeta } from '../records/index.ts';

/** Roles by Entra group id. Members hold them in addition to their roles from the settings. */
export type RoleGroups = Readonly<Record<string, readonly Role[]>>;
/** Group roles by Entra object id of the person. */
export type GroupRoles = ReadonlyMap<string, readonly Role[]>;

/**
 * Reads the members of each group, nested groups included, and stores the result. When a group cannot be read (Graph is
 * down, or GroupMember.Read.All is missing), its last known members stay, so that an outage neither grants nor revokes
 * a role. A group that was never read grants nothing.
 */
export async function readRoleGroups(
  { store, log }: Pick<DeskDeps, 'store' | 'log'>,
  groups: RoleGroups,
  port: Pick<PresencePort, 'members'> | undefined,
): Promise<GroupRoles> {
  if (!port || Object.keys(groups).length === 0) {
    // The settings no longer name any group: drop the stored roles, so that people who join later do not get them.
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

/** The group roles as last read, for a person whose Entra id has just become known. */
export async function knownGroupRoles(store: Store): Promise<GroupRoles> {
  const doc = await store.get('meta', 'role-groups');
  return new Map(Object.entries(doc?.data.is === 'role-groups' ? doc.data.roles : {}));
}

/** The person with the roles from their settings and their groups. */
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
