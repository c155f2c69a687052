import { z } from 'zod';
import {
  CLIENT_LIMITS,
  type ClientChoice,
  type ClientMistake,
  type ClientQuestion,
} from '../../../model/client-page.ts';
import { oneLine, severalLines } from '../../client-messages/index.ts';

const MOST_GUESTS = 5;
const address = z.email().max(254);

/** What the client typed, as the form shows it again after a mistake. */
export function typedIn({ slot, guests, phone, note, answers }: ClientChoice): Readonly<Record<string, string>> {
  const cut = (text: string) => text.slice(0, CLIENT_LIMITS.note);
  return {
    slot,
    guests: cut(guests),
    phone: cut(phone),
    note: cut(note),
    ...Object.fromEntries(Object.entries(answers).map(([id, answer]) => [`answer-${id}`, cut(answer)])),
  };
}

/** What a client sent with their choice, read field by field; none of it counts while there is a mistake. */
export function checked(
  { answers, guests, phone, note }: ClientChoice,
  questions: readonly ClientQuestion[],
): {
  mistakes: readonly ClientMistake[];
  guests: readonly string[];
  /** Answers to the questions that were asked; anything else is dropped. */
  answers: Readonly<Record<string, string>>;
  /** Empty: no answer. */
  note: string;
  phone: string;
} {
  const mistakes: ClientMistake[] = [];
  const kept = new Map<string, string>();
  for (const { id, required, options } of questions) {
    const answer = answers[id]?.trim() ?? '';
    // A listed answer is the MSP's own text, which Bookings wants back unchanged.
    if (answer !== '') kept.set(id, options.includes(answer) ? answer : severalLines(answer));
    if (required && answer === '') mistakes.push({ field: `answer-${id}`, why: 'required' });
    else if (answer !== '' && options.length > 0 && !options.includes(answer))
      mistakes.push({ field: `answer-${id}`, why: 'choose-one' });
    if (answer.length > CLIENT_LIMITS.answer) mistakes.push({ field: `answer-${id}`, why: 'too-long' });
  }
  if (phone.length > CLIENT_LIMITS.phone) mistakes.push({ field: 'phone', why: 'too-long' });
  if (note.length > CLIENT_LIMITS.note) mistakes.push({ field: 'note', why: 'too-long' });
  const named = [...new Set(guests.split(/[\s,;]+/).map((one) => one.trim().toLowerCase()))].filter(
    (one) => one !== '',
  );
  if (named.length > MOST_GUESTS) mistakes.push({ field: 'guests', why: 'too-many' });
  else if (named.some((one) => !address.safeParse(one).success))
    mistakes.push({ field: 'guests', why: 'not-an-address' });
  return {
    mistakes,
    guests: mistakes.length === 0 ? named : [],
    answers: Object.fromEntries(kept),
    note: severalLines(note),
    phone: oneLine(phone, CLIENT_LIMITS.phone),
  };
}
