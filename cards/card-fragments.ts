import type { Reader, TicketView } from '../model/view.ts';
import type { Piece } from './card.ts';
import { buttons, tap } from './actions.ts';
import type { Run } from './elements.ts';
import { dotted, fact, line } from './elements.ts';
import { decides, fullName, isReader, isShared, runsDesk, seesColleagues, ticketNumber } from './reader.ts';
import { readReason } from '../model/reasons.ts';
import { plain, safeUrl } from './text.ts';
import { clockTime, left } from './time.ts';
import type { Words } from './words/index.ts';
import { lookUp } from './words/index.ts';

/** Cards cut client text here: about as much as people read at once. */
const PIECE = 480;

/** The problem in one line. */
export function problemLine(view: TicketView, words: Words): Piece | undefined {
  return line([{ text: plain(view.problem, 140) || words.noTitle, strong: true }], {
    size: 'medium',
    spacing: 'small',
  });
}

/** Ticket number (a link), client, priority, and the running deadline. */
export function factsLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  return line(
    dotted([
      { text: ticketNumber(view), url: safeUrl(view.url) },
      { text: plain(view.clientName, 60) || words.noClient },
      { text: words.priority[view.priority], strong: view.priority === 1 },
      view.phase === 'closed' || view.phase === 'gone' ? undefined : clock(view, reader, words),
    ]),
    { spacing: 'small' },
  );
}

/** The response deadline counts until the ticket is taken, then the resolution deadline. */
function clock(view: TicketView, reader: Reader, words: Words): Run {
  if (view.clockPaused) return { text: words.clockPaused };
  const answer = view.phase !== 'taken' && view.respondBy !== undefined;
  const due = answer ? view.respondBy : view.resolveBy;
  if (due === undefined) return { text: words.noDeadline, quiet: true };
  const say = answer ? words.answerBy : words.fixBy;
  return {
    text: say(clockTime(due, reader), left(due, reader, words)),
    ...(due < reader.now && { colour: 'attention' as const, strong: true }),
  };
}

/** What a technician needs to start: the client's words, contact, agreement, work, and open questions. */
export function startFacts(
  view: TicketView,
  words: Words,
  options: { readonly contact: boolean },
): readonly (Piece | undefined)[] {
  return [...clientFacts(view, words, options), ...workFacts(view, words), ...questionLines(view, words)];
}

/** Enough to say yes or no: the client's words, and who wrote them. */
export function clientFacts(
  view: TicketView,
  words: Words,
  options: { readonly contact: boolean },
): readonly (Piece | undefined)[] {
  const contact = plain(view.contactName ?? '', 60);
  const mail = plain(view.contactEmail ?? '', 100);
  const summary = plain(view.summary, PIECE);
  return [
    // A ticket of one sentence is already in its first line.
    summary === plain(view.problem, PIECE)
      ? undefined
      : fact(view.type === 'alert' ? words.alertSummary : words.summary, { text: summary }),
    options.contact ? fact(words.contact, ...dotted([{ text: contact }, { text: mail }])) : undefined,
  ];
}

/** The work: agreement, kind, effort. */
export function workFacts(view: TicketView, words: Words): readonly (Piece | undefined)[] {
  return [
    fact(words.agreement, { text: plain(view.agreementName ?? '', 80) || words.noAgreement }),
    fact(
      words.kind,
      ...dotted([
        view.category && { text: words.category[view.category] },
        view.type && { text: words.type[view.type] },
        view.effort === undefined ? undefined : { text: words.effortMinutes(Math.round(view.effort)) },
        (view.onSite ?? 0) >= 0.5 ? { text: words.onSite(Math.round((view.onSite ?? 0) * 100)) } : undefined,
      ]),
    ),
  ];
}

/** Open questions and answers. */
export function questionLines(view: TicketView, words: Words): readonly (Piece | undefined)[] {
  return view.questions.slice(0, 5).map((question) => {
    const text = questionWords(question.words, words);
    const answer = plain(question.answer ?? '', 200);
    return answer === ''
      ? fact(words.open, { text: `${text} (${words.openAsk[question.ask]})` })
      : fact(words.answered, { text: `${text} ` }, { text: answer, strong: true });
  });
}

/** Who was asked last, and the outcome. Reasons for a no are shown only to people who lead the desk. */
export function asksLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  const asks = view.asks.slice(-5);
  const runs = asks.flatMap((asked, i): Run[] => [
    { text: words.askOutcome[asked.outcome](fullName(asked.who), clockTime(asked.at, reader)) },
    { text: asked.reason && seesColleagues(reader) ? ` (${plain(reasonText(asked.reason, words), 100)})` : '' },
    { text: i < asks.length - 1 ? '; ' : '.' },
  ]);
  return runs.length === 0 ? undefined : fact(words.asked, ...runs);
}

