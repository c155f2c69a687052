import type { Tier } from '../model/client.ts';
import type { Priority } from '../model/ticket.ts';

/** Priority by impact (rows: whole client, team, one person) and urgency (columns: stopped, hindered, can wait). */
export type PriorityMatrix = readonly [Row, Row, Row];
type Row = readonly [Priority, Priority, Priority];

/**
 * Impact x urgency x the client's agreement. A client that has stopped working is P1 in every tier: ransomware does not
 * ask for the contract. Below that, silver moves a team up a step, and gold moves everybody up.
 */
export const PRIORITY_MATRIX: Readonly<Record<Tier, PriorityMatrix>> = {
  gold: [
    /* whole client */ [1, 1, 2],
    /* team         */ [1, 2, 3],
    /* one person   */ [2, 3, 4],
  ],
  silver: [
    /* whole client */ [1, 2, 3],
    /* team         */ [2, 2, 3],
    /* one person   */ [3, 3, 4],
  ],
  bronze: [
    /* whole client */ [1, 2, 3],
    /* team         */ [2, 3, 4],
    /* one person   */ [3, 3, 4],
  ],
  none: [
    /* whole client */ [1, 2, 4],
    /* team         */ [2, 3, 4],
    /* one person   */ [3, 4, 4],
  ],
};

/** Reads the matrix. */
export function priorityOf(matrix: PriorityMatrix, impact: 1 | 2 | 3, urgency: 1 | 2 | 3): Priority {
  const row = [undefined, ...matrix] as const;
  const [stopped, hindered, canWait] = row[impact];
  return urgency === 1 ? stopped : urgency === 2 ? hindered : canWait;
}
