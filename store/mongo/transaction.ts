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
/** Between two tries of the same commit, in ms. */
const COMMIT_PAUSE_MS = 50;

/** One of several commits in a transaction cannot stand, and none of them is to blame but that one. */
export function isOnesFault(error: unknown): boolean {
  return isDuplicate(error) || (error instanceof CallboardError && error.code !== 'STORE_UNREACHABLE');
}

/**
 * One try at a transaction: work, then commit. What is unclear about the commit is asked for again until `until` (as
 * performance.now() counts): docs/platform/mongodb.md, “A commit can be asked for again”.
 *
 * @throws what the work threw, nothing having happened; an error with the label TransientTransactionError when all of
 * it may be tried again; STORE_UNREACHABLE (`unknown`) when the commit's end could not be learnt.
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
    // Ends a transaction that was not committed, too.
    await session.endSession().catch(() => undefined);
  }
}

/**
 * docs/platform/mongodb.md, “A transaction sees more than other readers do”. Whoever is told that a document is not as
 * they saw it must not read it as they saw it once more: a primary waits for others for as long as they lag behind, and
 * eight races would be lost to one and the same change meanwhile. So the word is given when what it is about can be
 * read.
 */
async function untilReadable(client: MongoClient, session: ClientSession): Promise<void> {
  await session.abortTransaction();
  // A member that has just started says the null timestamp, which it would refuse to hear.
  const { t, i } = session.operationTime ?? { t: 0, i: 0 };
  if (t === 0 && i === 0) throw unreachable('MongoDB cannot say yet what was in the way.', 'no');
  // Nothing is looked for: the answer comes once a majority has what the session has seen. The read concern must be
  // this request's own object: docs/platform/mongodb.md, “The driver writes into the read concern it is given”.
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
