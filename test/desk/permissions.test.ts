import { describe, expect, it } from 'vitest';
import { MAY, may } from '../../desk/people/permissions.ts';
import type { Command } from '../../model/command.ts';
import type { Person, Role } from '../../model/person.ts';

const ROLES: readonly Role[] = ['technician', 'dispatcher', 'manager', 'admin'];

/** Who may do what, as an MSP would say it: T technician, D dispatcher, M manager, A admin. */
const TABLE: Readonly<Record<Command['do'], string>> = {
  claim: 'T',
  approve: 'DM',
  override: 'TDM',
  'settle-proposal': 'DM',
  decline: 'T',
  'hand-over': 'TDM',
  release: 'TDM',
  undo: 'TDM',
  answer: 'TDM',
  'offer-visit': 'TDM',
  'choose-slot': 'TDM',
  'cancel-visit': 'TDM',
  'give-visit': 'DM',
  'visit-late': 'TDM',
  'ask-new-time': 'DM',
  'make-room': 'DM',
  'call-in-sick': 'DM',
  'back-at-work': 'DM',
  'apply-replan': 'DM',
  'leave-replan': 'DM',
  'undo-replan': 'DM',
  pause: 'DMA',
  resume: 'DMA',
  'retry-effect': 'DMA',
  'dismiss-effect': 'DMA',
  look: 'TDMA',
};

function person(more: Partial<Person>): Person {
  return {
    id: 'agent:7',
    name: 'Ana',
    roles: [],
    timeZone: 'UTC',
    language: 'en',
    matched: 'mail',
    active: true,
    ...more,
  };
}

describe('permissions by role', () => {
  it.each(Object.entries(TABLE))('%s: %s', (command, allowed) => {
    for (const role of ROLES) {
      const expected = allowed.includes(role.charAt(0).toUpperCase());
      expect(may(person({ roles: [role] }), command as Command['do']), `${role} ${command}`).toBe(expected);
    }
  });

  it('let one person hold several roles', () => {
    expect(may(person({ roles: ['technician', 'dispatcher'] }), 'claim')).toBe(true);
    expect(may(person({ roles: ['technician', 'dispatcher'] }), 'approve')).toBe(true);
  });

  it('give nothing to people who are doubtful or inactive', () => {
    for (const command of Object.keys(MAY) as Command['do'][]) {
      expect(may(person({ roles: ROLES, matched: 'doubtful' }), command)).toBe(false);
      expect(may(person({ roles: ROLES, active: false }), command)).toBe(false);
    }
  });
});
