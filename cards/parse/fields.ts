import { z } from 'zod';
import { visible } from '../text.ts';

/** People may type as much as this into one field, in characters. */
export const LONGEST = 500;
/** A dialog asks at most this many questions. */
const MOST_ANSWERS = 10;
const ANSWER_PREFIX = 'answer-';

/** Ids of tickets, people, effects and questions: signs that mean nothing in a path, a query or a log line. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:@~/-]{0,119}$/);
export const version = z.int().min(0);

/** What somebody typed: what cannot be seen is taken out, then it must fit. */
export const typed = z
  .string()
  .max(LONGEST * 20)
  .transform((text) => visible(text).replace(/\s+/gu, ' ').trim())
  .pipe(z.string().max(LONGEST));

/** The input of a question. */
export function answerField(questionId: string): string {
  return `${ANSWER_PREFIX}${questionId}`;
}

/** Answers among a dialog's inputs, by question id; blank ones are left out. `undefined`: one of them cannot be used. */
export function answersIn(
  data: Readonly<Record<string, unknown>>,
):
  | { readonly ok: true; readonly answers: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly field: string } {
  const answers = new Map<string, string>();
  const fields = Object.keys(data).filter((key) => key.startsWith(ANSWER_PREFIX));
  for (const field of fields.slice(0, MOST_ANSWERS)) {
    const question = id.safeParse(field.slice(ANSWER_PREFIX.length));
    const text = typed.safeParse(data[field]);
    if (!question.success || !text.success) return { ok: false, field: field.slice(0, LONGEST) };
    if (text.data !== '') answers.set(question.data, text.data);
  }
  return { ok: true, answers: Object.fromEntries(answers) };
}
