import type { Client } from '../model/client.ts';
import type { Person, Role } from '../model/person.ts';
import type { Technician } from '../model/technician.ts';
import type { Category } from '../model/triage.ts';
import { CallboardError, OutsideError } from '../model/errors.ts';
import type { DeskDeps } from './deps.ts';
import type { ChatIdentity } from './ports/chat.ts';
import type { Doc, Query, Store, Write } from './ports/store.ts';
import { leads, takesWork } from './permissions.ts';
import { untilCommitted } from './retry.ts';
import { knownGroupRoles, withGroupRoles, type GroupRoles } from './role-groups.ts';

/** What the MSP says of a person in its settings: matched by mail. Wins over what the PSA says. */
export interface PersonSetting {
  readonly mail: string;
  readonly roles: readonly Role[];
  /** Overrides the match by mail. */
  readonly agentId?: string;
  readonly entraId?: string;
  readonly name?: string;
  readonly timeZone?: string;
}

/** Somebody the PSA knows and the directory does not: still an owner. */
export function agentPersonId(agentId: string): string {
  return `agent:${agentId}`;
}

export async function personIdOfAgent(store: Store, agentId: string): Promise<string> {
  const found = await store.query('people', { index: 'byAgent', eq: [agentId], limit: 1 });
  return found.docs[0]?.id ?? agentPersonId(agentId);
}

/** The agent who stands for this person in the PSA, if any does. */
export async function agentIdOfPerson(store: Store, personId: string): Promise<string | undefined> {
  const unknown = agentPersonId('');
  if (personId.startsWith(unknown)) return personId.slice(unknown.length);
  return (await store.get('people', personId))?.data.agentId;
}

/** Who is this? By the Entra object id that the token vouches for, never by a name or an id inside a card. */
export async function personOf(store: Store, who: ChatIdentity): Promise<Doc<Person>> {
  const found = await store.query('people', { index: 'byEntra', eq: [who.entraId], limit: 1 });
  const person = found.docs[0];
  if (!person?.data.active) {
    throw new CallboardError('PERSON_UNKNOWN', `Nobody in the directory has the Entra id ${who.entraId}.`);
  }
  return person;
}

/** Everybody who may be given work. */
export async function everybody(store: Store, how: Pick<Query, 'fresh'> = {}): Promise<readonly Doc<Person>[]> {
  const people: Doc<Person>[] = [];
  let after: string | undefined;
  do {
    const page = await store.query('people', {
      index: 'byName',
      limit: 500,
      ...how,
      ...(after === undefined ? {} : { after }),
    });
    people.push(...page.docs);
    after = page.next;
  } while (after !== undefined);
  return people;
}

/** Technicians whom somebody means by a name: the whole name, or its first word when no whole one fits. */
export async function namedTechnicians(store: Store, said: string): Promise<readonly Person[]> {
  const name = said.toLowerCase();
  const people = (await everybody(store)).map((doc) => doc.data).filter((person) => takesWork(person));
  const whole = people.filter((person) => person.name.toLowerCase() === name);
  return whole.length > 0 ? whole : people.filter((person) => person.name.toLowerCase().split(' ')[0] === name);
}

/** The people behind mail addresses of the settings; an address whose person left, or that nobody has, is left out. */
async function peopleOfMails(store: Store, mails: readonly string[]): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const mail of mails) {
    const found = await store.query('people', { index: 'byMail', eq: [mail.toLowerCase()], limit: 1 });
    const person = found.docs[0]?.data;
    if (person?.active === true) people.push(person);
  }
  return people;
}

type Coordination = Pick<DeskDeps, 'policy' | 'store'>;

/**
 * Who looks at tickets of this kind when nobody can be found: a setting per category. When those it names are all gone,
 * everybody who leads the desk: a ticket that nobody hears of is lost.
 */
export async function coordinatorsOf(
  { policy, store }: Coordination,
  category: Category | undefined,
): Promise<readonly string[]> {
  const { coordinators } = policy;
  const named = await peopleOfMails(store, coordinators[category ?? 'unclear'] ?? coordinators.default);
  const people = named.length > 0 ? named : await leaders(store);
  return people.map((person) => person.id);
}

