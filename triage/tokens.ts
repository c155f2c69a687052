/** A word of a text: folded for comparison, with its position in the original (UTF-16 offsets). */
export interface Token {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A part of a text, `[start, end)`, UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** No ticket says what is wrong after this many words; what follows is a log file or an attack. */
const MOST_WORDS = 6_000;

/**
 * One spelling per word, without case, accents and apostrophes: "Can’t", "CANT" and "can't" are the same, and so are
 * "läuft" and "lauft". The phrases of a policy are folded the same way.
 */
export function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .replaceAll('ß', 'ss');
}

/** The words of the given parts, in order. Linear in their length, and never more than a few thousand. */
export function tokensOf(text: string, spans: readonly Span[]): Token[] {
  const found: Token[] = [];
  for (const span of spans) {
    for (const match of text.slice(span.start, span.end).matchAll(/[\p{L}\p{N}\p{M}]+(?:['’][\p{L}\p{N}\p{M}]+)*/gu)) {
      if (found.length >= MOST_WORDS) return found;
      const start = span.start + match.index;
      found.push({ word: fold(match[0]), start, end: start + match[0].length });
    }
  }
  return found;
}
