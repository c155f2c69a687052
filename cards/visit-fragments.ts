import type { Reader, TicketView } from '../model/view.ts';
import type { VisitView } from '../model/visit-view.ts';
import type { Piece } from './card.ts';
import { ask, tap, type Target } from './actions.ts';
import { dotted, fact, line, type Run } from './elements.ts';
import { decides, fullName, isReader, isShared, shortName } from './reader.ts';
import { plain } from './text.ts';
import { clockTime } from './time.ts';
import type { Words } from './words/index.ts';

/** Client text is cut here: about as much as people read at once. */
const PIECE = 300;

/** The state of a ticket's visit in a line or two; nothing without a visit. */
export function visitLines(view: TicketView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  const { visit } = view;
  if (view.phase === 'gone') return [];
  if (view.visitWantsMail) {
    return [line([{ text: words.visit.wantsMail(view.psaName), colour: 'attention', strong: true }])];
  }
  if (!visit) return [];
  const who = visit.who.map(fullName).join(', ');
  return [
    line([{ text: `${words.visitKind[visit.kind]}: `, quiet: true }, ...stateRuns(visit, who, reader, words)], {
      spacing: 'medium',
    }),
    visit.state === 'wishes'
      ? line([{ text: `“${plain(visit.wishes ?? '', PIECE)}”` }], { spacing: 'small' })
      : undefined,
    visit.missed && isOpen(visit)
      ? line([{ text: missedWords(visit, visit.missed, reader, words), colour: 'warning', strong: true }], {
          spacing: 'small',
        })
      : undefined,
    visit.stuck
      ? line([{ text: words.visit.stuck, colour: 'attention', strong: true }], { spacing: 'small' })
      : undefined,
    visit.notOwners && isOpen(visit)
      ? line([{ text: words.visit.notOwners(who), colour: 'warning', strong: true }], { spacing: 'small' })
      : undefined,
  ];
}

/** What could not be booked, why, and what holds instead. */
function missedWords(
  { state }: VisitView,
  { start, who, why }: NonNullable<VisitView['missed']>,
  reader: Reader,
  { visit: say }: Words,
): string {
  const said = say.missed[why](clockTime(start, reader), who.map(fullName).join(', '));
  return state === 'confirmed' ? `${said} ${say.stands}` : said;
}

function stateRuns(visit: VisitView, who: string, reader: Reader, words: Words): Run[] {
  const at = (instant: number | undefined) => (instant === undefined ? '…' : clockTime(instant, reader));
  const { visit: say } = words;
  switch (visit.state) {
    case 'wanted':
    case 'asking':
      return [{ text: say.asking }];
    case 'offered':
      if (visit.unanswered) return [{ text: say.unanswered, colour: 'attention', strong: true }];
      return [
        { text: say.offered(at(visit.offeredAt)) },
        { text: visit.chased > 0 ? ` ${say.chased(visit.chased)}` : '', quiet: true },
      ];
    case 'wishes':
      return [{ text: say.wishes, colour: 'attention', strong: true }];
    case 'held':
      return [{ text: say.booking(at(visit.start)) }];
    case 'moving':
      return [{ text: say.moving(at(visit.beforeStart), at(visit.start)) }];
    case 'confirmed':
      return [
        { text: say.confirmed(at(visit.start), who), strong: true },
        { text: visit.lateMinutes === undefined ? '' : ` ${say.late(visit.lateMinutes)}` },
      ];
    case 'done':
      return [{ text: say.done(at(visit.start)) }];
    case 'cancelled':
      return [{ text: say.cancelled }];
  }
}

/** What the visiting technician needs: where, how long, whom to call, and what the client added. */
export function visitFacts(view: TicketView, words: Words): readonly (Piece | undefined)[] {
  const { visit } = view;
  if (!visit || !isOpen(visit)) return [];
  return [
    fact(
      words.visit.label,
      ...dotted([
        { text: plain(visit.place ?? '', 120) },
        { text: words.visit.minutes(visit.minutes) },
        visit.moves > 0 ? { text: words.visit.moved(visit.moves) } : undefined,
      ]),
    ),
    fact(words.visit.phone, { text: plain(visit.contactPhone ?? '', 40) }),
    fact(words.visit.noted, { text: plain(visit.note ?? '', PIECE) }),
  ];
}

/** The one or two next actions of the visit, for those who may take them; the rare ones are in `rareVisitButtons`. */
export function visitButtons(
  view: TicketView,
  reader: Reader,
  words: Words,
  target: Target,
): readonly (Piece | undefined)[] {
  if (!mayArrange(view, reader)) return [];
  const { visit } = view;
  const say = words.visitButton;
  const room = cannotWait(view, reader) ? tap(say.room, 'make-room', target) : undefined;
  if (!visit || !isOpen(visit)) return [ask(say.book, 'book-visit', target), room];
  switch (visit.state) {
    case 'wanted':
    case 'asking':
      return [tap(say.send, 'offer-visit', { ...target, kind: visit.kind }, true), room];
    case 'wishes':
      return [ask(say.time, 'choose-slot', target, true), room];
    case 'offered':
      return [visit.unanswered ? ask(say.time, 'choose-slot', target, true) : undefined, room];
    case 'confirmed':
      return [
        visit.notOwners && decides(reader) ? giveButton(view, words, target) : ask(say.late, 'visit-late', target),
      ];
    default:
      return visit.stuck ? [tap(say.again, 'offer-visit', { ...target, kind: visit.kind })] : [];
  }
}

/** The rare actions of a visit, in the collapsed part. */
export function rareVisitButtons(
  view: TicketView,
  reader: Reader,
  words: Words,
  target: Target,
): readonly (Piece | undefined)[] {
  const { visit } = view;
  if (!visit || !isOpen(visit) || !mayArrange(view, reader)) return [];
  const say = words.visitButton;
  const before = visit.state === 'asking' || visit.state === 'wanted';
  const waits = visit.state === 'offered' || visit.state === 'wishes';
  return [
    before || (visit.state === 'offered' && !visit.unanswered) ? ask(say.time, 'choose-slot', target) : undefined,
    waits ? tap(say.again, 'offer-visit', { ...target, kind: visit.kind }) : undefined,
    visit.state === 'confirmed' ? ask(say.time, 'choose-slot', target) : undefined,
    visit.state === 'confirmed' && decides(reader) ? tap(say.newTime, 'ask-new-time', target) : undefined,
    visit.notOwners && visit.state !== 'confirmed' && decides(reader) ? giveButton(view, words, target) : undefined,
    ask(say.cancel, 'cancel-visit', target),
  ];
}

/** An emergency: a person who decides about others' days can make room for it today. */
function cannotWait(view: TicketView, reader: Reader): boolean {
  return view.priority <= 2 && decides(reader);
}

function giveButton(view: TicketView, words: Words, target: Target): Piece | undefined {
  return view.owner && tap(words.visitButton.give(shortName(view.owner.who)), 'give-visit', target);
}

/**
 * Technicians arrange visits of their own tickets, dispatchers all; the shared card leaves it to the individual views.
 */
function mayArrange(view: TicketView, reader: Reader): boolean {
  if (view.arrangesVisits !== true || view.phase !== 'taken' || isShared(reader)) return false;
  return isReader(view.owner?.who, reader) || decides(reader);
}

function isOpen(visit: VisitView): boolean {
  return visit.state !== 'done' && visit.state !== 'cancelled';
}
