import type { CollectionName, Documents } from './collections.ts';

/** A stored document and its version, which each put increments. */
export interface Doc<T> {
  readonly id: string;
  readonly v: number;
  readonly data: T;
}

export type Key = string | number | boolean;

/**
 * A query on a declared index (desk/ports/collections.ts). `eq` fixes the first fields; `gte` and `lt` bound the next
 * one. Results are ordered by the index's fields, then by id. `after` is the `next` of the previous page.
 */
export interface Query {
  readonly index: string;
  readonly eq?: readonly Key[];
  readonly gte?: Key;
  readonly lt?: Key;
  readonly desc?: boolean;
  readonly limit: number;
  readonly after?: string;
  /**
   * Bypasses the cache: a store that several instances share may cache people for a second. Use it for a final decision
   * that depends on a person being absent.
   */
  readonly fresh?: true;
}

export interface Found<T> {
  readonly docs: readonly Doc<T>[];
  readonly next?: string;
}

/**
 * One operation of a commit. `expect` is the version that was read; if the stored version differs, the whole commit
 * fails.
 */
export type Write =
  | {
      [C in CollectionName]: { op: 'insert'; c: C; id: string; data: Documents[C]; expiresAt?: number };
    }[CollectionName]
  | {
      [C in CollectionName]: { op: 'put'; c: C; id: string; data: Documents[C]; expect: number; expiresAt?: number };
    }[CollectionName]
  | { op: 'remove'; c: CollectionName; id: string; expect?: number }
  /**
   * Fails the commit when the document has changed since it was read (with `expect: 0`: when it exists). Writes
   * nothing.
   */
  | { op: 'check'; c: CollectionName; id: string; expect: number }
  /** Fails the commit when another owner has taken the lease. */
  | { op: 'fence'; lease: string; fence: number }
  | { op: 'effect'; effect: NewEffect }
  | { op: 'retryEffect'; id: string; dueAt: number }
  | { op: 'dismissEffect'; id: string };

/**
 * Something to do in an outside system, committed together with the state that requires it. Within a `lane`, effects
 * run one at a time in commit order; a dead one blocks only its own lane. The same `id` twice is one effect. With
 * `coalesce`, nothing is added while an effect of the same lane and kind is waiting and no worker has begun it, because
 * that effect will read the newer state.
 */
export interface NewEffect {
  readonly id: string;
  readonly lane: string;
  /** The destination, for rate budgets: `teams:<conversation id>`, `psa`. */
  readonly dest: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  readonly coalesce?: boolean;
  /** Among lanes that are due, higher goes first. */
  readonly urgency?: number;
}

export interface Effect extends NewEffect {
  readonly state: 'waiting' | 'begun' | 'done' | 'dead';
  /** Increases in commit order across all lanes. */
  readonly seq: number;
  readonly attempts: number;
  /** When the first attempt began, counted from the effect's creation or from the last retry of its dead letter. */
  readonly firstBegunAt?: number;
  /** When the last attempt began. It may still take effect outside until `deadline`. */
  readonly begunAt?: number;
  readonly deadline?: number;
  /** An attempt may have landed: check before repeating. */
  readonly unclear: boolean;
  readonly error?: { readonly code: string; readonly text: string };
  readonly settledAt?: number;
}

/**
 * An effect that a worker has leased until `leaseUntil`. Each claim increments the fence, which invalidates results
 * from earlier workers.
 */
export interface Claim {
  readonly effect: Effect;
  readonly owner: string;
  readonly fence: number;
}

export type Settlement =
  | { readonly as: 'done' }
  | {
      readonly as: 'retry';
      readonly at: number;
      readonly unclear: boolean;
      /** Absent: returned unchanged (a rate budget was used up); the previous attempt's error stays. */
      readonly error?: { code: string; text: string };
      readonly countAttempt?: boolean;
    }
  /** `unclear`: it may have landed after all, so a retry of the dead letter checks first. */
  | { readonly as: 'dead'; readonly error: { code: string; text: string }; readonly unclear?: boolean };

