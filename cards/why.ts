import type { Reader, SuggestionView, TicketView } from '../model/view.ts';
import type { ItemCode } from '../model/decision.ts';
import type { Piece } from './card.ts';
import { fact, line } from './elements.ts';
import { fullName, isReader, seesColleagues } from './reader.ts';
import { clockTime } from './time.ts';
import type { Words } from './words/index.ts';

/** Reasons worth a place on a card, the most telling first. */
const TELLING: readonly ItemCode[] = ['knows-client', 'breach', 'wait', 'travel', 'handling', 'fairness'];
/** Items that speak of what somebody cannot do: never on a shared card, and not needed by the one who is asked. */
const MOST_REASONS = 3;

/** Who is suggested and from when, in one sentence; to the person themselves as "you". */
export function suggestionSentence(suggestion: SuggestionView, reader: Reader, words: Words): string {
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
 * At most three reasons for the chosen person, in minutes. What would name a weakness (a likely handover, senior time
 * spent, a deadline at risk) stays in the decision record; an assumption is called one.
 */
export function reasons(suggestion: SuggestionView, words: Words): readonly string[] {
  const byCode = new Map(suggestion.items.map((item) => [item.code, item]));
  return TELLING.flatMap((code) => {
    const item = byCode.get(code);
    const text = item && reasonText(code, Math.round(item.minutes), words);
    return item && text ? [item.basis === 'assumption' ? words.assumed(text) : text] : [];
  }).slice(0, MOST_REASONS);
}

function reasonText(code: ItemCode, minutes: number, words: Words): string | undefined {
  switch (code) {
    case 'knows-client':
      return minutes < 0 ? words.reasonItem['knows-client'](-minutes) : undefined;
    case 'fairness':
      return minutes < 0 ? words.reasonItem.fairness(-minutes) : undefined;
    case 'breach':
      return minutes === 0 ? words.reasonItem.breach(0) : undefined;
    case 'wait':
    case 'travel':
    case 'handling':
      return words.reasonItem[code](minutes);
    default:
      return undefined;
  }
}

/** The line of reasons, if there are any. */
export function reasonsLine(suggestion: SuggestionView, words: Words): Piece | undefined {
  const texts = reasons(suggestion, words);
  return texts.length === 0
    ? undefined
    : line([{ text: `${words.because}: `, strong: true }, { text: `${texts.join(', ')}.` }], { spacing: 'small' });
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
  return fact(words.nextBest, { text: `${texts.join('; ')}.` });
}
