import type { MongoClient } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import { CallboardError } from '../../model/errors.ts';
import { asStoreError, hasLabel, isSocketError, TRANSIENT, unreachable } from './errors.ts';
import { checksOf, documentsOf, expectationsOf, type Intent } from './intents.ts';
import { pause } from './patience.ts';
import { isOnesFault, transactOnce } from './transaction.ts';
import { LaneRace, type Done, type IntentWriter, type Outcome } from './writer.ts';

/** At most this many intents and writes in one transaction, so that one that fails does not cost the others much. */
const MAX_INTENTS = 24;
const MAX_WRITES = 200;
/** Between two tries after a collision with another copy: up to this, growing, in ms. */
const PAUSE_MS = 60;

interface Waiting {
  readonly intent: Intent;
  /** As performance.now() counts. */
  readonly until: number;
  readonly done: (done: Done) => void;
  readonly failed: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
  /** Its owner has been told that nobody knows, or that nothing happened. */
  over: boolean;
  /** It is in a transaction that may be committed. */
  running: boolean;
  /** It had to let another one go first, which changes a document that it needs. */
  deferred: boolean;
}

/** The present versions of documents, by `collection/id`; those that are not there are left out. */
export type ReadVersions = (
  wanted: readonly { c: CollectionName; id: string }[],
) => Promise<ReadonlyMap<string, number>>;

/**
 * What is asked for while a transaction is under way goes together in the next one: one copy never collides with
 * itself, and under load ten commits share the requests, and the wait for a majority, that one alone would cost. Each
 * is still all-or-nothing by itself: when one of them cannot stand, each of them goes alone.
 */
export class CommitGroup {
  readonly #client: MongoClient;
  readonly #writer: IntentWriter;
  readonly #versions: ReadVersions;
  readonly #waiting: Waiting[] = [];
  #working = false;
  #idle: (() => void)[] = [];

  constructor(client: MongoClient, writer: IntentWriter, versions: ReadVersions) {
    this.#client = client;
    this.#writer = writer;
    this.#versions = versions;
  }

  /**
   * Gives what became of the intent, once a majority of the replica set has it.
   *
   * @throws STORE_CONFLICT, STORE_DUPLICATE; STORE_UNREACHABLE after `patienceMs`.
   */
  run(intent: Intent, patienceMs: number): Promise<Done> {
    return new Promise((done, failed) => {
      const timer = setTimeout(() => this.#giveUp(waiting), patienceMs);
      const until = performance.now() + patienceMs;
      const waiting: Waiting = { intent, until, done, failed, timer, over: false, running: false, deferred: false };
      this.#waiting.push(waiting);
      // A turn of the event loop, so that what is asked for in the same breath goes together.
      if (!this.#working) {
        this.#working = true;
        setImmediate(() => void this.#work());
      }
    });
  }

  /** Nothing is under way: what is one document's affair needs no company, and no transaction. */
  get free(): boolean {
    return !this.#working;
  }

  /** Comes back when nothing is under way any more. */
  async idle(): Promise<void> {
    if (this.#working) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #work(): Promise<void> {
    for (;;) {
      const group = this.#next();
      if (group.length === 0) break;
      const failed = await this.#tryAll(group);
      // One of them cannot stand, or all of them were too much at once: each alone finds out which.
      for (const one of failed) await this.#tryAll([one]);
      await this.#weedOut();
    }
    this.#working = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The oldest that can go together. */
  #next(): Waiting[] {
    const group: Waiting[] = [];
    const changed = new Set<string>();
    const checked = new Set<string>();
    let writes = 0;
    const later: Waiting[] = [];
    for (const one of this.#waiting.splice(0)) {
      if (one.over) continue;
      const documents = documentsOf(one.intent);
      const checks = checksOf(one.intent);
      const apart =
        documents.every((id) => !changed.has(id) && !checked.has(id)) && checks.every((id) => !changed.has(id));
      writes += one.intent.writes.length;
      const fits = group.length === 0 || (group.length < MAX_INTENTS && writes <= MAX_WRITES);
      if (apart && fits) group.push(one);
      else {
        one.deferred ||= !apart;
        later.push(one);
      }
      // Also what waits is in the way of those behind it: nobody overtakes.
      for (const id of documents) changed.add(id);
      for (const id of checks) checked.add(id);
    }
    this.#waiting.push(...later);
    return group;
  }

  /**
   * Of a hundred who take the same ticket one has got it by now. The others need no transaction each to learn that it
   * is not as they saw it.
   */
  async #weedOut(): Promise<void> {
    const beaten = this.#waiting.filter((one) => one.deferred && !one.over);
    if (beaten.length === 0) return;
    try {
      const versions = await this.#versions(beaten.flatMap(({ intent }) => expectationsOf(intent)));
      for (const one of beaten) {
        const stale = expectationsOf(one.intent).find(({ c, id, v }) => (versions.get(`${c}/${id}`) ?? 0) !== v);
        if (!stale) continue;
        const message = `${stale.c}: no longer so: ${stale.id} at version ${stale.v}.`;
        settle(one, { error: new CallboardError('STORE_CONFLICT', message) });
        one.over = true;
      }
    } catch {
      // They learn it one by one then.
    }
  }

  /** Tries until it is clear what became of them; gives those that must each be tried alone. */
  async #tryAll(members: readonly Waiting[]): Promise<readonly Waiting[]> {
    for (let attempt = 1; ; attempt += 1) {
      const group = members.filter((one) => !one.over);
      if (group.length === 0) return [];
      for (const one of group) one.running = true;
      try {
        const until = () => Math.max(...group.map((one) => one.until));
        const outcomes = await transactOnce(this.#client, until, (session) =>
          this.#writer.carryOut(
            session,
            group.map(({ intent }) => intent),
          ),
        );
        for (const [i, one] of group.entries()) settle(one, outcomes[i]);
        return [];
      } catch (error) {
        for (const one of group) one.running = false;
        if (!mayTryAgain(error)) {
          if (group.length > 1 && isOnesFault(error)) return group;
          for (const one of group) settle(one, { error: asStoreError(error) });
          return [];
        }
      }
      await pause(Math.random() * Math.min(PAUSE_MS, 2 ** attempt));
    }
  }

  #giveUp(one: Waiting): void {
    one.over = true;
    const message = 'MongoDB did not carry out the commit in time.';
    one.failed(unreachable(message, one.running ? 'unknown' : 'no'));
  }
}

function settle(one: Waiting, outcome: Outcome | undefined): void {
  clearTimeout(one.timer);
  if (outcome && 'stands' in outcome) one.done(outcome);
  else one.failed(outcome?.error);
}

/** Somebody else was writing the same, or the primary went away before the commit: nothing has happened. */
function mayTryAgain(error: unknown): boolean {
  return hasLabel(error, TRANSIENT) || isSocketError(error) || error instanceof LaneRace;
}
