import { WORDS } from '../bot/words.ts';
import { en } from '../cards/words/en.ts';
import { isJson, wordsOf } from '../sim/teams/card-reading.ts';

/** The words that only a command which was done is answered with; each as cards/ says it for a ticket. */
const DONE = [
  en.notice.done.text(),
  en.notice.claimed.text({}).replace(/^This ticket/, ''),
  en.notice.undone.text({}).slice(en.notice.undone.text({}).indexOf('undid it')),
];

/** Does this line tell a person that what they asked for was done? */
export function saysDone(text: string): boolean {
  return DONE.some((words) => text.includes(words.slice(0, 20)));
}

/** Does this line leave open what became of it? */
export function saysUnknown(text: string): boolean {
  return text === WORDS.en.slow || text.includes(en.notice.busy.text().slice(0, 40));
}

/** What stands in the words for a fault of ours, up to the number that is told to an admin. */
const FAULTS = [WORDS.en.failed(''), en.notice.failed.text({})].map((words) => words.slice(0, 34));

/** Does this line tell a person that the fault is ours? */
export function saysFault(text: string): boolean {
  return FAULTS.some((words) => text.includes(words));
}

/** A refused tap is answered with the live card under a banner that says why (cards/notice-on.ts): these words. */
export function noticeOf(card: Readonly<Record<string, unknown>>): string | undefined {
  const body = card['body'];
  const first: unknown = Array.isArray(body) ? body[0] : undefined;
  if (!isJson(first)) return undefined;
  const { type, style, bleed } = first;
  return type === 'Container' && style === 'emphasis' && bleed === true ? wordsOf(first) : undefined;
}
