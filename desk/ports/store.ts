import type { CollectionName, Documents } from './collections.ts';

/** A stored document and its version, which grows by one with each put. */
export interface Doc<T> {
  readonly id: string;
  readonly v: number;
  readonly data: T;
}

export type Key = string | number | boolean;

/**
 * A question to a declared index (desk/ports/collections.ts). `eq` fixes the first fields; `gte` and `lt` bound the next
 * one; order is by the index's fields, then by id. `after` is the `next` of the page before.
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
   * As it is now: a store that several copies share may keep people in memory for a second. For what is decided for good
   * on somebody's not being there yet.
   */
  readonly fresh?: true;
}

export interface Found<T> {
  readonly docs: readonly Doc<T>[];
  readonly next?: string;
}

/** One thing that a commit does. `expect` is the version the writer read: another one fails the whole commit. */
export type Write =
  | {
      [C in CollectionName]: { op: 'insert'; c: C; id: string; data: Documents[C]; expiresAt?: number };
    }[CollectionName]
  | {
      [C in CollectionName]: { op: 'put'; c: C; id: string; data: Documents[C]; expect: number; expiresAt?: number };
    }[CollectionName]
  | { op: 'remove'; c: CollectionName; id: string; expect?: number }
  /** Fails the commit when the document has changed since it was read (`expect: 0`: when it exists); writes nothing. */
  | { op: 'check'; c: CollectionName; id: string; expect: number }
  /** Fails the commit when the lease has gone to another owner. */
  | { op: 'fence'; lease: string; fence: number }
  | { op: 'effect'; effect: NewEffect }
  | { op: 'retryEffect'; id: string; dueAt: number }
  | { op: 'dismissEffect'; id: string };

/**
 * Something to do in the outside world, committed together with the state that asks for it.
 * Within a `lane` effects leave one at a time in the order of their commits; a dead one blocks its own lane only.
 * The same `id` twice is one effect. With `coalesce`, nothing is added while an effect of the same lane and kind
 * waits that no worker has begun: it will find the newer state by itself.
 */
export interface NewEffect {
  readonly id: string;
  readonly lane: string;
  /** Where it goes, for rate budgets: `teams:<conversation id>`, `psa`. */
  readonly dest: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly dueAt: number;
  readonly coalesce?: boolean;
  /** Higher goes first among lanes that are due. */
  readonly urgency?: number;
}

export interface Effect extends NewEffect {
  readonly state: 'waiting' | 'begun' | 'done' | 'dead';
  /** Grows across all lanes in commit order. */
  readonly seq: number;
  readonly attempts: number;
  /** When the first attempt began, since its birth or since a dead letter was retried. */
  readonly firstBegunAt?: number;
  /** When the last attempt began, and until when its write may still land outside. */
  readonly begunAt?: number;
  readonly deadline?: number;
  /** An attempt may have landed: look before repeating. */
  readonly unclear: boolean;
  readonly error?: { readonly code: string; readonly text: string };
  readonly settledAt?: number;
}

/** An effect in a worker's hands until `leaseUntil`. The fence grows with each claim: a late worker's word no longer counts. */
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
      /** Absent: given back untouched (a rate budget was spent); the error of the attempt before stays. */
      readonly error?: { code: string; text: string };
      readonly countAttempt?: boolean;
    }
  /** `unclear`: it may have landed nevertheless; whoever retries the dead letter looks first. */
  | { readonly as: 'dead'; readonly error: { code: string; text: string }; readonly unclear?: boolean };

export interface Lease {
  readonly name: string;
  readonly owner: string;
  /** Grows with each new holder. */
  readonly fence: number;
}

export interface StoreHealth {
  readonly ok: boolean;
  readonly engine: string;
  readonly schema: number;
  readonly detail?: string;
  /** Why nothing could be written last (disk full): a restart mends nothing, but no traffic should come meanwhile. */
  readonly trouble?: string;
}

/**
 * Where everything is kept. Document-shaped, all-or-nothing commits, durable when the promise resolves.
 * Throws CallboardError STORE_CONFLICT (a version, check or fence did not hold), STORE_DUPLICATE (an id or a unique
 * index); what was in the way can be read by then. STORE_LOCKED, STORE_BROKEN, and STORE_UNREACHABLE when the engine is
 * changing over and may be asked again in some seconds: a commit that ended so may have been done, and whoever repeats
 * it reads anew first. Every instant is given by the caller: the store has no clock. What is read is what was committed,
 * by whomever; people alone, whom every card names, may be as old as a second where another process changed them.
 */
export interface Store {
  // Documents
  get<C extends CollectionName>(c: C, id: string): Promise<Doc<Documents[C]> | undefined>;
  getMany<C extends CollectionName>(c: C, ids: readonly string[]): Promise<readonly Doc<Documents[C]>[]>;
  query<C extends CollectionName>(c: C, q: Query): Promise<Found<Documents[C]>>;
  count(c: CollectionName, q: Omit<Query, 'limit' | 'after' | 'desc'>): Promise<number>;
  commit(writes: readonly Write[]): Promise<void>;
  /** Removes documents whose `expiresAt` has passed and effects settled before `settledBefore`; gives how many went. */
  sweep(now: number, settledBefore: number): Promise<number>;

  // Effects
  /**
   * Takes due effects, at most one of a lane: the oldest unsettled one, if it is due, not dead, nobody's lease is on
   * it, and (after a crash in mid-attempt, or an unclear one) its deadline has passed; such a claim comes back with
   * `unclear: true`. `notDest` leaves out destinations, or whole systems: `teams` stands for every `teams:…`.
   * Most urgent first, then oldest.
   */
  claimEffects(q: {
    owner: string;
    now: number;
    leaseMs: number;
    limit: number;
    notDest?: readonly string[];
  }): Promise<readonly Claim[]>;
  /**
   * Marks the attempt as under way before the first byte leaves. Again with the same claim: prolongs it and counts
   * nothing. False: the lease was lost, do nothing.
   */
  beginEffect(claim: Claim, q: { now: number; deadline: number; leaseUntil: number }): Promise<boolean>;
  /** Ends the attempt, together with what was learnt. False: the lease was lost, nothing was written. */
  settleEffect(claim: Claim, settlement: Settlement, now: number, writes?: readonly Write[]): Promise<boolean>;
  getEffect(id: string): Promise<Effect | undefined>;
  listEffects(q: { state: Effect['state']; lane?: string; limit: number }): Promise<readonly Effect[]>;
  countEffects(): Promise<Readonly<Record<Effect['state'], number>>>;
  /** When attempts to this kind of destination began since then, oldest first; rebuilds rate budgets after a restart. */
  attemptsSince(destPrefix: string, since: number): Promise<readonly { dest: string; at: number }[]>;
  /** When the next effect becomes due or a lease ends, if any; may be past. `notDest` as in claimEffects. */
  nextEffectAt(q?: { notDest?: readonly string[] }): Promise<number | undefined>;

  // Leases
  lease(name: string, owner: string, q: { now: number; ms: number }): Promise<Lease | undefined>;
  release(lease: Lease): Promise<void>;

  // The engine itself
  /** A hint that something was committed that may concern a waiting worker; polling stays the truth. */
  onWake(listener: () => void): () => void;
  migrate(): Promise<{ from: number; to: number }>;
  /** A consistent copy while the store is in use. */
  backup(to: string): Promise<void>;
  health(): Promise<StoreHealth>;
  close(): Promise<void>;
}
