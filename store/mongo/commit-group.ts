import type { MongoClient } from 'mongodb';
import type { CollectionName } from '../../desk/ports/collections.ts';
import { CallboardError } from '../../model/errors.ts';
import { asStoreError, hasLabel, isSocketError, TRANSIENT, unreachable } from './errors.ts';
import { checksOf, documentsOf, expectationsOf, type Intent } from './intents.ts';
import { pause } from './patience.ts';
import { isOnesFault, transactOnce } from './transaction.ts';
import { LaneRace, type Done, type IntentWriter, type Outcome } from './writer.ts';

/** At most this many intents and writes share a transaction, so that a failing one costs the others little. */
const MAX_INTENTS = 24;
const MAX_WRITES = 200;
/** The longest pause between two tries after a collision with another instance, growing, ms. */
const PAUSE_MS = 60;

interface Waiting {
  readonly intent: Intent;
  /** On the scale of performance.now(). */
  readonly until: number;
  readonly done: (done: Done) => void;
  readonly failed: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
  /** Its caller has already been told that the outcome is unknown, or that nothing happened. */
  over: boolean;
  /** It is in a transaction that may be committed. */
  running: boolean;
  /** It waits for another intent that changes a document it needs. */
  deferred: boolean;
}

/** The current versions of documents, by `collection/id`; missing documents are left out. */
export type ReadVersions = (
  wanted: readonly { c: CollectionName; id: string }[],
) => Promise<ReadonlyMap<string, number>>;

/**
 * Groups the commits that are requested while a transaction is running into the next one. An instance never collides
 * with itself, and under load ten commits share the requests and the wait for a majority. Each commit is still
 * all-or-nothing: when one of them cannot be applied, each is tried alone.
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
   * Returns the result of the intent once a majority of the replica set has it.
   *
   * @throws STORE_CONFLICT, STORE_DUPLICATE; STORE_UNREACHABLE after `patienceMs`.
   */
  run(intent: Intent, patienceMs: number): Promise<Done> {
    return new Promise((done, failed) => {
      const timer = setTimeout(() => this.#giveUp(waiting), patienceMs);
      const until = performance.now() + patienceMs;
      const waiting: Waiting = { intent, until, done, failed, timer, over: false, running: false, deferred: false };
      this.#waiting.push(waiting);
      // Waits one turn of the event loop, so that requests made together are committed together.
      if (!this.#working) {
        this.#working = true;
        setImmediate(() => void this.#work());
      }
    });
  }

  /** When nothing is running, a commit of a single document needs neither company nor a transaction. */
  get free(): boolean {
    return !this.#working;
  }

  /** Returns when no commit is running any more. */
  async idle(): Promise<void> {
    if (this.#working) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  async #work(): Promise<void> {
    for (;;) {
      const group = this.#next();
      if (group.length === 0) break;
      const failed = await this.#tryAll(group);
      // One of them cannot be applied, or together they were too many: trying each alone shows which.
      for (const one of failed) await this.#tryAll([one]);
      await this.#weedOut();
    }
    this.#working = false;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** The oldest intents that can share a transaction. */
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
      // An intent that waits also blocks those behind it: nobody overtakes.
      for (const id of documents) changed.add(id);
      for (const id of checks) checked.add(id);
    }
    this.#waiting.push(...later);
    return group;
  }

  /**
   * When a hundred people take the same ticket, one has it by now. The others learn that the ticket has changed without
   * a transaction each.
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
      // If that read fails, each learns it from its own transaction.
    }
  }

  /** Tries until the outcome is known; returns the intents that must each be tried alone. */
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

/** Another instance wrote the same document, or the primary left before the commit: nothing has happened. */
function mayTryAgain(error: unknown): boolean {
  return hasLabel(error, TRANSIENT) || isSocketError(error) || error instanceof LaneRace;
}
