import { hundredths } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/**
 * The chance that another person must finish it, times the cost of a handover. Either this technician gets stuck, or
 * triage was wrong about the kind of work (1 - confidence), which affects everybody alike.
 */
export const handover: Item = ({ ticket, fit, policy }) => {
  const stuck = fit.level === undefined ? BELIEFS.handoverUnskilledChance : BELIEFS.handoverChance[fit.level];
  const chance = 10_000 - (10_000 - stuck) * ticket.confidence;
  return { cost: hundredths((chance * policy.handoverMinutes) / 100), basis: fit.known ? 'fact' : 'assumption' };
};
