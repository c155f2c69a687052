import type { Phase } from '../model/desk-ticket.ts';
import type { Reader, TicketView } from '../model/view.ts';
import type { PersonName } from '../model/person.ts';
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
  startFacts,
  stuckPieces,
  syncLine,
  workFacts,
} from './card-fragments.ts';
import { decides, fullName, isReader, isShared, shortName, ticketNumber, works } from './reader.ts';
import { plain } from './text.ts';
import { rareVisitButtons, visitButtons, visitFacts, visitLines } from './visit-fragments.ts';
import { clockTime } from './time.ts';
import { billLine, othersLine, reasonsLine, suggestionLine } from './why.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

export const PHASE_COLOUR: Readonly<Record<Phase, Colour>> = {
  waiting: 'default',
  triaged: 'accent',
  offered: 'accent',
  approval: 'warning',
  coordinator: 'attention',
  taken: 'good',
  closed: 'default',
  gone: 'default',
};

/**
 * The card of a ticket in the dispatch channel, through its whole life. Drawn for everybody when the reader has no
 * personId, and for one person when Teams asks for their view (`look`). `watchers`: Teams ids (`29:…`) of the people
 * with individual views, at most 60; without them, nobody has one.
 */
export function ticketCard(view: TicketView, reader: Reader, watchers?: readonly string[]): Drawn {
  const words = wordsFor(reader.language);
  const target = { ticketId: view.ticketId, version: view.version };
  return frame(
    ticketSummary(view, words),
    [
      heading(words.state[view.phase], { colour: PHASE_COLOUR[view.phase] }),
      problemLine(view, words),
      factsLine(view, reader, words),
      ...standing(view, reader, words),
      ...visitLines(view, reader, words),
      syncLine(view, words),
      ...stuckPieces(view, reader, words),
      buttons(mainButtons(view, reader, words, target)),
      more(view, reader, words, target),
    ],
    watchers && { refresh: { data: target, watchers } },
  );
}

/** One line for a toast: state, ticket, problem, person. */
export function ticketSummary(view: TicketView, words: Words): string {
  const who = view.owner ?? view.suggestion;
  const state = words.state[view.phase] + (who && view.phase !== 'closed' ? `: ${plain(who.who.name, 40)}` : '');
  return `${state}, ${ticketNumber(view)} ${plain(view.problem, 80) || words.noTitle}`;
}

/** The state and its reason, in one or two sentences. */
function standing(view: TicketView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  const { suggestion } = view;
  switch (view.phase) {
    case 'waiting':
      return [line([{ text: words.waitingText }])];
    case 'triaged':
      return view.firstSlot
        ? [line([{ text: words.firstSlot(fullName(view.firstSlot.who), clockTime(view.firstSlot.at, reader)) }])]
        : [line([{ text: view.held ? words.held[view.held] : words.triagedText }])];
    case 'offered':
      if (!suggestion) return [];
      return [suggestionLine(suggestion, reader, words), reasonsLine(view, reader, words)];
    case 'approval':
      return [proposalLine(view, words)];
    case 'coordinator':
      return [
        coordinatorLine(view, words),
        asksLine(view, reader, words),
        // A person who has to decide sees the subject without expanding anything.
        ...(asksToDecide(view, reader)
          ? [...clientFacts(view, words, { contact: true }), ...questionLines(view, words)]
          : []),
      ];
    case 'taken':
      return [ownerLine(view, reader, words)];
    case 'closed':
      return [ownerLine(view, reader, words), line([{ text: words.closedText }], { spacing: 'small' })];
    case 'gone':
      return [line([{ text: words.goneText(view.psaName) }])];
  }
}

function coordinatorLine(view: TicketView, words: Words): Piece | undefined {
  if (!view.coordinator) return undefined;
  const names = view.coordinator.names.slice(0, 4).map((name) => plain(name, 60));
  return line([
    { text: words.coordinator[view.coordinator.because], strong: true },
    { text: ` ${names.length === 0 ? words.coordinatorNobody : words.coordinatorFor(names.join(', '))}` },
  ]);
}

