import { compile } from 'html-to-text';

/** Longer texts are cut before HTML parsing: nobody reads them, and a parser should not get unbounded input. */
const LONGEST = 200_000;

/** Compiled once: building the selector tree costs more than converting a ticket. */
const convert = compile({
  wordwrap: false,
  selectors: [
    { selector: 'a', options: { ignoreHref: true } },
    { selector: 'img', format: 'skip' },
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((selector) => ({ selector, options: { uppercase: false } })),
  ],
  limits: { maxInputLength: LONGEST },
});

/** Converts Halo's stored text to plain text. It is HTML for mails and plain text for phone calls. */
export function plainText(stored: string): string {
  const text = stored.slice(0, LONGEST);
  if (!/<[a-z!/][^>]*>|&[a-z#0-9]+;/i.test(text)) return text.replace(/\r\n/g, '\n').trim();
  return convert(text).trim();
}

/** Escapes plain text as HTML that displays exactly that text. */
export function asHtml(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r?\n/g, '<br>');
}

/**
 * The marker by which a retry recognises the result of an earlier attempt (docs/platform/halopsa.md, “No write has an
 * idempotency key or a version”).
 */
export function marker(opId: string): string {
  return `[callboard:${opId}]`;
}

/** The id of the operation whose marker this text contains. */
export function markedBy(text: string): string | undefined {
  return /\[callboard:([^\]]+)\]/.exec(text)?.[1];
}