export interface Lease {
  readonly name: string;
  readonly owner: string;
  /** Increases with each new holder. */
  readonly fence: number;
}

export interface StoreHealth {
  readonly ok: boolean;
  readonly engine: string;
  readonly schema: number;
  readonly detail?: string;
  /** Why the last write failed (disk full). A restart does not help, but no traffic should arrive meanwhile. */
  readonly trouble?: string;
}

/**
 * The document store. Commits are atomic, and durable when the promise resolves. Every instant comes from the caller:
 * the store has no clock. Reads return the latest committed state, whoever wrote it. The exception is people, whom
 * every card names: they may be up to a second old when another process changed them.
 *
 * Throws CallboardError:
 * - STORE_CONFLICT when a version, check or fence did not hold, and STORE_DUPLICATE for an id or a unique index. By
 *   then, the conflicting state can be read.
 * - STORE_UNREACHABLE when the engine is changing over and can be tried again in some seconds. The commit may have
 *   succeeded, so reread everything before repeating it.
 * - STORE_LOCKED and STORE_BROKEN.
 */
export interface Store {
  // Documents
  get<C extends CollectionName>(c: C, id: string): Promise<Doc<Documents[C]> | undefined>;
  getMany<C extends CollectionName>(c: C, ids: readonly string[]): Promise<readonly Doc<Documents[C]>[]>;
  query<C extends CollectionName>(c: C, q: Query): Promise<Found<Documents[C]>>;
  count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>): Promise<number>;
  commit(writes: readonly Write[]): Promise<void>;
  /** Removes documents whose `expiresAt` has passed and effects settled before `settledBefore`. Returns how many. */
  sweep(now: number, settledBefore: number): Promise<number>;

  // Effects
  /**
   * Claims due effects, at most one per lane: the oldest unsettled one, if it is due, not dead and not leased. After a
   * crash during an attempt, or an unclear one, its deadline must also have passed; such a claim has `unclear: true`.
   * `notDest` excludes destinations, or whole systems: `teams` stands for every `teams:…`. Most urgent first, then
   * oldest.
   */
  claimEffects(q: {
    owner: string;
    now: number;
    leaseMs: number;
    limit: number;
    notDest?: readonly string[];
  }): Promise<readonly Claim[]>;
  /**
   * Marks the attempt as begun before the request is sent. Calling it again with the same claim extends the lease and
   * does not count another attempt. Returns false when the lease was lost: do nothing then.
   */
  beginEffect(claim: Claim, q: { now: number; deadline: number; leaseUntil: number }): Promise<boolean>;
  /**
   * Settles the attempt and commits the writes with it. Returns false when the lease was lost; nothing is written then.
   */
  settleEffect(claim: Claim, settlement: Settlement, now: number, writes?: readonly Write[]): Promise<boolean>;
  getEffect(id: string): Promise<Effect | undefined>;
  listEffects(q: { state: Effect['state']; lane?: string; limit: number }): Promise<readonly Effect[]>;
  countEffects(): Promise<Readonly<Record<Effect['state'], number>>>;
  /** Start times of attempts at these destinations since then, oldest first. Used to rebuild the rate budgets. */
  attemptsSince(destPrefix: string, since: number): Promise<readonly { dest: string; at: number }[]>;
  /** When the next effect becomes due or a lease ends, if any. May be in the past. `notDest` as in claimEffects. */
  nextEffectAt(q?: { notDest?: readonly string[] }): Promise<number | undefined>;

  // Leases
  lease(name: string, owner: string, q: { now: number; ms: number }): Promise<Lease | undefined>;
  release(lease: Lease): Promise<void>;

  // The engine itself
  /** A hint that a commit may concern a waiting worker. Polling remains authoritative. */
  onWake(listener: () => void): () => void;
  migrate(): Promise<{ from: number; to: number }>;
  /** Makes a consistent backup while the store is in use. */
  backup(to: string): Promise<void>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}
