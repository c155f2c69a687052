import { createHash } from 'node:crypto';

/** Somebody who uses the simulated Teams. */
export interface SimPerson {
  /** Short and in the address bar: `?as=dana`. */
  readonly key: string;
  readonly name: string;
  /** What the switcher says beside the name, such as "Dispatcher". */
  readonly role: string;
  readonly mail?: string;
  /** False: the bot gets 403 for this person until they install the app. */
  readonly installed?: boolean;
  /** False: not in the team, so the dispatch channel does not exist for this person. */
  readonly inTeam?: boolean;
}

/** A person with the ids that Teams gives: the same ones for the same key, so that runs repeat. */
export interface SimUser extends Required<Pick<SimPerson, 'key' | 'name' | 'role' | 'mail' | 'inTeam'>> {
  /** The Entra object id. */
  readonly aadObjectId: string;
  /** The Teams id, `29:…`: what refresh.userIds wants. */
  readonly mri: string;
}

export const DEFAULT_PEOPLE: readonly SimPerson[] = [
  { key: 'dana', name: 'Dana Whitfield', role: 'Dispatcher' },
  { key: 'ana', name: 'Ana Moreau', role: 'Technician, L2' },
  { key: 'ben', name: 'Ben Okafor', role: 'Technician, L1' },
  { key: 'chris', name: 'Chris Lindqvist', role: 'Technician, L3' },
  { key: 'mara', name: 'Mara Feld', role: 'Manager' },
];

export function simUser(person: SimPerson): SimUser {
  const hex = createHash('sha256').update(`callboard-sim-person:${person.key}`).digest('hex');
  const objectId = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return {
    key: person.key,
    name: person.name,
    role: person.role,
    mail: person.mail ?? `${person.key}@northwind-msp.example`,
    inTeam: person.inTeam ?? true,
    aadObjectId: objectId.join('-'),
    mri: `29:1${Buffer.from(hex.slice(0, 48), 'hex').toString('base64url')}`,
  };
}
