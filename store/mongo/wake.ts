import type { ChangeStream, Db, Document } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { asCoded } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';
import { pause } from './patience.ts';

/** After a change stream has broken, in ms: docs/platform/mongodb.md, “Change streams are a hint”. */
const PAUSE_MS = 2_000;

/**
 * Listens for commits of other instances that may concern waiting workers: timers, and lanes with something to do. This
 * is only a hint; workers must also look by themselves. Commits of this store wake its listeners directly and are left
 * out here.
 */
export class Wake {
  readonly #db: Db;
  readonly #by: string;
  readonly #log: Log;
  readonly #listeners = new Set<() => void>();
  #stream: ChangeStream | undefined;
  #hearing = false;
  readonly #ending = new AbortController();

  constructor(db: Db, o: { by: string; log: Log }) {
    this.#db = db;
    this.#by = o.by;
    this.#log = o.log;
  }

  /** A listener costs a change stream, starting with the first one. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    if (!this.#hearing) {
      this.#hearing = true;
      void this.#hear();
    }
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** A listener's error must not look like a failed commit: what was written stays written. */
  ring(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#log.error('store.listener-failed', { error: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  async close(): Promise<void> {
    this.#ending.abort();
    this.#listeners.clear();
    await this.#stream?.close().catch(() => undefined);
  }

  async #hear(): Promise<void> {
    while (!this.#closed()) {
      const stream = this.#db.watch(this.#others(), { maxAwaitTimeMS: 5_000 });
      this.#stream = stream;
      try {
        await this.#follow(stream);
      } catch (error) {
        if (this.#closed()) return;
        this.#log.warn('store.wake-broken', { code: asCoded(asStoreError(error)).code, why: 'polling goes on alone' });
        await stream.close().catch(() => undefined);
        await pause(PAUSE_MS);
      }
    }
  }

  #closed(): boolean {
    return this.#ending.signal.aborted;
  }

  /** Runs until the stream breaks or is closed; both throw. */
  async #follow(stream: ChangeStream): Promise<never> {
    for (;;) {
      await stream.next();
      this.ring();
    }
  }

  #others(): Document[] {
    return [
      {
        $match: {
          'ns.coll': { $in: ['lanes', 'timers'] },
          // Claims and starts are updates, which leave others nothing to do.
          operationType: { $in: ['insert', 'replace'] },
          'fullDocument.by': { $ne: this.#by },
        },
      },
      { $project: { _id: 1 } },
    ];
  }
}
