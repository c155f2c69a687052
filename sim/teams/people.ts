import { createHash } from 'node:crypto';

/** A person who uses the simulated Teams. */
export interface SimPerson {
  /** Short; appears in the address bar: `?as=dana`. */
  readonly key: string;
  readonly name: string;
  /** Shown beside the name in the switcher, such as "Dispatcher". */
  readonly role: string;
  readonly mail?: string;
  /** When false, the bot gets 403 for this person until they install the app. */
  readonly installed?: boolean;
  /** When false, the person is not in the team and has no dispatch channel. */
  readonly inTeam?: boolean;
}

/** A person with Teams ids. They are derived from the key, so that runs are repeatable. */
export interface SimUser extends Required<Pick<SimPerson, 'key' | 'name' | 'role' | 'mail' | 'inTeam'>> {
  /** The Entra object id. */
  readonly aadObjectId: string;
  /** The Teams id, `29:…`, as used in refresh.userIds. */
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
