import type { Ticket } from '../model/ticket.ts';
import type { Question, TicketType } from '../model/triage.ts';
import type { TriagePolicy } from './policy.ts';
import { ALWAYS_ASKED, type AnsweringFact, type QuestionRow } from './questions-table.ts';
import { rulesOf } from './rules.ts';
import type { Kind } from './score.ts';
import type { TextPart, TicketText } from './text-parts.ts';

const MOST_QUESTIONS = 3;
/** How much of a text is searched for patterns; answers come earlier or not at all. */
const LOOKED_AT = 10_000;

/** Patterns that answer a question. Every repetition is bounded, so that no text can make them slow. */
const SHAPES: Readonly<Record<AnsweringFact, RegExp>> = {
  'device-name': /\b[A-Za-z]{2,12}[-_]?(?:[A-Za-z]{1,8}[-_])?\d{2,6}\b/u,
  'quoted-text': /["“„«'‘][^"”“»\n]{4,160}["”“»'’]/u,
  date: /\b\d{1,2}[./:-]\d{1,2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mai|okt|dez)/iu,
  number: /\b\d{1,4}\b/u,
  'phone-number': /\+?\d[\d ()/-]{6,20}\d/u,
  'file-name': /[\w-]{1,60}\.[A-Za-z]{3,4}\b/u,
};

/**
 * What must be asked before somebody can start: at most three questions, most needed first, which the kind of work
 * lists and the ticket does not answer already. Machines are asked nothing.
 */
export function questionsFor(
  ticket: Ticket,
  text: TicketText,
  { row, topics }: Kind,
  type: TicketType,
  agreementDoubtful: boolean,
  policy: TriagePolicy,
): readonly Question[] {
  const said = [text.title, text.body];
  const answered = new Set(said.flatMap((part) => rulesOf(policy).answers.find(part.tokens)).map((hit) => hit.of));
  const met = new Set(topics.map((topic) => `${row.category}.${topic.id}`));
  const lacks = {
    contact: ticket.contact === undefined && type !== 'alert',
    agreement: agreementDoubtful,
  };
  const wanted = [...ALWAYS_ASKED.filter((one) => lacks[one.lacks]).map((one) => one.id), ...row.questions];
  return wanted
    .flatMap((id) => policy.questions.find((question) => question.id === id) ?? [])
    .filter((question) => !(type === 'alert' && question.ask === 'contact'))
    .filter((question) => !answered.has(question.id) && !isShown(question, said) && fits(question, met))
    .slice(0, MOST_QUESTIONS)
    .map(({ id, ask }) => ({ id, words: `question.${id}`, ask }));
}

function fits({ notFor, onlyFor }: QuestionRow, met: ReadonlySet<string>): boolean {
  if (notFor?.some((topic) => met.has(topic))) return false;
  return onlyFor === undefined || onlyFor.some((topic) => met.has(topic));
}

function isShown({ answeredByFact }: QuestionRow, said: readonly TextPart[]): boolean {
  if (answeredByFact === undefined) return false;
  return said.some(({ text, spans }) => {
    const from = spans[0]?.start ?? 0;
    const to = spans.at(-1)?.end ?? 0;
    return SHAPES[answeredByFact].test(text.slice(from, Math.min(to, from + LOOKED_AT)));
  });
}
