import type { Reader } from '../model/view.ts';
import { ENOUGH_VISITS, type VisitNumbersView, type VisitPeriod } from '../model/visit-view.ts';
import type { Drawn, Piece } from './card.ts';
import { frame } from './card.ts';
import { dotted, heading, line, type Run } from './elements.ts';
import { dayOf, lasting } from './time.ts';
import type { Words } from './words/index.ts';
import { wordsFor } from './words/index.ts';

/** Does arranging visits work without phone calls? Five figures, each with that of the period before. No names. */
export function visitNumbersCard(view: VisitNumbersView, reader: Reader): Drawn {
  const words = wordsFor(reader.language);
  const { numbers: say } = words;
  const { now, days, callMinutes } = view;
  const figures: readonly [string, (period: VisitPeriod) => Run[]][] = [
    [say.outcome.label, (period) => outcomeRuns(period, words)],
    [say.wait.label, (period) => waitRuns(period, words)],
    [say.alone.label, (period) => aloneRuns(period, words)],
    [say.moves.label, (period) => movesRuns(period, words)],
    [say.saved.label, (period) => savedRuns(period, callMinutes, words)],
  ];
  const title = say.title(days);
  const compared = isCounted(view) ? ` ${say.compared(days)}` : '';
  return frame(`${title}: ${say.summary(now.confirmed, now.byClient)}`, [
    heading(title, { large: true }),
    line([{ text: `${say.span(dayOf(now.from, reader), dayOf(now.to, reader))}${compared}`, quiet: true }], {
      spacing: 'none',
    }),
    view.since === undefined ? undefined : line([{ text: say.since(dayOf(view.since, reader)) }], { spacing: 'small' }),
    ...figures.flatMap(([label, runs]) => figure(label, runs, view, words)),
    line([{ text: say.saved.figure, quiet: true }], { spacing: 'medium', size: 'small' }),
  ]);
}

/** The name of a figure, its value, and its former value. */
function figure(
  label: string,
  runs: (period: VisitPeriod) => Run[],
  view: VisitNumbersView,
  { numbers: say }: Words,
): (Piece | undefined)[] {
  const was = isCounted(view) ? [{ text: say.before }, ...runs(view.before)] : [];
  return [
    line([{ text: label, quiet: true }], { spacing: 'medium' }),
    line(runs(view.now), { spacing: 'none' }),
    line(
      was.map(({ text }) => ({ text, quiet: true })),
      { spacing: 'none' },
    ),
  ];
}

/** Before Callboard was installed there is nothing to compare with. */
function isCounted({ before, since }: VisitNumbersView): boolean {
  return since === undefined || since < before.to;
}

function outcomeRuns({ confirmed, unanswered, cancelled }: VisitPeriod, { numbers: { outcome } }: Words): Run[] {
  return dotted([
    { text: outcome.confirmed(confirmed), strong: true },
    { text: outcome.cancelled(cancelled) },
    { text: outcome.unanswered(unanswered) },
  ]);
}

function waitRuns({ confirmed, waitMs }: VisitPeriod, words: Words): Run[] {
  const { wait, none } = words.numbers;
  if (!waitMs) return [{ text: none }];
  const { least, most, median, p90 } = waitMs;
  const text =
    median === undefined || p90 === undefined
      ? wait.few(confirmed, lasting(least, words), lasting(most, words))
      : wait.usual(lasting(median, words), lasting(p90, words));
  return [{ text, strong: true }];
}

function aloneRuns({ confirmed, byClient }: VisitPeriod, { numbers: { alone, none } }: Words): Run[] {
  if (confirmed === 0) return [{ text: none }];
  const counted = alone.of(byClient, confirmed);
  if (confirmed < ENOUGH_VISITS) return [{ text: counted, strong: true }];
  return dotted([{ text: alone.share(Math.round((100 * byClient) / confirmed)), strong: true }, { text: counted }]);
}

function movesRuns({ tookPlace, moves }: VisitPeriod, { numbers: say }: Words): Run[] {
  if (tookPlace === 0) return [{ text: say.none }];
  const counted = say.moves.of(moves, tookPlace);
  if (tookPlace < ENOUGH_VISITS) return [{ text: counted, strong: true }];
  return dotted([{ text: say.moves.each((moves / tookPlace).toFixed(1)), strong: true }, { text: counted }]);
}

function savedRuns({ byClient }: VisitPeriod, callMinutes: number, words: Words): Run[] {
  if (byClient === 0) return [{ text: words.numbers.none }];
  return dotted([
    { text: workingTime(byClient * callMinutes, words), strong: true },
    { text: words.numbers.saved.text(byClient, callMinutes) },
  ]);
}

/** Minutes of work, in hours at most, because a day of work does not have 24 hours. */
function workingTime(minutes: number, { duration }: Words): string {
  return minutes < 120 ? duration.minutes(minutes) : duration.hours(Math.floor(minutes / 60), minutes % 60);
}
