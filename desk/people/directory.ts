import type { Person } from '../../model/person.ts';
import { CallboardError } from '../../model/errors.ts';
import type { ChatIdentity } from '../ports/chat.ts';
import type { Doc, Query, Store, Write } from '../ports/store.ts';
import { untilCommitted } from '../records/index.ts';
import { knownGroupRoles, withGroupRoles } from './role-groups.ts';

/** The person id of an agent who is missing from the directory but can still own tickets. */
export function agentPersonId(agentId: string): string {
  return `agent:${agentId}`;
}

export async function personIdOfAgent(store: Store, agentId: string): Promise<string> {
  const found = await store.query('people', { index: 'byAgent', eq: [agentId], limit: 1 });
  return found.docs[0]?.id ?? agentPersonId(agentId);
}

/** The person's PSA agent, if there is one. */
export async function agentIdOfPerson(store: Store, personId: string): Promise<string | undefined> {
  const unknown = agentPersonId('');
  if (personId.startsWith(unknown)) return personId.slice(unknown.length);
  return (await store.get('people', personId))?.data.agentId;
}

/** Identifies a person by the Entra object id in the verified token, never by a name or id from a card. */
export async function personOf(store: Store, who: ChatIdentity): Promise<Doc<Person>> {
  const found = await store.query('people', { index: 'byEntra', eq: [who.entraId], limit: 1 });
  const person = found.docs[0];
  if (!person?.data.active) {
    throw new CallboardError('PERSON_UNKNOWN', `Nobody in the directory has the Entra id ${who.entraId}.`);
  }
  return person;
}

/** Everybody in the directory. */
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

/** Names by person id. Agents outside the directory keep the name that the PSA has for them. */
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

/** Stores how to reach a person in Teams, each time they interact. */
export async function remember(store: Store, who: ChatIdentity, mail?: string): Promise<void> {
  await untilCommitted(async () => {
    let doc = (await store.query('people', { index: 'byEntra', eq: [who.entraId], limit: 1 })).docs[0];
    if (!doc && mail !== undefined) {
      const byMail = await store.query('people', { index: 'byMail', eq: [mail.toLowerCase()], limit: 2 });
      // When two people share an address, an admin has to say which one it is.
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
    // A new person gets their group roles now instead of at the next hourly sync.
    const isNew = doc.data.entraId !== who.entraId;
    const data = isNew ? withGroupRoles(known, await knownGroupRoles(store)) : known;
    if (JSON.stringify(data) === JSON.stringify(doc.data)) return;
    const write: Write = { op: 'put', c: 'people', id: doc.id, data, expect: doc.v };
    await store.commit([write]);
  });
}
