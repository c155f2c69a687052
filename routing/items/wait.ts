import { fromMinutes, MINUTE } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/**
 * How long the client waits until this technician can start. Unknown hours cost extra: they count neither as free nor
 * as off.
 */
export const wait: Item = ({ member, start, at }) => {
  const minutes = (start.at - at) / MINUTE;
  if (member.facts.shifts === undefined) {
    return { cost: fromMinutes(minutes + BELIEFS.unknownShiftMinutes), basis: 'assumption' };
  }
  return { cost: fromMinutes(minutes), basis: start.assumed ? 'assumption' : 'fact' };
};
