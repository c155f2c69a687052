import type { ClientSession, Collection, Db } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Effect } from '../../desk/ports/store.ts';

/**
 * What is stored in MongoDB. It is ready for sharding: nearly all access uses `_id`, which is the document's id, the
 * effect's lane or the lease's name (exceptions are named where they occur), and no unique index spans collections.
 */

/**
 * A document of desk/ports/collections.ts, in the collection of its name, with the same four fields that SQLite stores.
 */
export interface StoredDoc {
  readonly _id: string;
  readonly v: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it may be removed, by the clock of its writer. `expireAt` is the same as a date, for the TTL index. */
  readonly expiresAt?: number;
  readonly expireAt?: Date;
  /** Incremented when a commit requires the document unchanged, so that a concurrent change collides with it. */
  readonly held?: number;
  /** The store that wrote it, where that wakes other instances. */
  readonly by?: string;
  /** The schema of the process that wrote it. */
  readonly s: number;
}

/** An unsettled effect, at its place in the queue of its lane. */
export interface QueuedEffect {
  readonly id: string;
  readonly dest: string;
  /** The system of its destination, `teams` for `teams:channel`: `notDest` can exclude it as a whole. */
  readonly system: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  readonly coalesce: boolean;
  readonly urgency: number;
  readonly seq: number;
  readonly state: Exclude<Effect['state'], 'done'>;
  readonly attempts: number;
  readonly firstBegunAt?: number;
  readonly begunAt?: number;
  readonly deadline?: number;
  readonly unclear: boolean;
  readonly error?: { readonly code: string; readonly text: string };
  readonly settledAt?: number;
  readonly owner?: string;
  readonly fence: number;
  readonly leaseUntil?: number;
  /** When it may be claimed; absent for a dead letter. Only heads have it. */
  readonly readyAt?: number;
}

/**
 * The unsettled effects of a lane, oldest first, in one document. Every change of the lane writes this document, so
 * MongoDB orders all changes of a lane, and claiming, starting or returning its head is a single update. The document
 * exists while the lane has something to do; settled effects are in `effects`.
 */
export interface StoredLane {
  readonly _id: string;
  readonly head: QueuedEffect;
  readonly rest: readonly QueuedEffect[];
  /** Incremented by each transaction that depended on the lane, even if it changed nothing in it. */
  readonly n: number;
  readonly by: string;
  readonly s: number;
}

/** An effect that succeeded or was dismissed; by its id. */
export interface SettledEffect extends Omit<QueuedEffect, 'id' | 'state'> {
  readonly _id: string;
  readonly lane: string;
  readonly state: 'done';
  readonly s: number;
}

/** One attempt that began: rate budgets are rebuilt from these. */
export interface StoredAttempt {
  readonly _id: string;
  readonly dest: string;
  readonly at: number;
  readonly expireAt: Date;
}

export interface StoredLease {
  readonly _id: string;
  readonly owner: string | null;
  readonly fence: number;
  readonly until: number;
  readonly held?: number;
}

/** The collections of one database, by what they hold. */
export class Collections {
  readonly db: Db;
  readonly lanes: Collection<StoredLane>;
  readonly effects: Collection<SettledEffect>;
  readonly attempts: Collection<StoredAttempt>;
  readonly leases: Collection<StoredLease>;

  constructor(db: Db) {
    this.db = db;
    this.lanes = db.collection('lanes');
    this.effects = db.collection('effects');
    this.attempts = db.collection('attempts');
    this.leases = db.collection('leases');
  }

  documents(c: CollectionName): Collection<StoredDoc> {
    return this.db.collection(c);
  }
}

export type { ClientSession };
