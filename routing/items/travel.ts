import { fromMinutes } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/** The chance of an on-site visit, times the usual travel there and back: nobody's real travel is known yet. */
export const travel: Item = ({ ticket }) => ({
  cost: fromMinutes(ticket.onSite * BELIEFS.travelMinutes),
  basis: ticket.onSite === 0 ? 'fact' : 'assumption',
});
