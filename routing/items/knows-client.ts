import { hundredths } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/** What knowing the client saves: time, growing with each ticket solved for the client, and the client's own wish. */
export const knowsClient: Item = ({ ticket, member, handling }) => {
  const id = member.facts.personId;
  const solved = Object.hasOwn(ticket.knows, id) ? (ticket.knows[id] ?? 0) : 0;
  const saved = (handling * BELIEFS.knowsClientSavesPercent * solved) / (100 * (solved + BELIEFS.knowsClientHalfAt));
  const place = ticket.preferred.indexOf(id);
  const wish = place < 0 ? 0 : place === 0 ? BELIEFS.preferredFirstMinutes : BELIEFS.preferredOtherMinutes;
  return { cost: hundredths(-saved - wish * 100), basis: 'fact' };
};
