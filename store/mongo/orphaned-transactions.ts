import type { Binary, MongoClient, UUID } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { asCoded } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';

/** Whoever has waited for so long looks whether a transaction that was left behind is in the way, and again after as long; ms. */
const LOOK_AFTER_MS = 700;
/** An open transaction from which so long nothing was heard belongs to a copy that is dead, or stands still; ms. */
const SILENT_MS = 1_000;

/**
 * Transactions whose copy has died in the middle: docs/platform/mongodb.md, “An abandoned transaction blocks others for
 * a minute”. What they wrote may be a ticket, a lane, or the lease of the dead copy itself.
 *
 * A copy that lives and was only slow begins its transaction anew: docs/platform/mongodb.md, “A transient error means
 * that nothing happened”. Needs no right but to one's own sessions; where that is refused the minute is waited for.
 */
export class OrphanedTransactions {
  readonly #client: MongoClient;
  readonly #appName: string;
  readonly #log: Log;
  #lookedAt = -Infinity;

  constructor(client: MongoClient, log: Log) {
    this.#client = client;
    this.#appName = client.options.appName ?? '';
    this.#log = log;
  }

  /** Does work that writes, and sees to it that no dead copy is in its way. */
  async outOfTheWayOf<T>(work: () => Promise<T>): Promise<T> {
    const looks = setInterval(() => void this.#end(), LOOK_AFTER_MS);
    try {
      return await work();
    } finally {
      clearInterval(looks);
    }
  }

  async #end(): Promise<void> {
    const now = performance.now();
    // However many wait, one of them looks.
    if (now - this.#lookedAt < LOOK_AFTER_MS / 2) return;
    this.#lookedAt = now;
    try {
      const silent = await this.#silent();
      if (silent.length === 0) return;
      await this.#client.db('admin').command({ killSessions: silent.map(({ lsid }) => ({ id: lsid.id })) });
      this.#log.warn('store.unblocked', { transactions: silent.length, why: 'a copy ended in the middle of them' });
    } catch (error) {
      this.#log.debug('store.not-unblocked', { code: asCoded(asStoreError(error)).code });
    }
  }

  #silent() {
    return this.#client
      .db('admin')
      .aggregate<{ lsid: { id: UUID | Binary } }>(
        [
          { $currentOp: { idleSessions: true, allUsers: false } },
          {
            $match: {
              type: 'idleSession',
              appName: this.#appName,
              'transaction.timeInactiveMicros': { $gt: SILENT_MS * 1_000 },
            },
          },
          { $project: { lsid: 1 } },
        ],
        { readConcern: { level: 'local' }, maxTimeMS: LOOK_AFTER_MS },
      )
      .toArray();
  }
}
