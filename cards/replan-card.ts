import type { Reader } from '../model/view.ts';
import type { ReplanView, ReplanVisit } from '../model/visit-view.ts';
import { buttons, tap } from './actions.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { dotted, heading, line, type Run } from './elements.ts';
import { fullName, shortName, ticketNumber } from './reader.ts';
import { plain, safeUrl } from './text.ts';
import { clockTime } from './time.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

/** More visits than a technician's day has; a phone's card ends here. */
const MOST = 10;

/**
 * A replanned day for the dispatcher who asked: who comes instead of whom, by how many minutes, which visits have no
 * place and whom to call, and what it costs. One tap applies it and one takes it back; afterwards the card shows the
 * outcome.
 */
export function replanCard(view: ReplanView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const { replan: say } = words;
  const title = titleOf(view, words);
  const live = view.state === 'preview' || view.state === 'applied';
  const without = view.unplaced.filter(({ code }) => code !== 'would-give');
  const told = say.summary(view.moves.length, without.length);
  return frame(`${title}: ${told}`, [
    heading(title, { large: true }),
    view.cause.kind === 'emergency'
      ? line([{ text: plain(view.cause.problem, 140) || words.noTitle, strong: true }], { spacing: 'small' })
      : undefined,
    view.settled || view.moves.length > 0 ? stateLine(view, reader, words) : undefined,
    view.replaces && view.state === 'preview'
      ? line([{ text: say.replaces, colour: 'warning', strong: true }], { spacing: 'small' })
      : undefined,
    live
      ? line([{ text: told.charAt(0).toUpperCase() + told.slice(1), strong: true }], { spacing: 'small' })
      : undefined,
    view.state === 'left' ? line([{ text: say.leftText }], { spacing: 'small' }) : undefined,
    ...(live ? some(view.moves, (move) => movePiece(view, move, reader, words), words) : []),
    ...(view.state === 'undone' ? [] : some(view.unplaced, (one) => unplacedPiece(view, one, reader, words), words)),
    ...notBack(view, words),
    ...(live ? costs(view, words) : []),
    view.cause.kind === 'absent' && view.state !== 'undone'
      ? line([{ text: say.out(shortName(view.cause.who)), quiet: true }], { spacing: 'small' })
      : undefined,
    buttons(buttonsOf(view, reader, words)),
  ]);
}

/** As many lines as a phone's card holds; the number of further ones is shown. */
function some<T>(all: readonly T[], draw: (one: T) => Piece, words: Words): readonly (Piece | undefined)[] {
  const rest = all.length - MOST;
  return [
    ...all.slice(0, MOST).map(draw),
    rest > 0 ? line([{ text: words.replan.others(rest), quiet: true }], { spacing: 'small' }) : undefined,
  ];
}

function titleOf({ cause }: ReplanView, { replan }: Words): string {
  return cause.kind === 'absent'
    ? replan.title.absent(fullName(cause.who))
    : replan.title.emergency(ticketNumber(cause));
}

function stateLine({ state, settled, undoUntil }: ReplanView, reader: Reader, { replan }: Words): Piece | undefined {
  if (!settled) return line([{ text: replan.state[state] }], { spacing: 'small' });
  const said = replan.settled(replan.state[state], fullName(settled.by), clockTime(settled.at, reader));
  const undo = state === 'applied' && undoUntil !== undefined && undoUntil > reader.now;
  return line(
    [
      { text: said, strong: true },
      { text: undo ? ` ${replan.undoUntil(clockTime(undoUntil, reader))}` : '', quiet: true },
    ],
    { spacing: 'small' },
  );
}

function movePiece(view: ReplanView, move: ReplanView['moves'][number], reader: Reader, words: Words): Piece {
  const { replan: say } = words;
  const to = fullName(move.to);
  const gone = move.from?.id === move.to.id ? undefined : move.from;
  const at = clockTime(move.start, reader);
  const when =
    move.fromStart === undefined
      ? say.at(at)
      : move.shiftedMinutes === 0
        ? say.sameTime(at)
        : say.moved(clockTime(move.fromStart, reader), at, move.shiftedMinutes, move.start > move.fromStart);
  return piece([
    line([{ text: gone ? say.instead(to, fullName(gone)) : say.comes(to), strong: true }]),
    line(
      dotted([
        { text: when },
        move.unskilled ? { text: say.unskilled, colour: 'warning' } : undefined,
        move.why === 'makes-room' ? { text: say.makesRoom, quiet: true } : undefined,
        view.state === 'applied' && !move.stands ? { text: say.inProgress, quiet: true } : undefined,
      ]),
      { spacing: 'none' },
    ),
    line(dotted(whose(move, words)), { spacing: 'none' }),
  ]);
}

