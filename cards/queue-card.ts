import type { QueueView, Reader } from '../model/view.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { ask, buttons, tap } from './actions.ts';
import { dotted, heading, line } from './elements.ts';
import { reasonText } from './card-fragments.ts';
import { fullName, isShared, runsDesk, ticketNumber } from './reader.ts';
import { plain, safeUrl } from './text.ts';
import { clockTime, left } from './time.ts';
import type { Words } from './words/index.ts';
import { lookUp, wordsFor } from './words/index.ts';

/**
 * The queue in one card, for when a card for each ticket would flood the channel; it also shows that all offers are
 * paused. Edited in place. `watchers` as in ticketCard.
 */
export function queueCard(view: QueueView, reader: Reader, watchers?: readonly string[]): Drawn {
  const words = wordsFor(reader.language);
  const title = words.queue.title(view.untaken);
  const others = view.untaken - view.top.length;
  return frame(
    view.paused ? `${words.queue.paused}. ${title}` : title,
    [
      ...pausedBanner(view, reader, words),
      heading(title, { large: true }),
      counts(view, reader, words),
      ...unconfirmed(view, reader, words),
      view.untaken === 0 ? line([{ text: words.queue.emptyText }]) : undefined,
      view.top.length === 0 ? undefined : line([{ text: words.queue.top, quiet: true }], { spacing: 'medium' }),
      ...view.top.slice(0, 10).map((ticket) => row(ticket, reader, words)),
      others > 0 && view.top.length > 0 ? line([{ text: words.queue.others(others), quiet: true }]) : undefined,
      buttons(controls(view, reader, words)),
    ],
    { wide: true, ...(watchers && { refresh: { data: {}, watchers } }) },
  );
}

function pausedBanner(view: QueueView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  if (!view.paused) return [];
  const reason = reasonText(view.paused.reason, words);
  return [
    {
      type: 'Container',
      style: 'warning',
      bleed: true,
      items: [
        heading(words.queue.paused),
        line(
          [
            { text: words.queue.pausedBy(fullName(view.paused.by), clockTime(view.paused.since, reader)) },
            { text: reason === words.reason.other ? '' : ` ${words.reasonIs(reason)}.` },
            { text: ` ${words.queue.pausedText}` },
          ],
          { spacing: 'small' },
        ),
      ],
    },
  ];
}

function counts(view: QueueView, reader: Reader, words: Words): Piece | undefined {
  return line(
    dotted([
      view.p1 > 0 ? { text: words.queue.p1(view.p1), strong: true } : undefined,
      view.atCoordinator > 0 ? { text: words.queue.atCoordinator(view.atCoordinator), strong: true } : undefined,
      view.waitingTriage > 0 ? { text: words.queue.waitingTriage(view.waitingTriage) } : undefined,
      view.oldestAt === undefined ? undefined : { text: words.queue.oldest(clockTime(view.oldestAt, reader)) },
    ]),
    { spacing: 'small' },
  );
}

/** Visits that wait for the client: whom to call, the longest wait first. */
function unconfirmed({ unconfirmed: visits }: QueueView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  if (!visits) return [];
  return [
    line([{ text: words.unconfirmed(visits.count), strong: true }], { spacing: 'medium' }),
    line(
      dotted(
        visits.oldest.map((visit) => ({
          text: words.unconfirmedSince(plain(visit.clientName, 40) || words.noClient, clockTime(visit.since, reader)),
          url: safeUrl(visit.url),
        })),
      ),
      { spacing: 'none' },
    ),
  ];
}

/** One ticket in two lines: the problem; then number, client, priority, deadline, and who is asked. */
function row(ticket: QueueView['top'][number], reader: Reader, words: Words): Piece {
  const due = ticket.dueBy;
  return {
    type: 'Container',
    separator: true,
    spacing: 'small',
    items: [
      line([{ text: plain(ticket.problem, 110) || words.noTitle, strong: true }]),
      line(
        dotted([
          { text: ticketNumber(ticket), url: safeUrl(ticket.url) },
          { text: plain(ticket.clientName, 40) || words.noClient },
          { text: words.priority[ticket.priority], strong: ticket.priority === 1 },
          due === undefined
            ? undefined
            : {
                text: words.queue.due(clockTime(due, reader), left(due, reader, words)),
                ...(due < reader.now && { colour: 'attention' as const }),
              },
          ticket.offeredTo
            ? { text: words.queue.offeredTo(fullName(ticket.offeredTo)), quiet: true }
            : { text: lookUp(words.queue.standing, ticket.phase) ?? words.state[ticket.phase], quiet: true },
        ]),
        { spacing: 'none' },
      ),
    ].filter((item) => item !== undefined),
  };
}

function controls(view: QueueView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  const decides = isShared(reader) || runsDesk(reader);
  const look = tap(words.button.look, 'look', {});
  if (!decides) return [look];
  return view.paused
    ? [tap(words.button.resume, 'resume', {}, true), look]
    : [look, ask(words.button.pause, 'pause', {})];
}
