import type { Skill, SkillLevel } from '../../model/technician.ts';
import { pointIn } from './places.ts';
import { randomOf } from './random.ts';
import type { Staff, WorldTechnician } from './world.ts';

const DOMAIN = 'northwind-msp.example';
const LONDON = 'Europe/London';
const NEW_YORK = 'America/New_York';
const DAY = 86_400_000;

type Levels = Readonly<Record<string, SkillLevel>>;
type Row = readonly [
  key: string,
  name: string,
  tier: WorldTechnician['tier'],
  home: string,
  zone: string,
  hours: readonly [string, string],
  skills: Levels,
];

/**
 * Twelve technicians: ten around Reading, two in Boston and New York. Together they cover every kind of work in each
 * region.
 */
const ROWS: readonly Row[] = [
  [
    'ana',
    'Ana Moreau',
    'L2',
    'Reading',
    LONDON,
    ['08:00', '16:30'],
    { 'Microsoft 365': 3, Security: 2, 'Application support': 2, Telephony: 1 },
  ],
  [
    'ben',
    'Ben Okafor',
    'L1',
    'Slough',
    LONDON,
    ['08:00', '16:30'],
    { 'Microsoft 365': 2, Hardware: 2, Printing: 2, Networking: 1 },
  ],
  [
    'chris',
    'Chris Lindqvist',
    'L3',
    'Guildford',
    LONDON,
    ['09:00', '17:30'],
    { Networking: 3, 'Windows Server': 3, Security: 3, Backup: 2, 'Microsoft 365': 2, Telephony: 2, Hardware: 2 },
  ],
  [
    'priya',
    'Priya Nair',
    'L3',
    'Maidenhead',
    LONDON,
    ['09:00', '17:30'],
    { 'Windows Server': 3, Backup: 3, 'Microsoft 365': 3, Security: 2, Networking: 2 },
  ],
  [
    'tom',
    'Tom Weber',
    'L2',
    'Bracknell',
    LONDON,
    ['07:30', '16:00'],
    { Networking: 2, Hardware: 3, Printing: 3, Telephony: 2 },
  ],
  [
    'sofia',
    'Sofia Marino',
    'L1',
    'Reading',
    LONDON,
    ['09:30', '18:00'],
    { 'Microsoft 365': 2, 'Application support': 2, Hardware: 2, Printing: 1 },
  ],
  [
    'james',
    'James Adeyemi',
    'L2',
    'Oxford',
    LONDON,
    ['10:00', '18:30'],
    { 'Windows Server': 2, Backup: 2, Networking: 2, Hardware: 2 },
  ],
  [
    'hannah',
    'Hannah Schulz',
    'L1',
    'Wokingham',
    LONDON,
    ['08:30', '17:00'],
    { 'Microsoft 365': 2, Telephony: 2, Printing: 2, Hardware: 1 },
  ],
  [
    'luca',
    'Luca Bianchi',
    'L2',
    'Basingstoke',
    LONDON,
    ['09:00', '17:30'],
    { 'Application support': 3, 'Microsoft 365': 2, 'Windows Server': 2 },
  ],
  [
    'grace',
    'Grace Kim',
    'L1',
    'Windsor',
    LONDON,
    ['09:00', '17:30'],
    { Hardware: 2, Printing: 2, 'Microsoft 365': 1, 'Application support': 1 },
  ],
  [
    'marcus',
    'Marcus Reed',
    'L2',
    'New York',
    NEW_YORK,
    ['08:30', '17:00'],
    { 'Microsoft 365': 2, Networking: 2, Security: 2, Printing: 2, 'Application support': 2 },
  ],
  [
    'elena',
    'Elena Torres',
    'L3',
    'Boston',
    NEW_YORK,
    ['09:00', '17:30'],
    { Security: 3, 'Windows Server': 3, Networking: 3, Backup: 2, Telephony: 2, Hardware: 2 },
  ],
];

const EVIDENCE: Readonly<Record<SkillLevel, readonly string[]>> = {
  1: ['shadowed two jobs', 'course begun'],
  2: ['five tickets reviewed', 'vendor course', 'team lead’s word'],
  3: ['vendor certificate', 'teaches it', 'twenty tickets reviewed'],
};

/**
 * The technicians on a given day. Luca is on leave from two days before until eight days after it; Chris is on call.
 */
export function technicians(seed: number, now: number): readonly WorldTechnician[] {
  return ROWS.map(([key, name, tier, home, timeZone, hours, levels]) => {
    const random = randomOf(seed, 'skills', key);
    const skills = Object.entries(levels).map(([skill, level]): Skill => {
      const on = new Date(now - (20 + random.below(500)) * DAY).toISOString().slice(0, 10);
      return { name: skill, level, evidence: random.pick(EVIDENCE[level]), on };
    });
    const today = now - (now % DAY);
    return {
      key,
      name,
      mail: `${key}@${DOMAIN}`,
      tier,
      home,
      homePoint: pointIn(home, seed, key),
      timeZone,
      hours,
      skills,
      onCall: key === 'chris',
      ...(key === 'luca' ? { leave: { start: today - 2 * DAY, end: today + 8 * DAY, reason: 'Annual leave' } } : {}),
    };
  });
}

/** Staff who are not technicians. Dana has the job that this product is for. */
export const STAFF: readonly Staff[] = [
  { key: 'dana', name: 'Dana Whitfield', mail: `dana@${DOMAIN}`, timeZone: LONDON, role: 'dispatcher' },
  { key: 'marc', name: 'Marc Delaney', mail: `marc@${DOMAIN}`, timeZone: LONDON, role: 'manager' },
  { key: 'ines', name: 'Ines Carvalho', mail: `ines@${DOMAIN}`, timeZone: LONDON, role: 'admin' },
];
