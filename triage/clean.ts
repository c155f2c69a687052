import { linesOf, type Line } from './lines.ts';
import {
  DISCLAIMERS,
  GREETING,
  HEADER_LINE,
  HEADER_OPENS,
  NOISE,
  QUOTE_STARTS,
  SIGN_OFFS,
  THANKS,
} from './mail-marks.ts';
import type { Span } from './tokens.ts';

/** A reply with fewer letters than this says "see below", and the quoted part is the matter. */
const TELLING = 40;
/** After a mere "thanks", at most this many short lines are a signature. */
const SIGNATURE_LINES = 8;
const SHORT_LINE = 70;
const GREETING_LINE = 40;

/**
 * The parts of a mail that its sender wrote about the matter: no greeting, signature, disclaimer, banner or quotation.
 * When the sender wrote next to nothing (a forwarded mail), the newest quoted part is kept instead, without its header.
 * Nothing is rewritten, so offsets stay those of the original. Linear in the length of the text.
 */
export function cleanSpans(text: string): readonly Span[] {
  const lines = linesOf(text);
  const quoteAt = startOfQuote(lines, 0);
  const own = ownWords(lines.slice(0, quoteAt));
  if (lengthOf(own) >= TELLING || quoteAt === lines.length) return own;
  const quoted = lines.slice(quoteAt).map(unquoted).filter(isNotMarker);
  return [...own, ...ownWords(quoted.slice(0, startOfQuote(quoted, 0)))];
}

/** The index of the first line that somebody else wrote; the number of lines if there is none. */
function startOfQuote(lines: readonly Line[], from: number): number {
  for (let at = from; at < lines.length; at += 1) {
    const head = lines[at]?.head ?? '';
    if (head.startsWith('>') || QUOTE_STARTS.some((mark) => mark.test(head))) return at;
    const next = lines.slice(at + 1, at + 4);
    if (HEADER_OPENS.test(head) && next.filter((line) => HEADER_LINE.test(line.head)).length >= 2) return at;
  }
  return lines.length;
}

function ownWords(lines: readonly Line[]): Line[] {
  const kept: Line[] = [];
  for (const [at, line] of lines.entries()) {
    if (kept.length > 0 && SIGN_OFFS.some((mark) => mark.test(line.head))) break;
    if (kept.length > 0 && THANKS.test(line.head) && isSignature(lines.slice(at + 1))) break;
    if (isNoise(line, kept.length === 0)) continue;
    const said = withoutDisclaimer(line);
    if (said) kept.push(said);
  }
  return kept;
}

/**
 * The line up to the start of the legal text; undefined when the line starts with it. A mail that lost its line breaks
 * has its matter and its small print in one line, and dropping that line would drop the matter.
 */
function withoutDisclaimer(line: Line): Line | undefined {
  const at = Math.min(...DISCLAIMERS.map((mark) => indexOf(mark, line.head)));
  if (at === Infinity) return line;
  const before = line.head.slice(0, at).trimEnd();
  // The sentence that turns into small print belongs to it.
  const stop = Math.max(...['. ', '! ', '? '].map((end) => before.lastIndexOf(end)));
  const head = stop < TELLING ? before : before.slice(0, stop + 1);
  return head.length < TELLING ? undefined : { start: line.start, end: line.start + head.length, head };
}

function indexOf(mark: RegExp, head: string): number {
  return mark.exec(head)?.index ?? Infinity;
}

function isNoise(line: Line, first: boolean): boolean {
  if (NOISE.some((mark) => mark.test(line.head))) return true;
  if (THANKS.test(line.head)) return true;
  return (
    first &&
    line.end - line.start <= GREETING_LINE &&
    GREETING.test(line.head) &&
    !/[.?!:] \S/u.test(line.head) &&
    /[,!.]$|^\S+(?: \S+){0,2}$/u.test(line.head)
  );
}

function isSignature(rest: readonly Line[]): boolean {
  return rest.length <= SIGNATURE_LINES && rest.every((line) => line.end - line.start <= SHORT_LINE);
}

/** A quoted line without its `>` signs. */
function unquoted(line: Line): Line {
  const marks = /^[>\s]*/u.exec(line.head)?.[0].length ?? 0;
  return { start: line.start + marks, end: line.end, head: line.head.slice(marks) };
}

function isNotMarker(line: Line): boolean {
  return line.start < line.end && !HEADER_LINE.test(line.head) && !QUOTE_STARTS.some((mark) => mark.test(line.head));
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + end - start, 0);
}
