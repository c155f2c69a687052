import type { Ticket } from '../model/ticket.ts';
import type { Evidence } from '../model/triage.ts';
import { cleanSpans } from './clean.ts';
import { tokensOf, type Span, type Token } from './tokens.ts';

/** The longest text that is read, in UTF-16 units; the rest is a log file or an attack. */
const MOST_TEXT = 100_000;

/** One part of a ticket and its words. Offsets are those of the original text. */
export interface TextPart {
  readonly part: Evidence['part'];
  readonly text: string;
  readonly spans: readonly Span[];
  readonly tokens: readonly Token[];
}

/** The texts of a ticket: title, body without noise, and what people or rules chose in the PSA. */
export interface TicketText {
  readonly title: TextPart;
  readonly body: TextPart;
  readonly psa: TextPart;
}

/** Reads a ticket. Evidence from the PSA's fields counts its offsets in `category / subcategory / kind`. */
export function textOf(ticket: Ticket): TicketText {
  const chosen = [...ticket.category.map((one) => one.name), ticket.kind?.name ?? ''].join(' / ');
  const body = ticket.description.slice(0, MOST_TEXT);
  return {
    title: partOf('title', ticket.title.slice(0, 1_000)),
    body: partOf('body', body, cleanSpans(body)),
    psa: partOf('psa', chosen.slice(0, 1_000)),
  };
}

function partOf(
  part: Evidence['part'],
  text: string,
  spans: readonly Span[] = [{ start: 0, end: text.length }],
): TextPart {
  return { part, text, spans, tokens: tokensOf(text, spans) };
}
