import type { Reader } from '../model/view.ts';
import type { DayView } from '../model/visit-view.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { ask, buttons, open } from './actions.ts';
import { dotted, fact, heading, line } from './elements.ts';
import { ticketNumber } from './reader.ts';
import { plain, safeUrl } from './text.ts';
import { clockTime, dayOf } from './time.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

/** More visits than a day on the road has; a phone's card ends here. */
const MOST = 10;

/** A technician's day of visits in driving order: when, where, who, and what to know at the door. */
export function dayCard(view: DayView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const title = words.day.title(dayOf(view.day, reader));
  const [first] = view.stops;
  const told = first ? words.day.summary(view.stops.length, clockTime(first.start, reader)) : words.day.none;
  return frame(`${title}: ${told}`, [
    heading(title, { large: true }),
    line([{ text: told }], { spacing: 'small' }),
    ...view.stops.slice(0, MOST).map((stop) => stopPiece(stop, reader, words)),
    view.homeMinutes === undefined
      ? undefined
      : line([{ text: words.day.home(view.homeMinutes), quiet: true }], { spacing: 'medium' }),
  ]);
}

function stopPiece(stop: DayView['stops'][number], reader: Reader, words: Words): Piece {
  const target = { ticketId: stop.ticketId, version: stop.version };
  const place = plain(stop.place ?? '', 120);
  return {
    type: 'Container',
    separator: true,
    spacing: 'medium',
    items: [
      stop.travelMinutes === undefined
        ? undefined
        : line([
            {
              text: stop.travelIsEstimate
                ? words.day.travelEstimate(stop.travelMinutes)
                : words.day.travel(stop.travelMinutes),
              quiet: true,
            },
          ]),
      line([
        { text: `${clockTime(stop.start, reader)} ${plain(stop.clientName, 60)}`, strong: true },
        stop.lateMinutes === undefined
          ? undefined
          : { text: ` ${words.visit.late(stop.lateMinutes)}`, colour: 'warning' },
      ]),
      line([{ text: plain(stop.problem, 120) || words.noTitle }], { spacing: 'none' }),
      line(
        dotted([
          { text: ticketNumber(stop), url: safeUrl(stop.url) },
          { text: words.visitKind[stop.kind] },
          { text: place, url: place === '' ? undefined : mapOf(place) },
        ]),
        { spacing: 'none' },
      ),
      fact(
        words.contact,
        ...dotted([{ text: plain(stop.contactName, 60) }, { text: plain(stop.contactPhone ?? '', 40) }]),
      ),
      ...stop.notes.map((note) => line([{ text: plain(note, 200), quiet: true }], { spacing: 'none' })),
      buttons([
        stop.state === 'confirmed' ? ask(words.visitButton.late, 'visit-late', target) : undefined,
        place === '' ? undefined : open(words.visitButton.map, mapOf(place)),
      ]),
    ].filter((item) => item !== undefined),
  };
}

/** Teams opens this link on every device; only the address is passed on. */
function mapOf(place: string): string {
  return `https://www.bing.com/maps?q=${encodeURIComponent(place)}`;
}