/** The two or three actions that most people want. Buttons that can do nothing any more are not drawn. */
function mainButtons(view: TicketView, reader: Reader, words: Words, target: Target): readonly (Piece | undefined)[] {
  const give = givesAway(reader) ? ask(words.button.give, 'override', target, !works(reader)) : undefined;
  const unfolds = unfold(words.button.more, 'more');
  switch (view.phase) {
    case 'waiting':
    case 'triaged':
    case 'coordinator':
      return [
        works(reader) ? tap(words.button.take, 'claim', target, true) : undefined,
        give,
        asksToDecide(view, reader) && unanswered(view) ? ask(words.button.answer, 'answer', target) : undefined,
        unfolds,
      ];
    case 'offered':
      return [...offeredButtons(view, reader, words, target), unfolds];
    case 'approval':
      return view.proposal && decides(reader)
        ? [
            tap(words.button.acceptProposal(shortName(view.proposal.to)), 'accept-proposal', target, true),
            tap(words.button.rejectProposal, 'reject-proposal', target),
            unfolds,
          ]
        : [unfolds];
    case 'taken':
      return [
        !isShared(reader) && canUndo(view, reader) ? tap(words.button.undo, 'undo', target) : undefined,
        ...visitButtons(view, reader, words, target),
        unfolds,
      ];
    case 'closed':
    case 'gone':
      return [unfolds];
  }
}

/**
 * The asked person takes it, a dispatcher approves it, anybody else takes it with a reason. The shared card shows what
 * the others see, because the asked person and dispatchers have individual views.
 */
function offeredButtons(
  view: TicketView,
  reader: Reader,
  words: Words,
  target: Target,
): readonly (Piece | undefined)[] {
  const who = view.suggestion?.who;
  const give = givesAway(reader) ? ask(words.button.give, 'override', target) : undefined;
  if (who === undefined || isReader(who, reader)) return [tap(words.button.take, 'claim', target, true), give];
  if (!isShared(reader) && decides(reader)) return [approveButton(who, words, target, true), give];
  return [works(reader) ? ask(words.button.take, 'claim-other', target, true) : undefined, give];
}

function approveButton(who: PersonName, words: Words, target: Target, primary = false): Piece {
  return tap(words.button.approve(shortName(who)), 'approve', target, primary);
}

/** Technicians name a better person; dispatchers choose one. */
function givesAway(reader: Reader): boolean {
  return works(reader) || decides(reader);
}

/** The collapsed part: what is needed to start, who was asked, and the rare buttons. */
function more(view: TicketView, reader: Reader, words: Words, target: Target): Piece {
  const involved = isReader(view.owner?.who, reader) || isReader(view.suggestion?.who, reader);
  const told = asksToDecide(view, reader);
  const live = view.phase !== 'closed' && view.phase !== 'gone';
  return hidden('more', [
    ...(told
      ? workFacts(view, words)
      : startFacts(view, words, { contact: involved || (!isShared(reader) && decides(reader)) })),
    view.phase === 'coordinator' ? undefined : asksLine(view, reader, words),
    ...visitFacts(view, words),
    billLine(view, reader, words),
    othersLine(view, reader, words),
    fact(words.since, { text: clockTime(view.createdAt, reader) }),
    fact(words.hopsLabel, { text: view.hops === 0 ? words.hopsNone : words.hops(view.hops) }),
    buttons([
      // A client that requests no individual views still offers a way to the actions of those few.
      isShared(reader) && view.phase === 'offered' && view.suggestion
        ? approveButton(view.suggestion.who, words, target)
        : undefined,
      isShared(reader) && view.phase === 'taken' && canUndo(view, reader)
        ? tap(words.button.undo, 'undo', target)
        : undefined,
      view.phase === 'offered' && (isShared(reader) || isReader(view.suggestion?.who, reader))
        ? ask(words.button.notMe, 'decline', target)
        : undefined,
      view.phase === 'taken' && (isShared(reader) || isReader(view.owner?.who, reader))
        ? ask(words.button.handOver, 'hand-over', target)
        : undefined,
      view.phase === 'taken' && (involved || decides(reader))
        ? ask(words.button.release, 'release', target)
        : undefined,
      view.phase === 'offered' && decidesForOther(view, reader)
        ? ask(words.button.take, 'claim-other', target)
        : undefined,
      ...rareVisitButtons(view, reader, words, target),
      givesInMore(view, reader) ? ask(words.button.give, 'override', target) : undefined,
      live && !told && unanswered(view) && givesAway(reader) ? ask(words.button.answer, 'answer', target) : undefined,
      open(words.button.openIn(view.psaName), view.url),
    ]),
  ]);
}

/** A person who decides, looking at a ticket for which nobody was found. */
function asksToDecide(view: TicketView, reader: Reader): boolean {
  return view.phase === 'coordinator' && !isShared(reader) && decides(reader);
}

function unanswered(view: TicketView): boolean {
  return view.questions.some((question) => question.answer === undefined);
}

/** A dispatcher who also works tickets, looking at a colleague's offer: approving comes first, taking it is rare. */
function decidesForOther(view: TicketView, reader: Reader): boolean {
  return !isShared(reader) && decides(reader) && works(reader) && !isReader(view.suggestion?.who, reader);
}

function givesInMore(view: TicketView, reader: Reader): boolean {
  return givesAway(reader) && (view.phase === 'taken' || view.phase === 'approval');
}
