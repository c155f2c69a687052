import { hundredths, MINUTE } from '../minutes.ts';
import { BELIEFS } from '../policy.ts';
import type { Item } from './line.ts';

/**
 * The chance per ten thousand that work takes longer than `ratio` times its expected length: the tail of a lognormal
 * with sigma 0.8 (measured within one complexity of service-desk work). It is a table because engines differ in the
 * last bit of exp and log, and a record must replay to the byte. Linear between the points.
 */
const TAIL: readonly (readonly [ratio: number, chance: number])[] = [
  [0, 10_000],
  [0.25, 9_584],
  [0.5, 8_068],
  [0.75, 6_404],
  [1, 5_000],
  [1.5, 3_061],
  [2, 1_932],
  [3, 849],
  [4, 416],
  [6, 125],
  [8, 47],
  [12, 10],
  [24, 0],
];

/** The chance per ten thousand that `need` does not fit into `slack` (same unit). Never rises when slack grows. */
export function lateChance(slack: number, need: number): number {
  if (slack <= 0) return 10_000;
  const ratio = slack / Math.max(need, 1);
  for (let i = 1; i < TAIL.length; i++) {
    const [r0, c0] = TAIL[i - 1] ?? [0, 0];
    const [r1, c1] = TAIL[i] ?? [0, 0];
    if (ratio < r1) return Math.round(c0 + ((c1 - c0) * (ratio - r0)) / (r1 - r0));
  }
  return 0;
}

/**
 * The chance of breaking a promise times its cost for this client's tier. It is the worse of two chances: the first
 * answer comes too late (wait plus a few minutes against the time left), or the work does not fit between their start
 * and the deadline. Clocks are used as they are, without nights in between, because those are part of the start.
 */
export const breach: Item = ({ ticket, start, at, policy, handling }) => {
  const promised = ticket.respondBy !== undefined || ticket.resolveBy !== undefined;
  const assumed = (minutes: number) => (promised ? Infinity : ticket.createdAt + minutes * MINUTE);
  const respondBy = ticket.respondBy ?? assumed(BELIEFS.assumedRespondMinutes[ticket.priority]);
  const resolveBy = ticket.resolveBy ?? assumed(BELIEFS.assumedResolveMinutes[ticket.priority]);
  const answer = start.at - at + BELIEFS.firstAnswerMinutes * MINUTE;
  const work = (handling / 100) * MINUTE;
  const chance = Math.max(lateChance(respondBy - at, answer), lateChance(resolveBy - start.at, work));
  return {
    cost: hundredths((chance * policy.breachMinutes[ticket.tier]) / 100),
    basis: promised ? 'fact' : 'assumption',
  };
};
