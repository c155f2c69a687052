import { z } from 'zod';
import { visible } from '../text.ts';

/** The most characters that people may type into one field. */
export const LONGEST = 500;
/** The most questions in one dialog. */
const MOST_ANSWERS = 10;
const ANSWER_PREFIX = 'answer-';

/** Ids of tickets, people, effects and questions: characters without meaning in a path, a query or a log line. */
export const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.:@~/-]{0,119}$/);
export const version = z.int().min(0);

/** Typed text: invisible characters are removed, then it must fit. */
export const typed = z
  .string()
  .max(LONGEST * 20)
  .transform((text) => visible(text).replace(/\s+/gu, ' ').trim())
  .pipe(z.string().max(LONGEST));

/** The input of a question. */
export function answerField(questionId: string): string {
  return `${ANSWER_PREFIX}${questionId}`;
}

/** The answers among a dialog's inputs, by question id, without blank ones. `undefined`: one of them is invalid. */
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
