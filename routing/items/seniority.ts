import { hundredths } from '../minutes.ts';
import { BELIEFS, TIER_RANK } from '../policy.ts';
import type { Item } from './line.ts';

/**
 * Senior time spent on junior work: a share of the handling time per tier above the highest level the work needs.
 * A P1 is never junior work.
 */
export const seniority: Item = ({ ticket, member, handling }) => {
  if (ticket.priority === 1) return { cost: 0, basis: 'fact' };
  const needed = Math.max(1, ...ticket.skills.map((need) => need.level));
  const above = Math.max(0, TIER_RANK[member.facts.tier] - needed);
  return { cost: hundredths((handling * above * BELIEFS.seniorPercentPerTier) / 100), basis: 'fact' };
};
