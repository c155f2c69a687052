interface Asked<Question, Answer> {
  readonly question: Question;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Batches questions: one request runs at a time, and the questions that arrive meanwhile go together in the next one. A
 * single question is sent immediately; under load, one request serves many.
 */
export class RequestBatcher<Question, Answer> {
  readonly #request: (questions: readonly Question[]) => Promise<(question: Question, n: number) => Answer>;
  #asked: Asked<Question, Answer>[] = [];
  #working = false;

  /** `request` returns one answer per question, in the same order. A failure is passed to every caller. */
  constructor(request: (questions: readonly Question[]) => Promise<(question: Question, n: number) => Answer>) {
    this.#request = request;
  }

  /** The answer is at least as new as the question: a request that is already running is never used for it. */
  ask(question: Question): Promise<Answer> {
    return new Promise((done, failed) => {
      this.#asked.push({ question, done, failed });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#asked.length > 0) {
      // Questions from the same turn of the event loop, including those of callers just answered, go together.
      await nextTurn();
      const batch = this.#asked;
      this.#asked = [];
      try {
        const answerTo = await this.#request(batch.map(({ question }) => question));
        for (const [n, { question, done }] of batch.entries()) done(answerTo(question, n));
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
    this.#working = false;
  }
}
