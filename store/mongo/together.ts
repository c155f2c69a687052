interface Asked<T> {
  readonly id: string;
  readonly found: (value: T | undefined) => void;
  readonly failed: (error: unknown) => void;
}

/**
 * Documents asked for one by one, fetched together: one request is under way at a time, and what is asked for
 * meanwhile goes together in the next. Alone, a question goes at once; under load a request serves many.
 */
export class Together<T> {
  readonly #fetch: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
  #asked: Asked<T>[] = [];
  #working = false;

  constructor(fetch: (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>) {
    this.#fetch = fetch;
  }

  /** The answer is as new as the question: what is under way already is never used for it. */
  get(id: string): Promise<T | undefined> {
    return new Promise((found, failed) => {
      this.#asked.push({ id, found, failed });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    // What is asked for in the same breath goes together from the first.
    await Promise.resolve();
    while (this.#asked.length > 0) {
      const batch = this.#asked;
      this.#asked = [];
      try {
        const documents = await this.#fetch([...new Set(batch.map(({ id }) => id))]);
        for (const { id, found } of batch) found(documents.get(id));
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#working = false;
  }
}
