import type { Binary, MongoClient, UUID } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { asCoded } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';

/**
 * A writer that has waited this long looks for an orphaned transaction in its way, and looks again after the same time;
 * ms.
 */
const LOOK_AFTER_MS = 700;
/** An open transaction that has been silent for this long belongs to a dead or stalled instance; ms. */
const SILENT_MS = 1_000;

/**
 * Ends transactions whose instance died in the middle: docs/platform/mongodb.md, “An abandoned transaction blocks
 * others for a minute”. Such a transaction may have written a ticket, a lane, or the lease of the dead instance.
 *
 * An instance that was only slow starts its transaction again: docs/platform/mongodb.md, “A transient error means that
 * nothing happened”. This needs no right except to one's own sessions; where that is refused, writers wait for the
 * minute.
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

  /** Runs work that writes, and makes sure that no dead instance blocks it. */
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
    // However many wait, only one of them looks.
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
