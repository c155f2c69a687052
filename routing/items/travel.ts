import { fromMinutes } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/** The chance that somebody must go there, times a usual way there and back: nobody's real way is known yet. */
export const travel: Item = ({ ticket }) => ({
  cost: fromMinutes(ticket.onSite * BELIEFS.travelMinutes),
  basis: ticket.onSite === 0 ? 'fact' : 'assumption',
});
