import type { Person, Role } from '../../model/person.ts';
import type { Technician } from '../../model/technician.ts';
import type { DeskDeps } from '../deps.ts';
import { agentPersonId, everybody } from './directory.ts';
import type { Store } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { withGroupRoles, type GroupRoles } from './role-groups.ts';

/** A person in the MSP's settings, matched by mail. Takes precedence over the PSA. */
export interface PersonSetting {
  readonly mail: string;
  readonly roles: readonly Role[];
  /** Overrides the match by mail. */
  readonly agentId?: string;
  readonly entraId?: string;
  readonly name?: string;
  readonly timeZone?: string;
}

/**
 * Matches the PSA's agents with the people in the settings by mail (ignoring case) and stores the result. An agent
 * without a mail address, or with one that another agent shares, becomes `doubtful`: they hold no role until an admin
 * settles it in the settings. People who left both stay as inactive, because the log still refers to them.
 */
export async function joinDirectory(
  deps: DeskDeps,
  technicians: readonly Technician[],
  settings: readonly PersonSetting[],
  byGroup: GroupRoles = new Map(),
): Promise<void> {
  const { store, policy } = deps;
  const mailOf = (mail: string | undefined) => mail?.trim().toLowerCase();
  const counts = new Map<string, number>();
  for (const technician of technicians) {
    const mail = mailOf(technician.email);
    if (mail !== undefined && technician.active) counts.set(mail, (counts.get(mail) ?? 0) + 1);
  }
  const wanted = new Map<string, Omit<Person, 'teamsId' | 'chat'>>();
  for (const technician of technicians) {
    const byHand = settings.find((s) => s.agentId === technician.id);
    const mail = mailOf(byHand?.mail ?? technician.email);
    const setting = byHand ?? settings.find((s) => s.agentId === undefined && mailOf(s.mail) === mail);
    const certain = setting?.agentId === technician.id || (mail !== undefined && counts.get(mail) === 1);
    const id = agentPersonId(technician.id);
    wanted.set(id, {
      id,
      name: setting?.name ?? technician.name,
      agentId: technician.id,
      ...(mail === undefined ? {} : { mail }),
      ...(setting?.entraId === undefined ? {} : { entraId: setting.entraId }),
      roles: setting?.roles ?? ['technician'],
      timeZone: setting?.timeZone ?? technician.timeZone ?? policy.timeZone,
      language: 'en',
      matched: setting?.agentId === technician.id ? 'manual' : certain ? 'mail' : 'doubtful',
      active: technician.active,
    });
  }
  for (const setting of settings) {
    const mail = mailOf(setting.mail);
    if (mail === undefined || [...wanted.values()].some((person) => person.mail === mail)) continue;
    const id = `mail:${mail}`;
    wanted.set(id, {
      id,
      name: setting.name ?? setting.mail,
      mail,
      ...(setting.entraId === undefined ? {} : { entraId: setting.entraId }),
      roles: setting.roles,
      timeZone: setting.timeZone ?? policy.timeZone,
      language: 'en',
      matched: 'mail',
      active: true,
    });
  }
  for (const person of wanted.values()) await untilCommitted(() => savePerson(store, person, byGroup));
  for (const technician of technicians) await untilCommitted(() => saveTechnician(store, technician));
  for (const old of await everybody(store)) {
    if (wanted.has(old.id) || !old.data.active) continue;
    await untilCommitted(() => leave(store, old.id));
  }
}

async function leave(store: Store, personId: string): Promise<void> {
  const old = await store.get('people', personId);
  if (!old?.data.active) return;
  await store.commit([{ op: 'put', c: 'people', id: old.id, data: { ...old.data, active: false }, expect: old.v }]);
}

async function savePerson(store: Store, person: Omit<Person, 'teamsId' | 'chat'>, byGroup: GroupRoles): Promise<void> {
  const old = await store.get('people', person.id);
  const data: Person = withGroupRoles({ ...old?.data, ...person }, byGroup);
  if (old && JSON.stringify(old.data) === JSON.stringify(data)) return;
  await store.commit([
    old
      ? { op: 'put', c: 'people', id: person.id, data, expect: old.v }
      : { op: 'insert', c: 'people', id: person.id, data },
  ]);
}

async function saveTechnician(store: Store, technician: Technician): Promise<void> {
  const old = await store.get('technicians', technician.id);
  if (old && JSON.stringify(old.data) === JSON.stringify(technician)) return;
  await store.commit([
    old
      ? { op: 'put', c: 'technicians', id: technician.id, data: technician, expect: old.v }
      : { op: 'insert', c: 'technicians', id: technician.id, data: technician },
  ]);
}
