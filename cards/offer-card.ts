import type { AskOutcome } from '../model/desk-ticket.ts';
import type { Reader, TicketView } from '../model/view.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import type { Target } from './actions.ts';
import { ask, buttons, open, tap, unfold } from './actions.ts';
import type { Colour } from './elements.ts';
import { fact, heading, hidden, line } from './elements.ts';
import {
  asksLine,
  canUndo,
  clientFacts,
  factsLine,
  ownerLine,
  problemLine,
  proposalLine,
  questionLines,
  reasonText,
  stuckPieces,
  syncLine,
  workFacts,
} from './card-fragments.ts';
import { isReader, seesColleagues, ticketNumber } from './reader.ts';
import { plain } from './text.ts';
import { clockTime } from './time.ts';
import { rareVisitButtons, visitButtons, visitFacts, visitLines } from './visit-fragments.ts';
import { billLine, offerEnd, othersLine, reasonsLine, suggestionLine } from './why.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

/** The outcome of my offer. */
type OfferState = keyof Words['offerState'] | 'closed' | 'gone';

const COLOUR: Readonly<Record<OfferState, Colour>> = {
  open: 'accent',
  takenByYou: 'good',
  declined: 'default',
  unanswered: 'default',
  withdrawn: 'default',
  givenToOther: 'default',
  closed: 'default',
  gone: 'default',
};

/**
 * My offer in my personal chat: everything needed to start without asking, and the outcome after the answer. The
 * reader's personId defines "you". `watchers`: the reader's own Teams id, so that the minutes left are current.
 */
export function offerCard(view: TicketView, reader: Reader, watchers?: readonly string[]): Drawn {
  const words = wordsFor(reader.language);
  const target = { ticketId: view.ticketId, version: view.version };
  const state = offerState(view, reader);
  const title = state === 'closed' || state === 'gone' ? words.state[state] : words.offerState[state];
  const live = state === 'open' || state === 'takenByYou';
  return frame(
    `${title}: ${ticketNumber(view)} ${plain(view.problem, 90) || words.noTitle}`,
    [
      heading(title, { colour: COLOUR[state] }),
      problemLine(view, words),
      factsLine(view, reader, words),
      ...standing(view, state, reader, words),
      ...(state === 'takenByYou' ? [...visitLines(view, reader, words), ...visitFacts(view, words)] : []),
      live ? syncLine(view, words) : undefined,
      ...(live ? stuckPieces(view, reader, words) : []),
      // A phone shows the question and its answers first; the rest is collapsed until the ticket is theirs.
      ...(live ? clientFacts(view, words, { contact: true }) : []),
      ...(state === 'takenByYou' ? theRest(view, words) : []),
      ...controls(view, state, reader, words, target),
    ],
    watchers && { refresh: { data: target, watchers } },
  );
}

/** The outcome of the reader's offer: the end of the ticket first, then its owner, then their answer. */
function offerState(view: TicketView, reader: Reader): OfferState {
  if (view.phase === 'closed' || view.phase === 'gone') return view.phase;
  if (isReader(view.owner?.who, reader)) return 'takenByYou';
  const mine = view.asks.findLast((asked) => asked.who.id === reader.personId);
  const outcome: AskOutcome = mine?.outcome ?? 'withdrawn';
  if (outcome === 'open') return view.owner ? 'givenToOther' : 'open';
  if (outcome === 'declined' || outcome === 'unanswered') return outcome;
  return view.owner ? 'givenToOther' : 'withdrawn';
}

function standing(view: TicketView, state: OfferState, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  const mine = view.asks.findLast((asked) => asked.who.id === reader.personId);
  switch (state) {
    case 'open':
      return view.suggestion
        ? [suggestionLine(view.suggestion, reader, words), reasonsLine(view, reader, words)]
        : [line([{ text: offerEnd(mine?.endsAt ?? reader.now, reader, words) }]), proposalLine(view, words)];
    case 'takenByYou':
      return [ownerLine(view, reader, words)];
    case 'declined':
      return [
        line([
          { text: words.you.declined },
          mine?.reason ? { text: ` ${words.reasonIs(reasonText(mine.reason, words))}.`, quiet: true } : undefined,
        ]),
      ];
    case 'unanswered':
      return [line([{ text: words.you.unanswered(clockTime(mine?.endsAt ?? reader.now, reader)) }])];
    case 'withdrawn':
      return [line([{ text: words.you.withdrawn }])];
    case 'givenToOther':
      return [ownerLine(view, reader, words), line([{ text: words.you.nothingToDo }], { spacing: 'small' })];
    case 'closed':
      return [ownerLine(view, reader, words), line([{ text: words.closedText }], { spacing: 'small' })];
    case 'gone':
      return [line([{ text: words.goneText(view.psaName) }])];
  }
}

/** What a technician needs besides the client's words to start without asking. */
function theRest(view: TicketView, words: Words): readonly (Piece | undefined)[] {
  return [
    ...workFacts(view, words),
    ...questionLines(view, words),
    fact(words.hopsLabel, { text: view.hops === 0 ? words.hopsNone : words.hops(view.hops) }),
  ];
}

/** The buttons for the state of my offer, with the rare ones and colleagues' minutes (for leads) collapsed. */
function controls(
  view: TicketView,
  state: OfferState,
  reader: Reader,
  words: Words,
  target: Target,
): readonly (Piece | undefined)[] {
  const inPsa = open(words.button.openIn(view.psaName), view.url);
  const unanswered = view.questions.some((question) => question.answer === undefined);
  const answer = unanswered ? ask(words.button.answer, 'answer', target) : undefined;
  const lead = seesColleagues(reader) ? [asksLine(view, reader, words), othersLine(view, reader, words)] : [];
  const bill = billLine(view, reader, words);
  if (state === 'open') {
    return [
      buttons([
        tap(words.button.take, 'claim', target, true),
        ask(words.button.notMe, 'decline', target),
        unfold(words.button.more, 'more'),
      ]),
      hidden('more', [
        ...theRest(view, words),
        bill,
        ...lead,
        buttons([ask(words.button.give, 'override', target), answer, inPsa]),
      ]),
    ];
  }
  if (state === 'takenByYou') {
    return [
      buttons([
        canUndo(view, reader) ? tap(words.button.undo, 'undo', target) : undefined,
        ...visitButtons(view, reader, words, target),
        inPsa,
        unfold(words.button.more, 'more'),
      ]),
      hidden('more', [
        ...lead,
        buttons([
          ...rareVisitButtons(view, reader, words, target),
          ask(words.button.handOver, 'hand-over', target),
          ask(words.button.release, 'release', target),
          ask(words.button.give, 'override', target),
          answer,
        ]),
      ]),
    ];
  }
  return [buttons([inPsa])];
}
