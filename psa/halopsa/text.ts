import { compile } from 'html-to-text';

/** Longer texts are cut before they are read as HTML: nobody reads them, and a parser is not a place to be generous. */
const LONGEST = 200_000;

/** Compiled once: building its tree of selectors costs more than reading a ticket with it. */
const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: { maxInputLength: LONGEST },
});

/** Plain text of what Halo stores, which is HTML for mails and plain text for phone calls. */
export function plainText(stored: string): string {
  const text = stored.slice(0, LONGEST);
  if (!/<[a-z!/][^>]*>|&[a-z#0-9]+;/i.test(text)) return text.replace(/\r\n/g, '\n').trim();
  return convert(text).trim();
}

/** Our words as HTML that shows exactly these words. */
export function asHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r?\n/g, '<br>');
}

/**
 * The mark by which a repeat finds what an earlier attempt left behind
 * (docs/platform/halopsa.md, “No write has an idempotency key or a version”).
 */
export function marker(opId: string): string {
  return `[callboard:${opId}]`;
}

/** The operation whose mark this text carries. */
export function markedBy(text: string): string | undefined {
  return /\[callboard:([^\]]+)\]/.exec(text)?.[1];
}
