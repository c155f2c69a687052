import type { ChangeStream, Db } from 'mongodb';
import type { Log } from '../../model/log.ts';
import { asCoded } from '../../model/errors.ts';
import { asStoreError } from './errors.ts';
import { pause } from './patience.ts';

/** After a change stream has broken, in ms. Nothing is lost meanwhile: workers look by themselves every few seconds. */
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
  #closed = false;
  #listening: Promise<void> | undefined;

  constructor(db: Db, o: { by: string; log: Log }) {
    this.#db = db;
    this.#by = o.by;
    this.#log = o.log;
  }

  /** A listener costs a change stream, from the first one on. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#listening ??= this.#hear();
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
    this.#closed = true;
    this.#listeners.clear();
    await this.#stream?.close().catch(() => undefined);
  }

  async #hear(): Promise<void> {
    while (!this.#closed) {
      try {
        this.#stream = this.#db.watch(
          [
            {
              $match: {
                'ns.coll': { $in: ['lanes', 'timers'] },
                // Claims and beginnings are updates: they leave others nothing to do.
                operationType: { $in: ['insert', 'replace'] },
                'fullDocument.by': { $ne: this.#by },
              },
            },
            { $project: { _id: 1 } },
          ],
          { maxAwaitTimeMS: 5_000 },
        );
        while (!this.#closed) {
          await this.#stream.next();
          // Of changes that came together one is enough.
          while (!this.#stream.closed && (await this.#stream.tryNext()) !== null && !this.#closed);
          this.ring();
        }
      } catch (error) {
        await this.#stream?.close().catch(() => undefined);
        if (this.#closed) return;
        this.#log.warn('store.wake-broken', { code: asCoded(asStoreError(error)).code, why: 'polling goes on alone' });
        await pause(PAUSE_MS);
      }
    }
  }
}