/** A stored reason in words: the table's text for its code, plus what the person typed. */
export function reasonText(kept: string, words: Words): string {
  const { code, typed } = readReason(kept);
  const own = plain(typed, 300);
  if (code === 'other') return own || words.reason.other;
  return own === '' ? words.reason[code] : `${words.reason[code]}, ${own}`;
}

/** Whom a technician proposes, and why: a dispatcher decides. */
export function proposalLine(view: TicketView, words: Words): Piece | undefined {
  const { proposal } = view;
  if (!proposal) return undefined;
  return line([
    { text: words.proposal(fullName(proposal.by), fullName(proposal.to)), strong: true },
    { text: ` ${words.reasonIs(reasonText(proposal.reason, words))}.` },
  ]);
}

/** The owner, since when and by whom; with the reason if there is one. */
export function ownerLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  const owner = view.owner;
  if (!owner) return undefined;
  const at = clockTime(owner.at, reader);
  const runs: Run[] = [{ text: ownerSentence(owner, view.psaName, at, reader, words), strong: true }];
  if (owner.reason) runs.push({ text: ` ${words.reasonIs(reasonText(owner.reason, words))}.` });
  if (canUndo(view, reader) && !isShared(reader))
    runs.push({ text: ` ${words.undoUntil(clockTime(owner.undoUntil ?? 0, reader))}`, quiet: true });
  return line(runs, { spacing: 'medium' });
}

function ownerSentence(
  owner: NonNullable<TicketView['owner']>,
  psaName: string,
  at: string,
  reader: Reader,
  words: Words,
): string {
  const who = fullName(owner.who);
  const by = fullName(owner.by);
  const yours = isReader(owner.who, reader);
  const own = owner.by.id === owner.who.id;
  switch (owner.via) {
    case 'psa':
      return yours ? words.you.inPsa(psaName, at) : words.inPsa(who, psaName, at);
    case 'auto':
      return yours ? words.you.automatic(at) : words.automatic(who, at);
    case 'hand-over':
      return yours ? words.you.handed(by, at) : words.handed(who, by, at);
    case 'claim':
    case 'approve':
    case 'override':
      if (own) return yours ? words.you.took(at) : words.took(who, at);
      return yours ? words.you.gave(by, at) : words.gave(who, by, at);
  }
}

/** Whether this reader can still undo at the time of drawing: the person who acted, and those who lead the desk. */
export function canUndo(view: TicketView, reader: Reader): boolean {
  const { owner } = view;
  if (owner?.undoUntil === undefined || owner.undoUntil <= reader.now) return false;
  return decides(reader) || isReader(owner.by, reader);
}

/** What is still missing in the PSA. */
export function syncLine(view: TicketView, words: Words): Piece | undefined {
  // A stuck effect says it better, with its reason and the next step.
  const told = view.stuck.some((effect) => effect.what.startsWith('psa.'));
  if (view.sync === 'clean' || (view.sync === 'refused' && told)) return undefined;
  return view.sync === 'pending'
    ? line([{ text: words.notYet(view.psaName), quiet: true }], { spacing: 'small' })
    : line([{ text: words.refused(view.psaName), colour: 'attention', strong: true }], { spacing: 'small' });
}

/** Effects that failed for good, with the next steps for those who may take them. */
export function stuckPieces(view: TicketView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  return view.stuck.slice(0, 3).flatMap((effect) => [
    line(
      [
        {
          text: words.stuck(effectWords(effect.what, view.psaName, words), clockTime(effect.since, reader)),
          colour: 'attention',
          strong: true,
        },
        { text: `. ${troubleWords(effect.code, view.psaName, words)}` },
      ],
      { spacing: 'medium' },
    ),
    runsDesk(reader)
      ? buttons([
          tap(words.button.retry, 'retry-effect', { effectId: effect.effectId }),
          tap(words.button.dismiss, 'dismiss-effect', { effectId: effect.effectId }),
        ])
      : undefined,
  ]);
}

/** The subject of an effect: by its kind, or in the desk's own words. */
export function effectWords(what: string, psaName: string, words: Words): string {
  return lookUp(words.effect, what)?.(psaName) ?? (what.includes(' ') ? plain(what, 120) : words.effectOther);
}

/** Why something failed for good, in words instead of a code. */
export function troubleWords(code: string, psaName: string, words: Words): string {
  return lookUp(words.trouble, code)?.(psaName) ?? words.troubleOther;
}

/** A question in words; a question without words is shown by its key (`question.which-device`). */
export function questionWords(key: string, words: Words): string {
  const known = lookUp(words.question, key);
  if (known !== undefined) return known;
  const said = plain(key.slice(key.lastIndexOf('.') + 1).replace(/-/g, ' '), 80);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}?`;
}
