import { fromMinutes } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/** Minutes for what they were given today and what they hold open, so that the fastest technician is not worn out. */
export const fairness: Item = ({ member }) => ({
  cost: fromMinutes(
    member.givenToday * BELIEFS.fairnessPerGivenMinutes + member.openTickets * BELIEFS.fairnessPerOpenMinutes,
  ),
  basis: 'fact',
});
