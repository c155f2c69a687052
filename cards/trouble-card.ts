import type { Reader, TroubleView } from '../model/view.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { buttons, tap } from './actions.ts';
import type { Run } from './elements.ts';
import { heading, line } from './elements.ts';
import { effectWords, troubleWords } from './card-fragments.ts';
import { fullName, runsDesk, ticketNumber } from './reader.ts';
import { plain } from './text.ts';
import { clockTime } from './time.ts';
import type { Words } from './words/index.ts';
import { lookUp, wordsFor } from './words/index.ts';

/** How many stuck changes are shown with their buttons; the rest is counted. */
const MOST_STUCK = 5;
const MOST_NAMED = 8;
/** How many existing status names are listed. */
const MOST_STATUSES = 20;

/** What a dispatcher must know about Callboard itself: what is down, stuck, duplicated, unreachable or unknown. */
export function troubleCard(view: TroubleView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const lines = [
    ...psaDown(view, reader, words),
    ...stuck(view, reader, words),
    view.duplicatesSent > 0 ? line([{ text: words.machine.duplicates(view.duplicatesSent) }]) : undefined,
    named(
      words.machine.unreachable,
      view.unreachable.map((who) => [{ text: fullName(who) }]),
    ),
    named(
      words.machine.doubtful,
      view.doubtful.map((who) => [
        { text: plain(who.name, 60) },
        { text: ` (${lookUp(words.machine.doubtfulWhy, who.why) ?? plain(who.why, 120)})` },
      ]),
    ),
    ...view.unknownStatuses.slice(0, MOST_NAMED).flatMap((status) => unknownStatus(status, view.psaName, words)),
    ...notGranted(view, words),
  ].filter((piece) => piece !== undefined);
  const title = lines.length === 0 ? words.machine.fine : words.machine.title;
  return frame(view.stuck.length > 0 ? `${title}: ${words.machine.stuck(view.stuck.length)}` : title, [
    heading(title, { large: true }),
    ...(lines.length === 0 ? [line([{ text: words.machine.fineText }])] : lines),
    ...(runsDesk(reader) ? doneWithout(view, words) : []),
  ]);
}

function psaDown(view: TroubleView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  const since = view.psaDownSince;
  if (since === undefined) return [];
  // No elapsed time: the card stays as it was drawn for the whole outage.
  const text = words.machine.psaDown(view.psaName, clockTime(since, reader));
  return [
    line([{ text, colour: 'attention', strong: true }]),
    line([{ text: words.machine.psaDownText(view.psaName) }], { spacing: 'small' }),
  ];
}

function stuck(view: TroubleView, reader: Reader, words: Words): readonly (Piece | undefined)[] {
  if (view.stuck.length === 0) return [];
  const { psaName } = view;
  return [
    line([{ text: words.machine.stuck(view.stuck.length), colour: 'attention', strong: true }]),
    ...view.stuck.slice(0, MOST_STUCK).map((effect) => stuckRow(effect, psaName, reader, words)),
    view.stuck.length > MOST_STUCK
      ? line([{ text: words.machine.moreStuck(view.stuck.length - MOST_STUCK), quiet: true }])
      : undefined,
  ];
}

/** What is stuck, why in our words and the other side's, and the two next steps. */
function stuckRow(effect: TroubleView['stuck'][number], psaName: string, reader: Reader, words: Words): Piece {
  const number = effect.ticketNumber;
  return {
    type: 'Container',
    separator: true,
    items: [
      line([
        { text: words.stuck(effectWords(effect.what, psaName, words), clockTime(effect.since, reader)), strong: true },
        number === undefined ? undefined : { text: `, ${words.machine.stuckTicket(ticketNumber({ number }))}` },
      ]),
      line([{ text: troubleWords(effect.code, psaName, words) }], { spacing: 'none' }),
      line([{ text: plain(effect.text, 240), quiet: true }], { spacing: 'none' }),
      buttons([
        tap(words.button.retry, 'retry-effect', { effectId: effect.effectId }),
        tap(words.button.dismiss, 'dismiss-effect', { effectId: effect.effectId }),
      ]),
    ].filter((item) => item !== undefined),
  };
}

/** A status in the settings that the PSA does not have: what that means, and which ones exist. */
function unknownStatus(
  { name, queue, known }: TroubleView['unknownStatuses'][number],
  psaName: string,
  words: Words,
): readonly (Piece | undefined)[] {
  const say = words.machine.unknownStatus;
  const where = queue === undefined ? '' : plain(queue, 60);
  return [
    line([{ text: say.title(psaName, plain(name, 60), where), colour: 'attention', strong: true }]),
    line([{ text: say.text }], { spacing: 'small' }),
    named(
      say.known,
      known.map((one) => [{ text: plain(one, 60) }]),
      MOST_STATUSES,
    ),
  ];
}

/** The permissions that visits cannot work without. */
function notGranted(view: TroubleView, words: Words): readonly (Piece | undefined)[] {
  const say = words.machine.notGranted;
  return view.notGranted
    .filter(({ needed }) => needed)
    .flatMap(({ permission, costs }) => [
      line([{ text: say.title(plain(permission, 60)), colour: 'attention', strong: true }]),
      line([{ text: `${plain(costs, 240)} ${say.text}` }], { spacing: 'small' }),
    ]);
}

/**
 * Optional permissions: not trouble, because an MSP may choose to do without, but good to know for those who lead the
 * desk.
 */
function doneWithout(view: TroubleView, words: Words): readonly (Piece | undefined)[] {
  const say = words.machine.notGranted;
  const rest = view.notGranted.filter(({ needed }) => !needed);
  if (rest.length === 0) return [];
  return [
    line([{ text: say.without, strong: true }], { spacing: 'medium' }),
    ...rest.map(({ permission, costs }) =>
      line([{ text: `${plain(permission, 60)}: ` }, { text: plain(costs, 240), quiet: true }], { spacing: 'small' }),
    ),
    line([{ text: say.text, quiet: true }], { spacing: 'small' }),
  ];
}

/** A label and the listed names, each in a run of its own. */
function named(label: string, items: readonly (readonly Run[])[], most = MOST_NAMED): Piece | undefined {
  if (items.length === 0) return undefined;
  const runs = items.slice(0, most).flatMap((item, i): readonly Run[] => (i === 0 ? item : [{ text: ', ' }, ...item]));
  return line([{ text: `${label}: `, strong: true }, ...runs, { text: items.length > most ? ' …' : '.' }]);
}
