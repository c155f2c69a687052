import type { ClientSession, MongoClient } from 'mongodb';
import { CallboardError } from '../../model/errors.ts';
import { hasLabel, isDuplicate, isSocketError, TRANSIENT, UNCLEAR_COMMIT, unreachable } from './errors.ts';
import { pause, PATIENCE_MS } from './patience.ts';

/** https://www.mongodb.com/docs/manual/core/transactions/#read-concern-write-concern-read-preference */
const OPTIONS = {
  readConcern: { level: 'snapshot' },
  // docs/platform/mongodb.md, “What a majority has outlives a failover”.
  writeConcern: { w: 'majority', wtimeoutMS: 5_000 },
  maxCommitTimeMS: 5_000,
} as const;
/** The pause between two tries of the same commit, ms. */
const COMMIT_PAUSE_MS = 50;

/** One of several commits in a transaction cannot be applied; the others are not to blame. */
export function isOnesFault(error: unknown): boolean {
  return isDuplicate(error) || (error instanceof CallboardError && error.code !== 'STORE_UNREACHABLE');
}

/**
 * One try at a transaction: work, then commit. An unclear commit is repeated until `until` (on the scale of
 * performance.now()): docs/platform/mongodb.md, “A commit can be asked for again”.
 *
 * @throws what the work threw, with nothing changed; an error labelled TransientTransactionError when everything may be
 * tried again; STORE_UNREACHABLE (`unknown`) when the outcome of the commit could not be learnt.
 */
export async function transactOnce<T>(
  client: MongoClient,
  until: () => number,
  work: (session: ClientSession) => Promise<T>,
): Promise<T> {
  const session = client.startSession();
  try {
    session.startTransaction(OPTIONS);
    const result = await work(session).catch(async (error: unknown) => {
      if (isOnesFault(error)) await untilReadable(client, session);
      throw error;
    });
    await commit(session, until);
    return result;
  } finally {
    // Also ends a transaction that was not committed.
    await session.endSession().catch(() => undefined);
  }
}

/**
 * docs/platform/mongodb.md, “A transaction sees more than other readers do”. A caller who is told that a document has
 * changed must not read the old version again: a primary waits for lagging members, and eight tries would be lost to
 * the same change. So the conflict is reported once the other change can be read.
 */
async function untilReadable(client: MongoClient, session: ClientSession): Promise<void> {
  await session.abortTransaction();
  // A member that has just started reports the null timestamp, which it would reject in a request.
  const { t, i } = session.operationTime ?? { t: 0, i: 0 };
  if (t === 0 && i === 0) throw unreachable('MongoDB cannot say yet what was in the way.', 'no');
  // This reads nothing: the answer comes once a majority has what the session has seen. The read concern must be an
  // object of its own for this request: docs/platform/mongodb.md, “The driver writes into the read concern it is
  // given”.
  const options = { session, maxTimeMS: PATIENCE_MS, readConcern: { level: 'majority' } } as const;
  await client.db().collection<{ _id: string }>('meta').findOne({ _id: '' }, options);
}

async function commit(session: ClientSession, until: () => number): Promise<void> {
  for (;;) {
    try {
      await session.commitTransaction();
      return;
    } catch (error) {
      const unclear = hasLabel(error, UNCLEAR_COMMIT) || isSocketError(error);
      if (hasLabel(error, TRANSIENT) || !unclear) throw error;
      if (performance.now() >= until()) {
        throw unreachable('MongoDB did not say whether the commit went through.', 'unknown', error);
      }
      await pause(COMMIT_PAUSE_MS);
    }
  }
}