/** Who decides about a technician's override of such a ticket: its coordinators who may, or else all who lead. */
export async function decidersOf(
  { policy, store }: Coordination,
  category: Category | undefined,
): Promise<readonly string[]> {
  const { coordinators } = policy;
  const named = await peopleOfMails(store, coordinators[category ?? 'unclear'] ?? coordinators.default);
  const leading = named.filter(leads);
  return (leading.length > 0 ? leading : await leaders(store)).map((person) => person.id);
}

async function leaders(store: Store): Promise<readonly Person[]> {
  return (await everybody(store)).map((doc) => doc.data).filter((person) => person.active && leads(person));
}

/** A name for a person id; agents outside the directory are known by the PSA's name for them. */
export async function namesOf(store: Store, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const unique = [...new Set(ids)];
  const names = new Map((await store.getMany('people', unique)).map((doc) => [doc.id, doc.data.name]));
  const agents = unique.filter((id) => !names.has(id) && id.startsWith('agent:'));
  for (const doc of await store.getMany(
    'technicians',
    agents.map((id) => id.slice('agent:'.length)),
  )) {
    names.set(agentPersonId(doc.id), doc.data.name);
  }
  return names;
}

/**
 * The client, as the PSA told it within the last hour. Throws when the PSA cannot be asked, or is not to be (`ask`), and
 * nothing is known.
 */
export async function clientOf(deps: DeskDeps, clientId: string, { ask = true } = {}): Promise<Client | undefined> {
  const now = deps.clock.now();
  const known = await deps.store.get('clients', clientId);
  if (known && now - known.data.readAt < 3_600_000) return known.data.client;
  let client: Client | undefined;
  try {
    if (!ask) throw new OutsideError('PSA_UNREACHABLE', 'The PSA does not answer.', { done: 'no', retry: 'later' });
    client = await deps.psa.getClient(clientId);
  } catch (error) {
    if (known) return known.data.client;
    throw error;
  }
  if (!client) return undefined;
  const data = { client, readAt: now };
  await untilCommitted(async () => {
    const old = await deps.store.get('clients', clientId);
    await deps.store.commit([
      old
        ? { op: 'put', c: 'clients', id: clientId, data, expect: old.v }
        : { op: 'insert', c: 'clients', id: clientId, data },
    ]);
  });
  return client;
}

/**
 * Joins the PSA's agents with the people of the settings, by mail (case does not matter), and stores both. An agent
 * without a mail, or two with the same one, become `doubtful`: they hold no role until a human settles it in the
 * settings. People who left both stay, inactive: the log still names them.
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

/** Remembers where somebody can be reached, each time they show themselves. */
export async function remember(store: Store, who: ChatIdentity, mail?: string): Promise<void> {
  await untilCommitted(async () => {
    let doc = (await store.query('people', { index: 'byEntra', eq: [who.entraId], limit: 1 })).docs[0];
    if (!doc && mail !== undefined) {
      const byMail = await store.query('people', { index: 'byMail', eq: [mail.toLowerCase()], limit: 2 });
      // Two people with one address: a human has to say which.
      if (byMail.docs.length === 1 && byMail.docs[0]?.data.entraId === undefined) doc = byMail.docs[0];
    }
    if (!doc) return;
    const personal = who.conversation.kind === 'personal';
    const known: Person = {
      ...doc.data,
      entraId: who.entraId,
      teamsId: who.teamsId,
      ...(personal ? { chat: who.conversation } : {}),
    };
    // Nobody waits an hour for what their group makes of them.
    const isNew = doc.data.entraId !== who.entraId;
    const data = isNew ? withGroupRoles(known, await knownGroupRoles(store)) : known;
    if (JSON.stringify(data) === JSON.stringify(doc.data)) return;
    const write: Write = { op: 'put', c: 'people', id: doc.id, data, expect: doc.v };
    await store.commit([write]);
  });
}
