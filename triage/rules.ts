import { PhraseBook } from './phrases.ts';
import type { TriagePolicy } from './policy.ts';
import type { CategoryRow, Topic } from './category-row.ts';
import type { Signal } from './signals.ts';

/** A topic, and the kind of work that it points to. */
export interface TopicOf {
  readonly row: CategoryRow;
  readonly topic: Topic;
}

/** A policy's tables, prepared for searching texts. */
export interface Rules {
  readonly topics: PhraseBook<TopicOf>;
  readonly signals: PhraseBook<Signal>;
  /** Phrases that answer a question, by its id. */
  readonly answers: PhraseBook<string>;
  readonly unclear: CategoryRow;
}

/** Built once per policy. A policy never changes; a new one is a new object. */
const made = new WeakMap<TriagePolicy, Rules>();

/** Throws RangeError for a phrase that cannot be found, or for a policy without the row `unclear`. */
export function rulesOf(policy: TriagePolicy): Rules {
  let rules = made.get(policy);
  if (rules === undefined) {
    rules = makeRules(policy);
    made.set(policy, rules);
  }
  return rules;
}

function makeRules({ categories, signals, questions }: TriagePolicy): Rules {
  const unclear = categories.find((row) => row.category === 'unclear');
  if (unclear === undefined) throw new RangeError('A triage policy needs a row for "unclear".');
  return {
    unclear,
    topics: new PhraseBook(
      categories.flatMap((row) => row.topics.map((topic) => [topic.phrases, { row, topic }] as const)),
    ),
    signals: new PhraseBook(signals.map((signal) => [signal.phrases, signal] as const)),
    answers: new PhraseBook(questions.map(({ id, answeredBy }) => [answeredBy, id] as const)),
  };
}
