import type { TriageWords } from '../model/triage.ts';
import { GREETING, SUBJECT_PREFIX } from './mail-marks.ts';
import type { TicketText } from './text-parts.ts';
import { tokensOf } from './tokens.ts';

const MOST_PROBLEM = 120;
const MOST_SUMMARY = 600;
/** How much of a body is searched for the first telling sentence. */
const LOOKED_AT = 6_000;

/** Words that could be in any ticket, and so say nothing about this one. */
const FILLERS = new Set(
  'a an the and or but of to in on at for with from is are was be been it its this that these i we you he she they me my our your us am do does did can could would will please pls help hi hello hey dear team all thanks thank you urgent urgently asap important issue issues problem problems question request support ticket it re fwd fw need needs needed something somebody someone anyone again quick see below above discussed as per call phone no subject none test attached above new hilfe bitte dringend problem frage der die das ein eine und ich wir sie es ist aide urgence ayuda urgente'.split(
    ' ',
  ),
);

/**
 * The words that people read of a ticket. The subject is the problem if it is telling ("Outlook crashes"); a single
 * word is completed by the first telling sentence of the body ("popup: screen says virus found"), and a subject such as
 * "Help" or "Fwd: RE: urgent!!!" is replaced by it. It is made of the client's words: hostile until escaped.
 */
export function wordsOf({ title, body }: TicketText): TriageWords {
  const subject = readable(title.text.replace(SUBJECT_PREFIX, ''));
  const lines = body.spans.map(({ start, end }) => readable(body.text.slice(start, end)));
  const telling = tellingWords(subject);
  const sentence = telling >= 2 ? undefined : sentencesOf(lines).find((one) => tellingWords(one) >= 2);
  const problem = sentence === undefined ? subject : telling === 1 ? `${subject}: ${sentence}` : sentence;
  return {
    problem: cut(problem.replaceAll('\n', ' ') || subject, MOST_PROBLEM),
    summary: cut(joined(lines), MOST_SUMMARY),
  };
}

function tellingWords(text: string): number {
  const said = text.slice(0, 1_000);
  return tokensOf(said, [{ start: 0, end: said.length }]).filter(({ word }) => word.length > 1 && !FILLERS.has(word))
    .length;
}

/** The sentences of the first lines, without a greeting at the start. */
function sentencesOf(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .slice(0, LOOKED_AT)
    .split(/(?<=[.!?])\s+|\n/u)
    .map((sentence) => {
      const comma = sentence.indexOf(',');
      return GREETING.test(sentence) && comma > 0 && comma < 40 ? sentence.slice(comma + 1).trim() : sentence.trim();
    });
}

/** Joins lines that a mail program wrapped; short lines (a list, a monitor's report) stay separate. */
function joined(lines: readonly string[]): string {
  let text = '';
  let wrapped = false;
  for (const line of lines) {
    if (text.length > MOST_SUMMARY + 1) break;
    if (line === '') continue;
    text += text === '' ? line : wrapped ? ` ${line}` : `\n${line}`;
    wrapped = line.length >= 60 && !/[.!?:]$/u.test(line);
  }
  return text;
}

/** No control characters, no direction overrides, no half characters, single spaces. */
function readable(text: string): string {
  return text
    .slice(0, 4 * MOST_SUMMARY)
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\uFFFD]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

/** At most `most` UTF-16 units, cut at a word where possible, and never inside a character. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  const room = text.slice(0, most - 1);
  const space = room.lastIndexOf(' ');
  return `${(space > most / 2 ? room.slice(0, space) : room)
    .toWellFormed()
    .replace(/\uFFFD$/u, '')
    .trimEnd()}…`;
}
