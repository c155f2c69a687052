import { z } from 'zod';
import type { ClientChoice } from '../../model/client-page.ts';

/**
 * Parses one field: the first value when the name was sent more than once, or an empty text when it is not a string.
 * Browsers send line breaks as CRLF.
 */
const field = z
  .preprocess((value: unknown) => (Array.isArray(value) ? (value as unknown[])[0] : value), z.string())
  .transform((text) => text.replace(/\r\n?/g, '\n').trim())
  .catch('');
const fields = z.record(z.string(), field).catch({});

const ANSWER = 'answer-';

/** Reads a form's fields as strings. The desk decides whether they are valid. */
export function readForm(body: unknown): (name: string) => string {
  const sent = new Map(Object.entries(fields.parse(body)));
  return (name) => sent.get(name) ?? '';
}

export function readChoice(body: unknown): ClientChoice {
  const sent = fields.parse(body);
  const text = readForm(body);
  const answers = Object.entries(sent)
    .filter(([name]) => name.startsWith(ANSWER))
    .map(([name, answer]) => [name.slice(ANSWER.length), answer] as const);
  return {
    slot: text('slot'),
    answers: Object.fromEntries(answers),
    guests: text('guests'),
    phone: text('phone'),
    note: text('note'),
  };
}
