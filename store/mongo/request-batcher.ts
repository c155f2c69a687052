interface Asked<Question, Answer> {
  readonly question: Question;
  readonly done: (answer: Answer) => void;
  readonly failed: (error: unknown) => void;
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * Questions asked one by one, answered together: one request is under way at a time, and what is asked meanwhile goes
 * together in the next. Alone, a question goes at once; under load a request serves many.
 */
export class RequestBatcher<Question, Answer> {
  readonly #request: (questions: readonly Question[]) => Promise<(question: Question, n: number) => Answer>;
  #asked: Asked<Question, Answer>[] = [];
  #working = false;

  /** `request` gives what answers each of the questions, the n-th of them. A failure is everybody's who asked. */
  constructor(request: (questions: readonly Question[]) => Promise<(question: Question, n: number) => Answer>) {
    this.#request = request;
  }

  /** The answer is as new as the question: what is under way already is never used for it. */
  ask(question: Question): Promise<Answer> {
    return new Promise((done, failed) => {
      this.#asked.push({ question, done, failed });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#asked.length > 0) {
      // What is asked for in the same turn of the event loop, also by those who have just been answered, goes together.
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
