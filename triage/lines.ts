import type { Span } from './tokens.ts';

/** A line without surrounding white space. `head`: its first characters, which are all that patterns are tried on. */
export interface Line extends Span {
  readonly head: string;
}

const HEAD = 240;

/** The lines of a text, without blank ones. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let at = 0;
  while (at <= text.length) {
    const found = text.indexOf('\n', at);
    const next = found === -1 ? text.length : found;
    let start = at;
    let end = next;
    while (start < end && isSpace(text.charCodeAt(start))) start += 1;
    while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1;
    if (start < end) lines.push({ start, end, head: text.slice(start, Math.min(end, start + HEAD)) });
    at = next + 1;
  }
  return lines;
}

function isSpace(code: number): boolean {
  return code <= 32 || code === 0xa0 || code === 0xfeff || (code >= 0x2000 && code <= 0x200f);
}
