import type { TicketFacts } from '../../model/decision.ts';
import { hundredths } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { SkillFit } from '../skill-fit.ts';
import type { Item } from './line.ts';

/** Expected handling time, hundredths of a minute: effort times the factor of their lowest needed skill. */
export function handlingTime(ticket: Pick<TicketFacts, 'effort' | 'skills'>, fit: SkillFit): number {
  if (ticket.skills.length === 0) return hundredths(ticket.effort * 100);
  const percent = fit.level === undefined ? BELIEFS.handlingUnskilledPercent : BELIEFS.handlingPercent[fit.level];
  return hundredths(ticket.effort * percent);
}

/** The technician's time on it. */
export const handling: Item = ({ handling: cost, fit }) => ({ cost, basis: fit.known ? 'fact' : 'assumption' });
