import type { Reader } from '../model/view.ts';
import type { VisitRow, VisitsView } from '../model/visit-view.ts';
import { ask, buttons } from './actions.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { dotted, heading, line } from './elements.ts';
import { fullName, ticketNumber } from './reader.ts';
import { plain, safeUrl } from './text.ts';
import { clockTime } from './time.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

/**
 * All open visits for a dispatcher: whom to call first, then who is where today, then Bookings appointments that we do
 * not have.
 */
export function visitsCard(view: VisitsView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const { visitList: say } = words;
  const count = view.waitingCount + view.todayCount;
  const title = say.title(count);
  return frame(title, [
    heading(title, { large: true }),
    count + view.untiedCount === 0 ? line([{ text: say.none }]) : undefined,
    ...view.out.map(({ who, until }) =>
      line([{ text: say.out(fullName(who), clockTime(until, reader)), colour: 'warning', strong: true }], {
        spacing: 'small',
      }),
    ),
    ...group(say.waiting(view.waitingCount), view.waiting, view.waitingCount, reader, words),
    ...group(say.today(view.todayCount), view.today, view.todayCount, reader, words),
    ...untied(view, reader, words),
    buttons([ask(words.visitButton.sick, 'call-in-sick', {})]),
  ]);
}

function group(
  title: string,
  rows: readonly VisitRow[],
  count: number,
  reader: Reader,
  words: Words,
): readonly (Piece | undefined)[] {
  if (rows.length === 0) return [];
  return [
    line([{ text: title, strong: true }], { spacing: 'medium' }),
    ...rows.map((row) => rowPiece(row, reader, words)),
    more(count - rows.length, words),
  ];
}

function rowPiece(row: VisitRow, reader: Reader, words: Words): Piece {
  const { visitList: say } = words;
  return {
    type: 'Container',
    spacing: 'small',
    items: [
      line([
        { text: row.start === undefined ? '' : `${clockTime(row.start, reader)} `, strong: true },
        { text: plain(row.clientName, 60) || words.noClient, strong: true },
        row.lateMinutes === undefined
          ? undefined
          : { text: ` ${words.visit.late(row.lateMinutes)}`, colour: 'warning' as const },
      ]),
      line(
        dotted([
          row.unanswered ? { text: say.unanswered, colour: 'attention' } : { text: say.state[row.state] },
          row.start === undefined ? { text: say.since(clockTime(row.since, reader)) } : undefined,
          { text: row.who.map(fullName).join(', ') },
          { text: ticketNumber(row), url: safeUrl(row.url) },
          { text: words.visitKind[row.kind], quiet: true },
        ]),
        { spacing: 'none' },
      ),
    ].filter((item) => item !== undefined),
  };
}

function untied(view: VisitsView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  if (view.untied.length === 0) return [];
  const { visitList: say } = words;
  return [
    line([{ text: say.untied(view.untiedCount), strong: true }], { spacing: 'medium' }),
    line([{ text: say.untiedText, quiet: true }], { spacing: 'none' }),
    ...view.untied.map((one) =>
      line(
        dotted([
          { text: say.span(clockTime(one.start, reader), clockTime(one.end, reader)), strong: true },
          { text: one.who.map((name) => plain(name, 60)).join(', ') },
          { text: plain(one.customerMail ?? '', 80) },
        ]),
        { spacing: 'small' },
      ),
    ),
    more(view.untiedCount - view.untied.length, words),
  ];
}

function more(n: number, { visitList }: Words): Piece | undefined {
  return n > 0 ? line([{ text: visitList.others(n), quiet: true }], { spacing: 'small' }) : undefined;
}
