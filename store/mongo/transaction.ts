import type { ClientSession, MongoClient } from 'mongodb';
import { hasLabel, isSocketError, TRANSIENT, UNCLEAR_COMMIT, unreachable } from './errors.ts';
import { pause } from './patience.ts';

/** https://www.mongodb.com/docs/manual/core/transactions/#read-concern-write-concern-read-preference */
const OPTIONS = {
  readConcern: { level: 'snapshot' },
  // A commit that one member alone has written is lost when that member is; a majority keeps it over every failover.
  writeConcern: { w: 'majority', wtimeoutMS: 5_000 },
  maxCommitTimeMS: 5_000,
} as const;
/** Between two tries of the same commit, in ms. */
const COMMIT_PAUSE_MS = 50;

/**
 * One try at a transaction: work, then commit. What is unclear about the commit is asked for again until `until` (as
 * performance.now() counts), for the server knows it by its number and never does it twice
 * (https://www.mongodb.com/docs/manual/core/transactions-in-applications/#retry-commit-operation).
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
    const result = await work(session);
    await commit(session, until);
    return result;
  } finally {
    // Ends a transaction that was not committed, too.
    await session.endSession().catch(() => undefined);
  }
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
