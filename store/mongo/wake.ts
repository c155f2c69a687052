import type { ChangeStream, Db, Document } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { asCoded } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';
import { pause } from './patience.ts';

/** After a change stream has broken, in ms: docs/platform/mongodb.md, “Change streams are a hint”. */
const PAUSE_MS = 2_000;

/**
 * Hears what other copies committed that may concern waiting workers: timers, and lanes in which there is something to
 * do. A hint only; whoever waits must look by himself, too. This store's own commits wake its listeners at once and
 * are left out here.
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

  /** A listener costs a change stream, from the first one on. */
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

  /** A listener's mistake must not look like a failed commit: what was written stays written. */
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

  /** Until it breaks or is closed, which both throw. */
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
          // Claims and beginnings are updates: they leave others nothing to do.
          operationType: { $in: ['insert', 'replace'] },
          'fullDocument.by': { $ne: this.#by },
        },
      },
      { $project: { _id: 1 } },
    ];
  }
}
