import type { Ticket } from '../model/ticket.ts';
import type { Evidence, TicketType } from '../model/triage.ts';
import { evidenceOfField } from './evidence.ts';
import { SUBJECT_PREFIX } from './mail-marks.ts';
import type { CategoryRow } from './category-row.ts';
import type { SignalMet } from './signal-sums.ts';
import type { TicketText } from './text-parts.ts';

/** Points for the usual type of the kind of work; less than one clear phrase. */
const USUAL = 2;
const TITLE_ASKS = 3;
/** A subject in the imperative: "Install Visio", "Access to the finance folder". */
const ORDERS =
  /^(?:please |pls |bitte )?(?:access|add|change|create|enable|extend|forward|give|grant|increase|install|move|new|open|order|provide|quote|remove|rename|request|reset|restart|restore|set ?up|update|upgrade|neue[rsn]?)\b/iu;
const TITLE_ORDERS = 3;
const REPORT = 4;
/** The PSA's own type weighs as much as two clear phrases. */
const CHOSEN = 6;

const ORDER: readonly TicketType[] = ['alert', 'incident', 'request', 'question'];
const CHOSEN_WORDS: readonly (readonly [TicketType, RegExp])[] = [
  ['alert', /alert|monitor|rmm/iu],
  ['request', /request|change|onboarding|order|anforderung/iu],
  ['question', /question|how.to|advice|frage/iu],
];

/** The type with the most points. */
export function typeOf(
  ticket: Ticket,
  text: TicketText,
  row: CategoryRow,
  signals: readonly SignalMet[],
): { type: TicketType; evidence: readonly Evidence[] } {
  const points: Record<TicketType, number> = { incident: 0, request: 0, question: 0, alert: 0 };
  const evidence = new Map<TicketType, Evidence[]>(ORDER.map((type) => [type, []]));
  const add = (type: TicketType, more: number, seen: readonly Evidence[]) => {
    points[type] += more;
    evidence.get(type)?.push(...seen);
  };
  add(row.usually, USUAL, []);
  for (const { signal, evidence: seen } of signals) {
    if (signal.about === 'type') add(signal.type, signal.points * seen.length, seen);
  }
  if (/\?\s*$/u.test(text.title.text.slice(-20))) add('question', TITLE_ASKS, []);
  if (ORDERS.test(wordsOfSubject(text))) add('request', TITLE_ORDERS, []);
  if (isReport(ticket, text)) add('alert', REPORT, [evidenceOfField('type', 'machine-report')]);
  const chosen = CHOSEN_WORDS.find(([, words]) => words.test(ticket.kind?.name.slice(0, 200) ?? ''));
  // Most PSAs set "Incident" on everything, so it proves nothing.
  if (chosen) add(chosen[0], CHOSEN, [evidenceOfField('type', 'psa-type')]);
  const type = ORDER.reduce((best, one) => (points[one] > points[best] ? one : best));
  return { type, evidence: evidence.get(type) ?? [] };
}

function wordsOfSubject({ title }: TicketText): string {
  return title.text.replace(SUBJECT_PREFIX, '').trimStart().slice(0, 40);
}

/** Written by a machine: nobody sent it, and the body is lines of `Name: value` or the title starts with its tag. */
function isReport(ticket: Ticket, { title, body }: TicketText): boolean {
  if (ticket.contact !== undefined) return false;
  const lines = body.spans.slice(0, 12);
  const pairs = lines.filter(({ start, end }) =>
    /^[\p{L}\d][\p{L}\d ._-]{0,24}: ?\S/u.test(body.text.slice(start, Math.min(end, start + 60))),
  );
  return pairs.length >= 3 || (pairs.length >= 1 && /^\[[\p{L}\d ]{2,24}\]/u.test(title.text));
}