function unplacedPiece(view: ReplanView, one: ReplanView['unplaced'][number], reader: Reader, words: Words): Piece {
  const { replan: say } = words;
  const why = one.code === 'no-room' && one.start === undefined ? say.noRoomToday : say.unplaced[one.code];
  const contact = plain(one.contactName, 60) || say.callClient;
  return piece([
    one.code === 'would-give'
      ? line([{ text: `◆ ${why}`, strong: true }])
      : line([{ text: `▲ ${why}`, colour: 'attention', strong: true }]),
    line(
      dotted([
        one.start === undefined ? undefined : { text: clockTime(one.start, reader) },
        one.needs ? { text: say.needs(one.needs.moves, one.needs.confirmed) } : undefined,
        ...whose(one, words),
      ]),
      { spacing: 'none' },
    ),
    line([{ text: say.call(contact, plain(one.contactPhone ?? '', 40)) }], { spacing: 'none' }),
    ...one.why.map((text) => line([{ text: plain(text, 200), quiet: true }], { spacing: 'none' })),
    one.asked ? line([{ text: say.asked }], { spacing: 'none' }) : undefined,
    one.canAsk ? buttons([tap(words.visitButton.newTime, 'ask-new-time', askTarget(view, one))]) : undefined,
  ]);
}

/** The plan is named too, so that its card remains the answer. */
function askTarget({ replanId }: ReplanView, { ticketId, version }: ReplanVisit) {
  return { ticketId, version, replanId };
}

function notBack({ notPutBack }: ReplanView, words: Words): readonly (Piece | undefined)[] {
  if (notPutBack.length === 0) return [];
  return [
    line([{ text: words.replan.notBack, colour: 'warning', strong: true }], { spacing: 'medium' }),
    ...notPutBack.slice(0, MOST).map((visit) => line(dotted(whose(visit, words)), { spacing: 'none' })),
  ];
}

function costs(
  { moves, used, budget, travelMinutes, state }: ReplanView,
  words: Words,
): readonly (Piece | undefined)[] {
  if (moves.length === 0) return [];
  const { replan: say } = words;
  const confirmed = budget.confirmed === 0 ? say.confirmedStay : say.confirmedMoved(used.confirmed, budget.confirmed);
  const parts = [
    say.budget(used.moves, budget.moves, used.shiftedMinutes, budget.shiftedMinutes),
    confirmed,
    say.travel(travelMinutes),
    state === 'preview' ? say.told : '',
  ];
  return [line([{ text: parts.join(' ').trim(), quiet: true }], { spacing: 'medium' })];
}

function whose(visit: ReplanVisit, words: Words): (Run | undefined)[] {
  return [
    { text: plain(visit.clientName, 60) || words.noClient },
    { text: ticketNumber(visit), url: safeUrl(visit.url) },
    { text: plain(visit.problem, 80) },
  ];
}

function buttonsOf(view: ReplanView, reader: Reader, { replan }: Words): readonly (Piece | undefined)[] {
  const target = { replanId: view.replanId };
  if (view.state === 'preview') {
    return view.moves.length === 0
      ? []
      : [tap(replan.apply, 'apply-replan', target, true), tap(replan.leave, 'leave-replan', target)];
  }
  const open = view.state === 'applied' && view.undoUntil !== undefined && view.undoUntil > reader.now;
  return open ? [tap(replan.undo, 'undo-replan', target)] : [];
}

function piece(items: readonly (Piece | undefined)[]): Piece {
  return {
    type: 'Container',
    separator: true,
    spacing: 'medium',
    items: items.filter((item) => item !== undefined),
  };
}
