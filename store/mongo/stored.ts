import type { ClientSession, Collection, Db } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import type { Effect } from '../../desk/ports/store.ts';

/**
 * What lies in MongoDB. Sharding-ready: every access but a few rare ones (named where they are) goes by `_id`, which is
 * the document's id, the effect's lane or the lease's name, and no unique index spans collections.
 */

/** A document of desk/ports/collections.ts, in the collection of its name: the same four things that SQLite keeps. */
export interface StoredDoc {
  readonly _id: string;
  readonly v: number;
  readonly data: Readonly<Record<string, unknown>>;
  /** When it may go, by the clock of whoever wrote it. `expireAt` is the same as a date, for the TTL index. */
  readonly expiresAt?: number;
  readonly expireAt?: Date;
  /** Grows when a commit insists on the document without changing it, so that a concurrent change collides with it. */
  readonly held?: number;
  /** The store that wrote it, where that wakes others. */
  readonly by?: string;
  /** The schema of the process that wrote it. */
  readonly s: number;
}

/** An effect that has not ended, in its place in the queue of its lane. */
export interface QueuedEffect {
  readonly id: string;
  readonly dest: string;
  /** `teams` of `teams:channel`: what `notDest` may leave out as a whole. */
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
  /** When it may be claimed; absent for a dead letter. Kept at heads only. */
  readonly readyAt?: number;
}

/**
 * The unsettled effects of a lane, oldest first, in one document: whoever changes the lane writes this document, so
 * that MongoDB puts all changes of a lane in one order, and taking, beginning or giving back its head is one update.
 * It is there while the lane has something to do; what is settled lies in `effects`.
 */
export interface StoredLane {
  readonly _id: string;
  readonly head: QueuedEffect;
  readonly rest: readonly QueuedEffect[];
  /** Grows with each transaction that depended on the lane, even one that changed nothing in it. */
  readonly n: number;
  readonly by: string;
  readonly s: number;
}

/** An effect that has ended well, or was dismissed; by its id. */
export interface SettledEffect extends Omit<QueuedEffect, 'id' | 'state'> {
  readonly _id: string;
  readonly lane: string;
  readonly state: 'done';
  readonly s: number;
}

/** One attempt that began: what rate budgets are rebuilt from. */
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

/** The collections of one database, by what lies in them. */
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
