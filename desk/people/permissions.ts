import type { Command } from '../../model/command.ts';
import type { Person, Role } from '../../model/person.ts';

/** Which roles may run which command. Roles are checked only here. */
export const MAY: Readonly<Record<Command['do'], readonly Role[]>> = {
  claim: ['technician'],
  approve: ['dispatcher', 'manager'],
  override: ['technician', 'dispatcher', 'manager'],
  'settle-proposal': ['dispatcher', 'manager'],
  decline: ['technician'],
  'hand-over': ['technician', 'dispatcher', 'manager'],
  release: ['technician', 'dispatcher', 'manager'],
  undo: ['technician', 'dispatcher', 'manager'],
  answer: ['technician', 'dispatcher', 'manager'],
  'offer-visit': ['technician', 'dispatcher', 'manager'],
  'choose-slot': ['technician', 'dispatcher', 'manager'],
  'cancel-visit': ['technician', 'dispatcher', 'manager'],
  'give-visit': ['dispatcher', 'manager'],
  'ask-new-time': ['dispatcher', 'manager'],
  'make-room': ['dispatcher', 'manager'],
  'call-in-sick': ['dispatcher', 'manager'],
  'back-at-work': ['dispatcher', 'manager'],
  'apply-replan': ['dispatcher', 'manager'],
  'leave-replan': ['dispatcher', 'manager'],
  'undo-replan': ['dispatcher', 'manager'],
  'visit-late': ['technician', 'dispatcher', 'manager'],
  pause: ['dispatcher', 'manager', 'admin'],
  resume: ['dispatcher', 'manager', 'admin'],
  'retry-effect': ['dispatcher', 'manager', 'admin'],
  'dismiss-effect': ['dispatcher', 'manager', 'admin'],
  look: ['technician', 'dispatcher', 'manager', 'admin'],
};

/** Whether this person may run the command. A doubtful match holds no role until an admin confirms it. */
export function may(person: Person, what: Command['do']): boolean {
  return person.active && person.matched !== 'doubtful' && person.roles.some((role) => MAY[what].includes(role));
}

/** Dispatchers and managers: they see colleagues' scores and decide for others. */
export function leads(person: Person): boolean {
  return person.matched !== 'doubtful' && person.roles.some((role) => role === 'dispatcher' || role === 'manager');
}
