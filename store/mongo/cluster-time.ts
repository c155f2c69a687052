import type { ClientSession } from 'mongodb';
import { CallboardError } from '../../model/errors.ts';

/** 2020-01-01. With 30 bits of seconds, 17 of operations in a second and 6 of effects in a commit, numbers stay exact until 2054. */
const EPOCH_S = 1_577_836_800;
const OPERATIONS = 2 ** 17;
const EFFECTS = 2 ** 6;

/**
 * The first number for effects of a transaction, after its first request: the replica set's logical time
 * (docs/platform/mongodb.md, “The cluster time grows from commit to commit”). So numbers grow in commit order over all
 * lanes and copies, without a counter for which everybody would queue. Of commits that overlap either may be first;
 * within a lane, lane.ts makes the numbers strict.
 */
export function firstSeqOf(session: ClientSession): number {
  const time = session.clusterTime?.clusterTime;
  if (!time)
    throw new CallboardError('INTERNAL', 'MongoDB said no cluster time; only replica sets and sharded clusters do.');
  return (time.t - EPOCH_S) * OPERATIONS * EFFECTS + Math.min(time.i, OPERATIONS - 1) * EFFECTS;
}
