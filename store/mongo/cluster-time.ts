import type { ClientSession } from 'mongodb';
import { CallboardError } from '../../model/errors.ts';

/** 2020-01-01. With 30 bits of seconds, 17 of operations in a second and 6 of effects in a commit, numbers stay exact until 2054. */
const EPOCH_S = 1_577_836_800;
const OPERATIONS = 2 ** 17;
const EFFECTS = 2 ** 6;

/**
 * The first number for the effects of a transaction, known after its first request: the replica set's logical time
 * (docs/platform/mongodb.md, “The cluster time grows from commit to commit”). Numbers therefore grow in commit order
 * across all lanes and instances, without a counter that every commit would have to wait for. Overlapping commits may
 * come in either order; within a lane, lane.ts makes the numbers strictly increasing.
 */
export function firstSeqOf(session: ClientSession): number {
  const time = session.clusterTime?.clusterTime;
  if (!time)
    throw new CallboardError('INTERNAL', 'MongoDB said no cluster time; only replica sets and sharded clusters do.');
  return (time.t - EPOCH_S) * OPERATIONS * EFFECTS + Math.min(time.i, OPERATIONS - 1) * EFFECTS;
}
