import type { Reader, SuggestionView, TicketView } from '../model/view.ts';
import type { ItemCode } from '../model/decision.ts';
import type { Piece } from './card.ts';
import type { Run } from './elements.ts';
import { fact, line } from './elements.ts';
import { fullName, isReader, seesColleagues } from './reader.ts';
import { clockTime, left } from './time.ts';
import type { Words } from './words/index.ts';

const MOST_REASONS = 3;

/** Who is suggested, from when, and how long the offer stands; addressed as "you" to the person themselves. */
export function suggestionLine(suggestion: SuggestionView, reader: Reader, words: Words): Piece | undefined {
  return line([
    { text: suggestionSentence(suggestion, reader, words), strong: true },
    { text: ` ${offerEnd(suggestion.endsAt, reader, words)}` },
  ]);
}

/** Until when the offer stands, or that it has ended (the card may be drawn just before its timer fires). */
export function offerEnd(endsAt: number, reader: Reader, words: Words): string {
  const at = clockTime(endsAt, reader);
  return endsAt > reader.now ? words.offerOpen(at, left(endsAt, reader, words)) : words.offerEnds(at);
}

function suggestionSentence(suggestion: SuggestionView, reader: Reader, words: Words): string {
  const at = clockTime(suggestion.startAt, reader);
  const now = suggestion.startAt - reader.now < 60_000;
  if (isReader(suggestion.who, reader)) {
    if (suggestion.outcome === 'on-call') return words.forYouOnCall;
    if (suggestion.outcome === 'first-slot') return words.forYouFirstSlot(at);
    return now ? words.forYouNow : words.forYou(at);
  }
  const who = fullName(suggestion.who);
  if (suggestion.outcome === 'on-call') return words.suggestedOnCall(who);
  if (suggestion.outcome === 'first-slot') return words.suggestedFirstSlot(who, at);
  return now ? words.suggestedNow(who) : words.suggested(who, at);
}

/**
 * At most three reasons for the chosen person, in minutes, the strongest first. Whatever would name a weakness (a
 * likely handover, a deadline at risk) is left out, and an assumption is called one. Only people who lead the desk see
 * how much better they are than the next.
 */
export function reasonsLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  const suggestion = view.suggestion;
  if (!suggestion) return undefined;
  const said = words.reasonItem;
  const minutes = (code: ItemCode): number | undefined => {
    const item = suggestion.items.find((candidate) => candidate.code === code);
    return item && Math.round(item.minutes);
  };
  const assumed = (code: ItemCode, text: string): string =>
    suggestion.items.some((item) => item.code === code && item.basis === 'assumption') ? words.assumed(text) : text;
  const knows = minutes('knows-client') ?? 0;
  const handling = minutes('handling') ?? 0;
  const travel = minutes('travel') ?? 0;
  // The engine leaves a line of zero out of the bill: no risk of missing the promise.
  const inTime = minutes('breach') === undefined && (view.respondBy ?? view.resolveBy ?? 0) > suggestion.startAt;
  const reasons = [
    betterThanNext(suggestion, reader, words),
    knows < 0 ? said.knowsClient(-knows) : undefined,
    inTime ? said.inTime : undefined,
    handling > 0 ? assumed('handling', said.handling(handling)) : undefined,
    travel > 0 ? assumed('travel', said.travel(travel)) : undefined,
  ].filter((reason) => reason !== undefined);
  if (reasons.length === 0) return undefined;
  const text = `${reasons.slice(0, MOST_REASONS).join(', ')}.`;
  return line([{ text: `${words.because}: `, strong: true }, { text }], { spacing: 'small' });
}

function betterThanNext(suggestion: SuggestionView, reader: Reader, words: Words): string | undefined {
  const next = suggestion.others.find((other) => other.gate === undefined && other.totalMinutes !== undefined);
  if (!next || !seesColleagues(reader)) return undefined;
  const distance = Math.round((next.totalMinutes ?? 0) - suggestion.totalMinutes);
  return distance > 0 ? words.reasonItem.betterThan(fullName(next.who), distance) : undefined;
}

/** The whole bill of the chosen person, for themselves and for people who lead the desk. */
export function billLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  const suggestion = view.suggestion;
  if (!suggestion || !(isReader(suggestion.who, reader) || seesColleagues(reader))) return undefined;
  const items = suggestion.items
    .filter((item) => Math.round(item.minutes) !== 0)
    .map((item) => {
      const text = `${words.billItem[item.code]} ${Math.round(item.minutes)}`.replace('-', '−');
      return item.basis === 'assumption' ? words.assumed(text) : text;
    })
    .join(', ');
  return items === ''
    ? undefined
    : fact(words.bill, { text: words.billTotal(items, Math.round(suggestion.totalMinutes)) });
}

/** The next best with their distance in minutes, for dispatchers and managers. */
export function othersLine(view: TicketView, reader: Reader, words: Words): Piece | undefined {
  const suggestion = view.suggestion;
  if (!suggestion || !seesColleagues(reader) || suggestion.others.length === 0) return undefined;
  const texts = suggestion.others.slice(0, 3).map((other) => {
    const who = fullName(other.who);
    if (other.gate) return words.gatedOther(who, words.gate[other.gate]);
    const distance = Math.round((other.totalMinutes ?? suggestion.totalMinutes) - suggestion.totalMinutes);
    if (distance === 0) return words.equal(who);
    return distance > 0 ? words.more(who, distance) : words.less(who, -distance);
  });
  const run: Run = { text: `${texts.join('; ')}.` };
  return fact(words.nextBest, run);
}
